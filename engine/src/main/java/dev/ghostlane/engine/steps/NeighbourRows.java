package dev.ghostlane.engine.steps;

import dev.ghostlane.kernels.tensor.FeatureMap;

/// The rows around a thread's part of a convolution's input, which the neighbouring threads have written.
///
/// A kernel that goes through the channels of a pixel would meet their cache lines one by one, and wait each time for
/// another core's cache. Read beforehand, with nothing that depends on the reads, all lines come at once. Nothing is
/// read where input and output are halves of the same pixels: the neighbour writes to the same lines and takes them
/// back.
///
/// @param input what the convolution reads
/// @param output what it writes
/// @param kernelHeight height of the kernel
record NeighbourRows(FeatureMap input, FeatureMap output, int kernelHeight) {

    /// Floats of a cache line.
    private static final int LINE = 16;

    /// Where a sum would go, so that the compiler does not drop the reads.
    private static final float[] SINK = new float[1];

    /// Bits that no sum has: arithmetic gives quiet NaNs only.
    private static final int A_SIGNALLING_NAN = 0x7f80_0001;

    /// Reads the rows above and below those that output rows `begin … end − 1` of an image lie over.
    void fetch(int begin, int end) {
        int height = output.height();
        int image = begin / height;
        if (end - begin >= height || (end - 1) / height != image || kernelHeight == 1
                || input.pixelStride() > input.channels()) {
            return;
        }
        int first = scaled(begin % height);
        int last = scaled((end - 1) % height + 1);
        int around = kernelHeight / 2;
        float sum = 0;
        if (begin % height > 0) {
            sum += read(image, Math.max(0, first - around), first);
        }
        if (end % height > 0) {
            sum += read(image, last, Math.min(input.height(), last + around));
        }
        if (Float.floatToRawIntBits(sum) == A_SIGNALLING_NAN) {
            SINK[0] = sum;
        }
    }

    /// The row of the input that lies under a row of the output.
    private int scaled(int row) { return (int) ((long) row * input.height() / output.height()); }

    private float read(int image, int rowBegin, int rowEnd) {
        int begin = input.index(image * input.height() + rowBegin, 0);
        int end = input.index(image * input.height() + rowEnd, 0) - input.pixelStride() + input.channels();
        float sum = 0;
        for (int i = begin; i < end; i += LINE) {
            sum += input.data()[i];
        }
        return sum;
    }
}
