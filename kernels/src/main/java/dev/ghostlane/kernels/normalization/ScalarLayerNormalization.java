package dev.ghostlane.kernels.normalization;

import static dev.ghostlane.kernels.internal.FusedMultiplyAdd.fma;

import dev.ghostlane.kernels.internal.ScalarReduction;
import dev.ghostlane.kernels.tensor.FeatureMap;

/// The scalar reference of [LayerNormalization].
final class ScalarLayerNormalization implements LayerNormalization {

    static final ScalarLayerNormalization INSTANCE = new ScalarLayerNormalization();

    @Override
    public void run(float[] scale, float[] shift, float epsilon, FeatureMap input, FeatureMap output, int rowBegin,
            int rowEnd) {
        LayerNormalization.check(scale, shift, input, output, rowBegin, rowEnd);
        int channels = input.channels();
        for (int row = rowBegin; row < rowEnd; row++) {
            for (int x = 0; x < input.width(); x++) {
                int from = input.index(row, x);
                float mean = ScalarReduction.sum(input.data(), from, channels) / channels;
                float variance = ScalarReduction.squares(input.data(), from, channels, mean) / channels;
                normalize(input.data(), from, mean, LayerNormalization.factor(variance, epsilon), scale, shift,
                        output.data(), output.index(row, x));
            }
        }
    }

    private static void normalize(float[] in, int from, float mean, float factor, float[] scale, float[] shift,
            float[] out, int to) {
        for (int c = 0; c < scale.length; c++) {
            out[to + c] = fma((in[from + c] - mean) * factor, scale[c], shift[c]);
        }
    }
}
