package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.testdata.Layout;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.contract.Accuracy;
import dev.ghostlane.testdata.contract.Claim;
import dev.ghostlane.testdata.contract.Draw;
import dev.ghostlane.testdata.contract.MapCase;
import dev.ghostlane.testdata.contract.PreparedCall;
import dev.ghostlane.testdata.contract.Setting;
import java.util.List;

/// A global maximum: [dev.ghostlane.kernels.pool.GlobalMax].
///
/// @param shape of the input
/// @param channels channels of a pixel
/// @param setting placements, activation, contents and seed
public record GlobalMaxCase(MapShape shape, int channels, Setting setting) implements MapCase {

    /// Cases of shapes that networks have.
    public static final List<GlobalMaxCase> NETWORK = List.of(
            new GlobalMaxCase(new MapShape(1, 28, 28), 120, Setting.plain(Activation.NONE, 1)),
            new GlobalMaxCase(new MapShape(2, 7, 7), 960, Setting.plain(Activation.NONE, 2)));

    /// {@return a case of any shape, placement and content}
    ///
    /// @param draw makes the choices
    public static GlobalMaxCase draw(Draw draw) {
        int channels = draw.channels(1600);
        return new GlobalMaxCase(draw.map(channels), channels, draw.settingWithoutActivation());
    }

    @Override
    public Layout output() { return new Layout(new MapShape(shape.batch(), 1, 1), channels, setting.output()); }

    @Override
    public PreparedCall prepare(Kernels kernels) {
        return PreparedCall.byRows((inputs, output, begin, end) -> kernels.globalMax().run(inputs.getFirst(), output,
                begin, end));
    }

    @Override
    public Claim claim(List<float[]> inputs, Accuracy accuracy) { return Claim.exactly(inContractOrder(inputs)); }

    @Override
    public float[] inContractOrder(List<float[]> inputs) {
        float[] result = new float[output().elements()];
        int pixels = shape.height() * shape.width();
        Claim.forEach(output(), (number, image, y, x, channel) -> {
            float largest = Float.NEGATIVE_INFINITY;
            for (int pixel = 0; pixel < pixels; pixel++) {
                largest = Math.max(largest, inputs.getFirst()[(image * pixels + pixel) * channels + channel]);
            }
            result[number] = largest == 0 ? 0 : largest;
        });
        return result;
    }
}
