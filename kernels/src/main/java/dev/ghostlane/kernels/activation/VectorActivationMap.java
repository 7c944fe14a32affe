package dev.ghostlane.kernels.activation;

import dev.ghostlane.kernels.internal.VectorMath;
import dev.ghostlane.kernels.tensor.FeatureMap;

/// The SIMD kernel of [ActivationMap].
///
/// *Tile and registers.* One vector at a time; a sigmoid is about 25 operations and a division, so
/// arithmetic is the limit.
///
/// *Tail.* Dense maps are treated as one long line; what is left over at its end (or at the end of each
/// pixel of a slice) is computed by the scalar function, which keeps in-place use exact.
final class VectorActivationMap implements ActivationMap {

    static final VectorActivationMap INSTANCE = new VectorActivationMap();

    @Override
    public void run(Activation activation, FeatureMap input, FeatureMap output, int rowBegin, int rowEnd) {
        ActivationMap.check(input, output, rowBegin, rowEnd);
        int channels = output.channels();
        boolean dense = input.pixelStride() == channels && output.pixelStride() == channels;
        int runs = dense ? Math.min(1, rowEnd - rowBegin) : (rowEnd - rowBegin) * output.width();
        int length = dense ? (rowEnd - rowBegin) * output.rowStride() : channels;
        for (int run = 0; run < runs; run++) {
            apply(activation, input.data(), input.index(rowBegin, run), output.data(), output.index(rowBegin, run),
                    length);
        }
    }

    @Override
    public void apply(Activation activation, float[] in, int from, float[] out, int to, int count) {
        switch (activation) {
            case NONE -> System.arraycopy(in, from, out, to, count);
            case RELU -> VectorMath.relu(in, from, out, to, count);
            case SIGMOID -> VectorMath.sigmoid(in, from, out, to, count);
            case HARD_SIGMOID -> VectorMath.hardSigmoid(in, from, out, to, count);
        }
    }
}
