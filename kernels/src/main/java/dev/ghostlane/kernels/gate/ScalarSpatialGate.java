package dev.ghostlane.kernels.gate;

import dev.ghostlane.kernels.tensor.FeatureMap;

/// The scalar reference of [SpatialGate].
final class ScalarSpatialGate implements SpatialGate {

    static final ScalarSpatialGate INSTANCE = new ScalarSpatialGate();

    @Override
    public void run(FeatureMap input, FeatureMap gate, FeatureMap output, int rowBegin, int rowEnd) {
        SpatialGate.check(input, gate, output, rowBegin, rowEnd);
        for (int row = rowBegin; row < rowEnd; row++) {
            for (int x = 0; x < output.width(); x++) {
                multiply(input.data(), input.index(row, x), gate.data()[gate.index(row, x)], output.data(),
                        output.index(row, x), output.channels());
            }
        }
    }

    private static void multiply(float[] in, int from, float factor, float[] out, int to, int channels) {
        for (int c = 0; c < channels; c++) {
            out[to + c] = in[from + c] * factor;
        }
    }
}
