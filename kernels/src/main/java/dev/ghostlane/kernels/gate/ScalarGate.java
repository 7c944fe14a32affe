package dev.ghostlane.kernels.gate;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.upsample.Resize;
import dev.ghostlane.kernels.upsample.ResizeAxis;
import dev.ghostlane.kernels.upsample.UpsampleMode;

/// The scalar reference of [Gate].
final class ScalarGate implements Gate {

    static final ScalarGate INSTANCE = new ScalarGate();

    @Override
    public void run(Activation activation, Resize resize, FeatureMap input, FeatureMap gate, FeatureMap output,
            int rowBegin, int rowEnd) {
        Gate.check(resize, input, gate, output, rowBegin, rowEnd);
        float[] g = gate.data();
        ResizeAxis vertical = resize.vertical();
        ResizeAxis horizontal = resize.horizontal();
        for (int row = rowBegin; row < rowEnd; row++) {
            int firstRow = row / output.height() * gate.height();
            int y = row % output.height();
            for (int x = 0; x < output.width(); x++) {
                int a = gate.index(firstRow + vertical.lower()[y], horizontal.lower()[x]);
                int b = gate.index(firstRow + vertical.lower()[y], horizontal.upper()[x]);
                int c = gate.index(firstRow + vertical.upper()[y], horizontal.lower()[x]);
                int d = gate.index(firstRow + vertical.upper()[y], horizontal.upper()[x]);
                int from = input.index(row, x);
                int to = output.index(row, x);
                if (activation == Activation.NONE && resize.mode() == UpsampleMode.NEAREST) {
                    multiply(input.data(), from, g, a, output.data(), to, output.channels());
                    continue;
                }
                for (int i = 0; i < output.channels(); i++) {
                    float value = resize.mode() == UpsampleMode.NEAREST
                            ? activation.apply(g[a + i])
                            : Resize.bilinear(activation.apply(g[a + i]), activation.apply(g[b + i]),
                                    activation.apply(g[c + i]), activation.apply(g[d + i]),
                                    horizontal.upperWeight()[x], vertical.upperWeight()[y]);
                    output.data()[to + i] = input.data()[from + i] * value;
                }
            }
        }
    }

    /// The network's own case.
    private static void multiply(float[] input, int from, float[] gate, int at, float[] output, int to, int channels) {
        for (int i = 0; i < channels; i++) {
            output[to + i] = input[from + i] * gate[at + i];
        }
    }
}
