package dev.ghostlane.kernels.activation;

import dev.ghostlane.kernels.tensor.FeatureMap;

/// The scalar reference of [ActivationMap].
final class ScalarActivationMap implements ActivationMap {

    static final ScalarActivationMap INSTANCE = new ScalarActivationMap();

    @Override
    public void run(Activation activation, FeatureMap input, FeatureMap output, int rowBegin, int rowEnd) {
        ActivationMap.check(input, output, rowBegin, rowEnd);
        for (int row = rowBegin; row < rowEnd; row++) {
            for (int x = 0; x < output.width(); x++) {
                apply(activation, input.data(), input.index(row, x), output.data(), output.index(row, x),
                        output.channels());
            }
        }
    }

    @Override
    public void apply(Activation activation, float[] in, int from, float[] out, int to, int count) {
        for (int i = 0; i < count; i++) {
            out[to + i] = activation.apply(in[from + i]);
        }
    }
}
