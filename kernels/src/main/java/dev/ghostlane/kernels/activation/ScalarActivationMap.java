package dev.ghostlane.kernels.activation;

import dev.ghostlane.kernels.FeatureMap;

/// The scalar reference of [ActivationMap].
public final class ScalarActivationMap implements ActivationMap {

    @Override
    public void run(Activation activation, FeatureMap input, FeatureMap output, int rowBegin, int rowEnd) {
        ActivationMap.check(input, output, rowBegin, rowEnd);
        for (int row = rowBegin; row < rowEnd; row++) {
            for (int x = 0; x < output.width(); x++) {
                int from = input.index(row, x);
                int to = output.index(row, x);
                for (int c = 0; c < output.channels(); c++) {
                    output.data()[to + c] = activation.apply(input.data()[from + c]);
                }
            }
        }
    }
}
