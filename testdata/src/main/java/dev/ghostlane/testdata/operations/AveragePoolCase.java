package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.testdata.ErrorBound;
import dev.ghostlane.testdata.Layout;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.contract.Accuracy;
import dev.ghostlane.testdata.contract.Claim;
import dev.ghostlane.testdata.contract.Draw;
import dev.ghostlane.testdata.contract.MapCase;
import dev.ghostlane.testdata.contract.PreparedCall;
import dev.ghostlane.testdata.contract.Setting;
import java.util.List;

/// A 2×2 average pooling: [dev.ghostlane.kernels.pool.AveragePool].
///
/// @param shape of the input
/// @param channels channels of a pixel
/// @param setting placements, activation, contents and seed
public record AveragePoolCase(MapShape shape, int channels, Setting setting) implements MapCase {

    /// Cases of shapes that networks have.
    public static final List<AveragePoolCase> NETWORK = List.of(
            new AveragePoolCase(new MapShape(1, 56, 56), 24, Setting.plain(Activation.NONE, 1)),
            new AveragePoolCase(new MapShape(1, 28, 28), 40, Setting.plain(Activation.NONE, 2)),
            new AveragePoolCase(new MapShape(2, 7, 7), 160, Setting.plain(Activation.NONE, 3)),
            new AveragePoolCase(new MapShape(1, 15, 10), 52, Setting.plain(Activation.NONE, 4)));

    /// {@return a case of any shape, placement and content}
    ///
    /// @param draw makes the choices
    public static AveragePoolCase draw(Draw draw) {
        int channels = draw.channels(1000);
        return new AveragePoolCase(draw.map(channels).atLeast(2, 2), channels, draw.settingWithoutActivation());
    }

    @Override
    public Layout output() {
        return new Layout(new MapShape(shape.batch(), shape.height() / 2, shape.width() / 2), channels,
                setting.output());
    }

    @Override
    public PreparedCall prepare(Kernels kernels) {
        return PreparedCall
                .byRows((inputs, output, begin, end) -> kernels.averagePool().run(inputs.getFirst(),
                        output, begin, end));
    }

    /// Three additions; the product with 0.25 rounds only in the subnormal range.
    @Override
    public Claim claim(List<float[]> inputs, Accuracy accuracy) {
        Claim claim = new Claim(output());
        Claim.forEach(output(), (number, image, y, x, channel) -> {
            double sum = 0;
            double magnitude = 0;
            for (int tap = 0; tap < 4; tap++) {
                int row = image * shape.height() + 2 * y + tap / 2;
                double value = inputs.getFirst()[(row * shape.width() + 2 * x + tap % 2) * channels
                        + channel];
                sum += value;
                magnitude += Math.abs(value);
            }
            claim.set(number, sum / 4, ErrorBound.ofSum(4, magnitude / 4));
        });
        return claim;
    }

    @Override
    public float[] inContractOrder(List<float[]> inputs) {
        float[] result = new float[output().elements()];
        Claim.forEach(output(), (number, image, y, x, channel) -> {
            int a = ((image * shape.height() + 2 * y) * shape.width() + 2 * x) * channels + channel;
            int c = a + shape.width() * channels;
            float[] in = inputs.getFirst();
            result[number] = (((in[a] + in[a + channels]) + in[c]) + in[c + channels]) * 0.25f;
        });
        return result;
    }
}
