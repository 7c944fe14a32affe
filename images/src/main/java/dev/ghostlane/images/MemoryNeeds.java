package dev.ghostlane.images;

import java.io.IOException;

/// How an image is decoded within the memory limit.
///
/// @param period every so many pixels of every so many lines one is kept
/// @param bytes what pixels and decoder take then, at most
record MemoryNeeds(int period, long bytes) {

    /// By the header of an image.
    ///
    /// @throws ImageException if it is too large, or cannot be decoded within the limit
    static MemoryNeeds of(FirstImage image, String source, long limit) throws IOException {
        int width = image.width();
        int height = image.height();
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("its size is " + width + "×" + height);
        }
        requireSize(width, height, source);
        long working = image.workingMemory();
        requireWorkingMemory(working, image.worksOn(), width, height, source, limit);
        // An RgbImage has three bytes a pixel, and another three while it is turned upright.
        int each = Math.max(image.bytesPerPixel(), 3) + 3;
        long most = Math.min(limit / each, RgbImage.MAX_PIXELS * 3L / image.elementsPerPixel());
        if (most < 1) {
            throw new ImageException(
                    source + ": expected pixels of at most " + limit + " bytes, found " + image.bytesPerPixel());
        }
        int period = period(width, height, most);
        return new MemoryNeeds(period, working + (long) kept(width, period) * kept(height, period) * each);
    }

    /// @throws ImageException if an image is too large
    static void requireSize(int width, int height, String source) {
        if ((long) width * height > ImageDecoder.MAX_PIXELS || Math.max(width, height) > ImageDecoder.MAX_SIDE) {
            throw new ImageException(source + ": expected at most " + ImageDecoder.MAX_PIXELS + " pixels and "
                    + ImageDecoder.MAX_SIDE + " on a side, found " + width + "×" + height);
        }
    }

    /// @throws ImageException if what must be held whole is too much
    static void requireWorkingMemory(long working, String what, int width, int height, String source, long limit) {
        if (working > limit) {
            throw new ImageException(source + ": " + what + " of " + width + "×" + height
                    + " pixels must be held whole and need " + working + " bytes; the memory limit is " + limit);
        }
    }

    /// The smallest period that leaves no more than `most` pixels.
    private static int period(int width, int height, long most) {
        int period = Math.max(1, (int) Math.sqrt((double) width * height / most));
        while ((long) kept(width, period) * kept(height, period) > most) {
            period++;
        }
        return period;
    }

    /// Pixels of a side that remain, at most.
    private static int kept(int side, int period) { return Math.ceilDiv(side, Math.min(period, side)); }
}
