package dev.ghostlane.images;

/// An image, and how it was decoded, for those who look for a difference.
///
/// @param image its pixels
/// @param format what kind of file it was: JPEG, PNG, …
/// @param reader what decoded it: a package of this library's, or the class of a plug-in, whose
///        pixels are not promised to be Pillow's
/// @param colours colours, bits and compression of the file, in words
/// @param orientation by which the pixels were turned, as EXIF numbers it, from 1 to 8; 1 if they are as stored
/// @param period 1 if all pixels were decoded; if they were too many for the memory limit, of how many columns and
///        lines one was
public record DecodedImage(RgbImage image, String format, String reader, String colours, int orientation,
        int period) {

    /// {@return how the image was decoded, for people: for example `JPEG, YCbCr, sampling 2×2,1×1,1×1, by
    /// dev.ghostlane.images: 640×480 RGB`}
    @Override
    public String toString() {
        return format + ", " + colours + ", by " + reader + (orientation == 1 ? "" : ", turned by EXIF " + orientation)
                + (period == 1 ? "" : ", one of " + period + " pixels and lines") + ": " + image;
    }
}
