package dev.ghostlane.images;

/// What a message says of an image that is good but not supported.
final class Unsupported {

    private Unsupported() {}

    /// @param source names the file
    /// @param what is not supported, for example "a BMP file with the compression JPEG"
    static ImageException of(String source, String what) {
        return new ImageException(
                source + ": " + what + " is not supported; convert it to a baseline JPEG or a PNG of 8 bits");
    }
}
