package dev.ghostlane.engine.steps;

import dev.ghostlane.kernels.tensor.FeatureMap;

/// The rows of a map that a thread needs and other threads have written.
///
/// A kernel that goes through the channels of a pixel would meet their cache lines one by one, and wait each time for
/// another core's cache. Read beforehand, with nothing that depends on the reads, all lines come at once.
///
/// @param map what a step reads
/// @param threads of the session; each has written its part of the rows, or of a single row's channels
record NeighbourRows(FeatureMap map, int threads) {

    /// Floats of a cache line.
    private static final int LINE = 16;

    /// Rows of others are read if they are so few; more of them mean that the threads have images of their own.
    private static final int MOST = 8;

    /// Where a sum would go, so that the compiler does not drop the reads.
    private static final float[] SINK = new float[1];

    /// Bits that no sum has: arithmetic gives quiet NaNs only.
    private static final int A_SIGNALLING_NAN = 0x7f80_0001;

    /// Reads what output rows `begin … end − 1` of a window that slides over the map lie over.
    ///
    /// @param height lines of an image of the output
    void fetchUnder(int thread, int begin, int end, int height, int stride, int padding, int kernel) {
        int image = begin / height;
        if (threads > 1 && (end - 1) / height == image) {
            int first = begin % height * stride - padding;
            int last = (end - 1) % height * stride - padding + kernel;
            fetch(thread, image * map.height() + Math.max(0, first),
                    image * map.height() + Math.min(map.height(), last));
        }
    }

    /// Reads those of rows `first … last − 1`, counted over the batch, that are not the thread's own.
    void fetch(int thread, int first, int last) {
        if (threads == 1) {
            return;
        }
        int rows = map.rows();
        int ownBegin = (int) ((long) rows * thread / threads);
        int ownEnd = rows == 1 ? ownBegin : (int) ((long) rows * (thread + 1) / threads);
        float sum = read(first, Math.min(last, ownBegin)) + read(Math.max(first, ownEnd), last);
        if (Float.floatToRawIntBits(sum) == A_SIGNALLING_NAN) {
            SINK[0] = sum;
        }
    }

    private float read(int begin, int end) {
        float sum = 0;
        if (end - begin <= MOST) {
            boolean apart = map.pixelStride() > map.channels();
            int pixels = apart ? map.width() : 1;
            int floats = apart ? map.channels() : map.rowStride();
            for (int row = begin; row < end; row++) {
                int at = map.index(row, 0);
                for (int pixel = 0; pixel < pixels; pixel++) {
                    sum += lines(map.data(), at + pixel * map.pixelStride(), floats);
                }
            }
        }
        return sum;
    }

    /// Reads each cache line that has some of these floats.
    private static float lines(float[] data, int from, int floats) {
        float sum = data[from + floats - 1];
        for (int i = from; i < from + floats; i += LINE) {
            sum += data[i];
        }
        return sum;
    }
}
