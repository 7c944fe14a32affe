package dev.ghostlane.images;

/// How image files are decoded.
///
/// @param upright whether photos are turned and mirrored as their EXIF orientation says; otherwise JPEG and PNG stay as
///        they are stored, as timm and Pillow leave them. TIFF is always turned, as Pillow does. An orientation that is
///        in XMP alone is not read
/// @param memoryLimit most bytes that pixels may take, at least [#SMALLEST_LIMIT]. A pixel counts three as an
///        [RgbImage] and three more while it is turned upright; if that is too much, every
///        second, third, … pixel of every second, third, … line is decoded and the rest never held. The file itself, of
///        at most 1 GiB, is held beside that, as is what a decoder needs for any part of an image: the coefficients of
///        a JPEG in several scans (progressive), or a strip or tile of a TIFF that is a JPEG. If that alone exceeds the
///        limit, the image is refused. What a plug-in allocates is not counted
public record DecodeOptions(boolean upright, long memoryLimit) {

    /// Least memory limit: 1 MiB.
    public static final long SMALLEST_LIMIT = 1 << 20;

    /// As timm evaluates: orientation ignored; 512 MiB, so that 8-bit RGB images of up to 89 million pixels, where
    /// Pillow begins to warn of decompression bombs, are decoded whole.
    public static final DecodeOptions DEFAULT = new DecodeOptions(false, 512L << 20);

    /// Checks the limit.
    ///
    /// @throws IllegalArgumentException if the limit is too small
    public DecodeOptions {
        if (memoryLimit < SMALLEST_LIMIT) {
            throw new IllegalArgumentException(
                    "the memory limit must be at least " + SMALLEST_LIMIT + " bytes, found " + memoryLimit);
        }
    }

    /// {@return the same, with photos turned upright or left as they are stored}
    ///
    /// @param upright whether photos are turned as their EXIF orientation says
    public DecodeOptions withUpright(boolean upright) { return new DecodeOptions(upright, memoryLimit); }

    /// {@return the same with another limit}
    ///
    /// @param bytes most bytes that decoding an image may take, at least [#SMALLEST_LIMIT]
    /// @throws IllegalArgumentException if it is too small
    public DecodeOptions withMemoryLimit(long bytes) { return new DecodeOptions(upright, bytes); }
}
