package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.testdata.ErrorBound;
import dev.ghostlane.testdata.Layout;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.Placement;
import dev.ghostlane.testdata.contract.Accuracy;
import dev.ghostlane.testdata.contract.Claim;
import dev.ghostlane.testdata.contract.Draw;
import dev.ghostlane.testdata.contract.MapCase;
import dev.ghostlane.testdata.contract.PreparedCall;
import dev.ghostlane.testdata.contract.Setting;
import java.util.List;
import java.util.Optional;

/// An addition of two maps: [dev.ghostlane.kernels.residual.Add].
///
/// @param shape of input and output: images, lines and pixels
/// @param channels channels of a pixel
/// @param right what lies around the second map
/// @param setting placements, activation, contents and seed
public record AddCase(MapShape shape, int channels, Placement right, Setting setting) implements MapCase {

    /// Cases of shapes that networks have.
    public static final List<AddCase> NETWORK = List.of(
            new AddCase(new MapShape(1, 56, 56), 24, Placement.DENSE, Setting.plain(Activation.NONE, 1)),
            new AddCase(new MapShape(1, 14, 14), 112, Placement.DENSE, Setting.plain(Activation.NONE, 2)),
            new AddCase(new MapShape(2, 7, 7), 160, new Placement(3, 48, 0),
                    Setting.plain(Activation.NONE, 3)));

    /// {@return a case of any shape, placement and content}
    ///
    /// @param draw makes the choices
    public static AddCase draw(Draw draw) {
        int channels = draw.channels(1600);
        return new AddCase(draw.map(channels), channels, draw.placement(), draw.settingWithoutActivation());
    }

    @Override
    public List<Layout> inputs() {
        return List.of(new Layout(shape, channels, setting.input()), new Layout(shape, channels, right));
    }

    @Override
    public Optional<AddCase> inPlace() { return Optional.of(this); }

    @Override
    public PreparedCall prepare(Kernels kernels) {
        return PreparedCall.byRows((inputs, output, begin, end) -> kernels.add().run(inputs.getFirst(),
                inputs.getLast(), output, begin, end));
    }

    /// One rounding of the sum itself.
    @Override
    public Claim claim(List<float[]> inputs, Accuracy accuracy) {
        Claim claim = new Claim(output());
        Claim.forEach(output(), (number, image, y, x, channel) -> {
            double sum = (double) inputs.getFirst()[number] + inputs.getLast()[number];
            claim.set(number, sum, ErrorBound.gamma(1) * Math.abs(sum));
        });
        return claim;
    }

    @Override
    public float[] inContractOrder(List<float[]> inputs) {
        float[] result = new float[output().elements()];
        for (int i = 0; i < result.length; i++) {
            result[i] = inputs.getFirst()[i] + inputs.getLast()[i];
        }
        return result;
    }
}
