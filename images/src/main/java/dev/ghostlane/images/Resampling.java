package dev.ghostlane.images;

import java.util.Locale;

/// The filter that a resize weighs the pixels with; Pillow's, by its name.
public enum Resampling {
    /// Keys' cubic convolution with a = −0.5, over two pixels to each side.
    BICUBIC(2) {
        @Override
        double weight(double distance) {
            double x = Math.abs(distance);
            if (x < 1) {
                return ((A + 2) * x - (A + 3)) * x * x + 1;
            }
            return x < 2 ? (((x - 5) * x + 8) * x - 4) * A : 0;
        }
    },
    /// A triangle over one pixel to each side.
    BILINEAR(1) {
        @Override
        double weight(double distance) {
            double x = Math.abs(distance);
            return x < 1 ? 1 - x : 0;
        }
    };

    /// Pillow's constant of the cubic; other programs use −0.75.
    private static final double A = -0.5;

    private final double support;

    Resampling(double support) { this.support = support; }

    /// Pixels to each side that the filter reaches when it does not shrink.
    double support() { return support; }

    /// Weight of a pixel at a distance from the centre, in pixels.
    abstract double weight(double distance);

    /// {@return the filter that timm calls by a name: `bicubic` or `bilinear`, in either case}
    ///
    /// @param name timm's name
    /// @throws IllegalArgumentException if it is another name
    public static Resampling named(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "bicubic" -> BICUBIC;
            case "bilinear" -> BILINEAR;
            default -> throw new IllegalArgumentException("interpolation must be bicubic or bilinear, found " + name);
        };
    }
}
