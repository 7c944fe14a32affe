package dev.ghostlane.kernels.softmax;

import dev.ghostlane.kernels.internal.VectorMath;
import dev.ghostlane.kernels.internal.VectorReduction;
import dev.ghostlane.kernels.tensor.FeatureMap;

/// The SIMD kernel of [Softmax].
///
/// *Tile and registers.* The exponentials, by far the largest part, and the divisions run one vector at a
/// time, as does the sum; the maximum shares the scalar reference's code.
///
/// *Tail.* What is no whole vector is computed by the scalar functions.
final class VectorSoftmax implements Softmax {

    static final VectorSoftmax INSTANCE = new VectorSoftmax();

    @Override
    public void run(FeatureMap input, FeatureMap output, int rowBegin, int rowEnd) {
        Softmax.check(input, output, rowBegin, rowEnd);
        int channels = output.channels();
        for (int row = rowBegin; row < rowEnd; row++) {
            for (int x = 0; x < output.width(); x++) {
                int from = input.index(row, x);
                int to = output.index(row, x);
                float largest = ScalarSoftmax.largest(input.data(), from, channels);
                VectorMath.exp(input.data(), from, largest, 1, output.data(), to, channels);
                VectorReduction.divide(output.data(), to, channels, VectorReduction.sum(output.data(), to, channels));
            }
        }
    }
}
