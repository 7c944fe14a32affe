package dev.ghostlane.images;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;

/// Converts one image of Java's to RGB, line by line.
///
/// Whole samples are read from the raster, since `getRGB` brightens gray by a curve and converts colours by
/// their profile. Palettes and packed pixels (5-6-5 bits and the like) are looked up by `getRGB`, and so are
/// samples in floating point or already multiplied with alpha.
final class RgbConverter {
    private enum Layout {
        GRAY, RGB, CMYK, LOOKUP
    }

    private final BufferedImage image;
    private final int width;
    private final int height;
    private final byte[] rgb;

    RgbConverter(BufferedImage image) {
        this.image = image;
        this.width = image.getWidth();
        this.height = image.getHeight();
        this.rgb = new byte[3 * width * height];
    }

    RgbImage convert() {
        Layout layout = layout();
        if (layout == Layout.LOOKUP) {
            lookUp();
        } else {
            readSamples(layout);
        }
        return new RgbImage(width, height, rgb);
    }

    private Layout layout() {
        ColorModel model = image.getColorModel();
        int type = model.getTransferType();
        if (!(model instanceof ComponentColorModel)
                || type != DataBuffer.TYPE_BYTE && type != DataBuffer.TYPE_USHORT
                || model.hasAlpha() && model.isAlphaPremultiplied()) {
            return Layout.LOOKUP;
        }
        return switch (model.getColorSpace().getType()) {
            case ColorSpace.TYPE_GRAY -> Layout.GRAY;
            case ColorSpace.TYPE_RGB -> Layout.RGB;
            case ColorSpace.TYPE_CMYK -> Layout.CMYK;
            default -> Layout.LOOKUP;
        };
    }

    private void lookUp() {
        int[] line = new int[width];
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, line, 0, width);
            for (int x = 0; x < width; x++) {
                int at = 3 * (y * width + x);
                rgb[at] = (byte) (line[x] >> 16);
                rgb[at + 1] = (byte) (line[x] >> 8);
                rgb[at + 2] = (byte) line[x];
            }
        }
    }

    private void readSamples(Layout layout) {
        Raster raster = image.getRaster();
        int bands = raster.getNumBands();
        int bits = image.getColorModel().getComponentSize(0);
        int[] line = new int[width * bands];
        for (int y = 0; y < height; y++) {
            raster.getPixels(0, y, width, 1, line);
            if (bits != 8) {
                scaleToBytes(line, bits);
            }
            switch (layout) {
                case GRAY -> putGray(3 * y * width, line, bands);
                case RGB -> putRgb(3 * y * width, line, bands);
                case CMYK -> putCmyk(3 * y * width, line, bands);
                case LOOKUP -> throw new AssertionError(layout);
            }
        }
    }

    private void putGray(int at, int[] line, int bands) {
        for (int x = 0; x < width; x++) {
            byte gray = (byte) line[x * bands];
            rgb[at + 3 * x] = gray;
            rgb[at + 3 * x + 1] = gray;
            rgb[at + 3 * x + 2] = gray;
        }
    }

    private void putRgb(int at, int[] line, int bands) {
        for (int x = 0; x < width; x++) {
            rgb[at + 3 * x] = (byte) line[x * bands];
            rgb[at + 3 * x + 1] = (byte) line[x * bands + 1];
            rgb[at + 3 * x + 2] = (byte) line[x * bands + 2];
        }
    }

    private void putCmyk(int at, int[] line, int bands) {
        for (int x = 0; x < width; x++) {
            int black = line[x * bands + 3];
            for (int channel = 0; channel < 3; channel++) {
                rgb[at + 3 * x + channel] = (byte) Cmyk.light(line[x * bands + channel], black);
            }
        }
    }

    /// More than 8 bits give the upper 8; fewer are spread over 0…255.
    private static void scaleToBytes(int[] samples, int bits) {
        int max = (1 << bits) - 1;
        for (int i = 0; i < samples.length; i++) {
            samples[i] = bits > 8 ? samples[i] >> bits - 8 : (samples[i] * 255 + max / 2) / max;
        }
    }
}
