package dev.ghostlane.ghostnetv2;

import dev.ghostlane.images.ImageSource;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;

/// Images as callers have them, with the names that messages call them where they have none.
final class Inputs {

    private Inputs() {}

    static ImageSource of(Path image) { return ImageSource.of(Objects.requireNonNull(image, "image")); }

    static ImageSource of(byte[] image) { return ImageSource.of(Objects.requireNonNull(image, "image"), "the image"); }

    static ImageSource of(InputStream image) {
        return ImageSource.of(Objects.requireNonNull(image, "image"), "the stream");
    }
}
