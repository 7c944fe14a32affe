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
import java.util.Optional;

/// A product of a map with a map of one channel: [dev.ghostlane.kernels.gate.SpatialGate].
///
/// @param shape of input and output: images, lines and pixels
/// @param channels channels of a pixel
/// @param setting placements, activation, contents and seed
public record SpatialGateCase(MapShape shape, int channels, Setting setting) implements MapCase {

    /// Cases of shapes that networks have.
    public static final List<SpatialGateCase> NETWORK = List.of(
            new SpatialGateCase(new MapShape(1, 28, 28), 120, Setting.plain(Activation.NONE, 1)),
            new SpatialGateCase(new MapShape(2, 7, 7), 960, Setting.plain(Activation.NONE, 2)));

    /// {@return a case of any shape, placement and content}
    ///
    /// @param draw makes the choices
    public static SpatialGateCase draw(Draw draw) {
        int channels = draw.channels(960);
        return new SpatialGateCase(draw.map(channels), channels, draw.settingWithoutActivation());
    }

    @Override
    public List<Layout> inputs() {
        return List.of(new Layout(shape, channels, setting.input()), new Layout(shape, 1, setting.input()));
    }

    @Override
    public PreparedCall prepare(Kernels kernels) {
        return PreparedCall.byRows((inputs, output, begin, end) -> kernels.spatialGate().run(inputs.getFirst(),
                inputs.getLast(), output, begin, end));
    }

    /// One rounding.
    @Override
    public Claim claim(List<float[]> inputs, Accuracy accuracy) {
        Claim claim = new Claim(output());
        for (int i = 0; i < output().elements(); i++) {
            double product = (double) inputs.getFirst()[i] * inputs.getLast()[i / channels];
            claim.set(i, product, ErrorBound.ofSum(1, Math.abs(product)));
        }
        return claim;
    }

    @Override
    public float[] inContractOrder(List<float[]> inputs) {
        float[] result = new float[output().elements()];
        for (int i = 0; i < result.length; i++) {
            result[i] = inputs.getFirst()[i] * inputs.getLast()[i / channels];
        }
        return result;
    }

    @Override
    public Optional<SpatialGateCase> inPlace() { return Optional.of(this); }
}
