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

/// A global average pooling: [dev.ghostlane.kernels.pool.GlobalAveragePool].
///
/// @param shape of the input
/// @param channels channels of a pixel
/// @param setting placements, activation, contents and seed
public record GlobalAveragePoolCase(MapShape shape, int channels, Setting setting) implements MapCase {

    /// Cases of shapes that networks have.
    public static final List<GlobalAveragePoolCase> NETWORK = List.of(
            new GlobalAveragePoolCase(new MapShape(1, 28, 28), 72, Setting.plain(Activation.NONE, 1)),
            new GlobalAveragePoolCase(new MapShape(1, 14, 14), 480, Setting.plain(Activation.NONE, 2)),
            new GlobalAveragePoolCase(new MapShape(2, 7, 7), 960, Setting.plain(Activation.NONE, 3)),
            new GlobalAveragePoolCase(new MapShape(1, 56, 40), 92, Setting.plain(Activation.NONE, 4)));

    /// {@return a case of any shape, placement and content}
    ///
    /// @param draw makes the choices
    public static GlobalAveragePoolCase draw(Draw draw) {
        int channels = draw.channels(1600);
        return new GlobalAveragePoolCase(draw.map(channels), channels, draw.settingWithoutActivation());
    }

    @Override
    public Layout output() { return new Layout(new MapShape(shape.batch(), 1, 1), channels, setting.output()); }

    @Override
    public PreparedCall prepare(Kernels kernels) {
        return PreparedCall.byRows((inputs, output, begin, end) -> kernels.globalAveragePool().run(
                inputs.getFirst(), output, begin, end));
    }

    /// A value goes through at most as many additions as there are columns and rows, and one division;
    /// added up in another order, as many as there are pixels, and a product with their rounded reciprocal.
    @Override
    public Claim claim(List<float[]> inputs, Accuracy accuracy) {
        Claim claim = new Claim(output());
        int pixels = shape.height() * shape.width();
        Claim.forEach(output(), (number, image, y, x, channel) -> {
            double sum = 0;
            double magnitude = 0;
            for (int pixel = 0; pixel < pixels; pixel++) {
                double value = inputs.getFirst()[(image * pixels + pixel) * channels + channel];
                sum += value;
                magnitude += Math.abs(value);
            }
            claim.set(number, sum / pixels,
                    ErrorBound.ofSum(accuracy.ofSum(shape.height() + shape.width() + 1, pixels + 2),
                            magnitude / pixels));
        });
        return claim;
    }

    @Override
    public float[] inContractOrder(List<float[]> inputs) {
        float[] result = new float[output().elements()];
        Claim.forEach(output(), (number, image, outY, outX, channel) -> {
            float sum = 0;
            for (int y = 0; y < shape.height(); y++) {
                float row = 0;
                for (int x = 0; x < shape.width(); x++) {
                    int pixel = (image * shape.height() + y) * shape.width() + x;
                    row += inputs.getFirst()[pixel * channels + channel];
                }
                sum += row;
            }
            result[number] = sum / (shape.height() * shape.width());
        });
        return result;
    }
}
