package dev.ghostlane.kernels.depthwise;

import static dev.ghostlane.kernels.internal.FusedMultiplyAdd.fma;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.tensor.FeatureMap;

/// The scalar reference of [DepthwiseConvolution], tap by tap. The inner loops run over channels, so the JIT compiles
/// them to SIMD code.
final class ScalarDepthwiseConvolution implements DepthwiseConvolution {

    static final ScalarDepthwiseConvolution INSTANCE = new ScalarDepthwiseConvolution();

    @Override
    public void run(DepthwiseWeights weights, Activation activation, FeatureMap input, FeatureMap output,
            int rowBegin, int rowEnd) {
        DepthwiseConvolution.check(weights, input, output, rowBegin, rowEnd);
        int channels = weights.channels();
        float[] y = output.data();
        for (int row = rowBegin; row < rowEnd; row++) {
            for (int column = 0; column < output.width(); column++) {
                int to = output.index(row, column);
                System.arraycopy(weights.bias(), 0, y, to, channels);
                taps(weights, input, output, row, column, to);
                activation.apply(y, to, channels);
            }
        }
    }

    private static void taps(DepthwiseWeights weights, FeatureMap input, FeatureMap output, int row, int column,
            int to) {
        int image = row / output.height();
        int top = row % output.height() * weights.stride() - weights.paddingHeight();
        int left = column * weights.stride() - weights.paddingWidth();
        for (int ky = 0; ky < weights.kernelHeight(); ky++) {
            int inY = top + ky;
            if (inY < 0 || inY >= input.height()) {
                continue;
            }
            for (int kx = 0; kx < weights.kernelWidth(); kx++) {
                int inX = left + kx;
                if (inX >= 0 && inX < input.width()) {
                    accumulate(weights.taps(), (ky * weights.kernelWidth() + kx) * weights.channels(), input.data(),
                            input.index(image * input.height() + inY, inX), output.data(), to, weights.channels());
                }
            }
        }
    }

    private static void accumulate(float[] taps, int tap, float[] in, int from, float[] out, int to, int channels) {
        for (int c = 0; c < channels; c++) {
            out[to + c] = fma(in[from + c], taps[tap + c], out[to + c]);
        }
    }
}
