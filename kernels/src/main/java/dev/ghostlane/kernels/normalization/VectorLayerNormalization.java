package dev.ghostlane.kernels.normalization;

import static dev.ghostlane.kernels.internal.FusedMultiplyAdd.fma;
import static dev.ghostlane.kernels.internal.Simd.LANES;
import static dev.ghostlane.kernels.internal.Simd.SPECIES;

import dev.ghostlane.kernels.internal.VectorReduction;
import dev.ghostlane.kernels.tensor.FeatureMap;
import jdk.incubator.vector.FloatVector;

/// The SIMD kernel of [LayerNormalization].
///
/// *Tile and registers.* One pixel, one vector of channels at a time, in three passes over a pixel in the first-level
/// cache.
///
/// *Tail.* What is no whole vector is computed by scalar operations.
final class VectorLayerNormalization implements LayerNormalization {

    static final VectorLayerNormalization INSTANCE = new VectorLayerNormalization();

    @Override
    public void run(float[] scale, float[] shift, float epsilon, FeatureMap input, FeatureMap output, int rowBegin,
            int rowEnd) {
        LayerNormalization.check(scale, shift, input, output, rowBegin, rowEnd);
        int channels = input.channels();
        for (int row = rowBegin; row < rowEnd; row++) {
            for (int x = 0; x < input.width(); x++) {
                int from = input.index(row, x);
                float mean = VectorReduction.sum(input.data(), from, channels) / channels;
                float variance = VectorReduction.squares(input.data(), from, channels, mean) / channels;
                normalize(input.data(), from, mean, LayerNormalization.factor(variance, epsilon), scale, shift,
                        output.data(), output.index(row, x));
            }
        }
    }

    private static void normalize(float[] in, int from, float mean, float factor, float[] scale, float[] shift,
            float[] out, int to) {
        int c = 0;
        for (; c <= scale.length - LANES; c += LANES) {
            FloatVector.fromArray(SPECIES, in, from + c).sub(mean).mul(factor)
                    .fma(FloatVector.fromArray(SPECIES, scale, c), FloatVector.fromArray(SPECIES, shift, c))
                    .intoArray(out, to + c);
        }
        for (; c < scale.length; c++) {
            out[to + c] = fma((in[from + c] - mean) * factor, scale[c], shift[c]);
        }
    }
}
