package dev.ghostlane.images;

import java.awt.image.BufferedImage;
import java.util.Objects;

/// Images of Java's (AWT) as [RgbImage]s. The only public signature that names AWT; a module that uses it requires
/// `java.desktop`.
@SuppressWarnings("exports")
public final class BufferedImages {

    private BufferedImages() {}

    /// Converts an image to RGB by the rules of [ImageDecoder], without colour management.
    ///
    /// @param image an image of any type; not changed
    /// @return its pixels; transparency is dropped
    /// @throws ImageException if it has more pixels than an [RgbImage] can hold
    public static RgbImage rgb(BufferedImage image) {
        Objects.requireNonNull(image, "image");
        if ((long) image.getWidth() * image.getHeight() > RgbImage.MAX_PIXELS) {
            throw new ImageException("expected at most " + RgbImage.MAX_PIXELS + " pixels, found " + image.getWidth()
                    + "×" + image.getHeight());
        }
        return new RgbConverter(image).convert();
    }
}
