package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.contract.Accuracy;
import dev.ghostlane.testdata.contract.Claim;
import dev.ghostlane.testdata.contract.DoubleActivation;
import dev.ghostlane.testdata.contract.Draw;
import dev.ghostlane.testdata.contract.MapCase;
import dev.ghostlane.testdata.contract.PreparedCall;
import dev.ghostlane.testdata.contract.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An activation of a whole map: [dev.ghostlane.kernels.activation.ActivationMap].
///
/// @param shape of input and output: images, lines and pixels
/// @param channels channels of a pixel
/// @param setting placements, activation, contents and seed
public record ActivationCase(MapShape shape, int channels, Setting setting) implements MapCase {

    /// Cases of shapes that networks have.
    public static final List<ActivationCase> NETWORK = List.of(
            new ActivationCase(new MapShape(1, 28, 28), 72, Setting.plain(Activation.SIGMOID, 1)),
            new ActivationCase(new MapShape(2, 1, 1), 1280, Setting.plain(Activation.RELU, 2)),
            new ActivationCase(new MapShape(1, 1, 1), 92, Setting.plain(Activation.HARD_SIGMOID, 3)));

    /// {@return a case of any shape, placement and content}
    ///
    /// @param draw makes the choices
    public static ActivationCase draw(Draw draw) {
        int channels = draw.channels(1600);
        return new ActivationCase(draw.map(channels * 4L), channels, draw.setting());
    }

    @Override
    public Map<String, Object> attributes() { return Map.of("activation", setting.activation()); }

    @Override
    public Optional<ActivationCase> inPlace() { return Optional.of(this); }

    @Override
    public PreparedCall prepare(Kernels kernels) {
        return PreparedCall
                .byRows((inputs, output, begin, end) -> kernels.activation().run(setting.activation(),
                        inputs.getFirst(), output, begin, end));
    }

    @Override
    public Claim claim(List<float[]> inputs, Accuracy accuracy) {
        Claim claim = new Claim(output());
        Claim.forEach(output(), (number, image, y, x, channel) -> {
            double value = inputs.getFirst()[number];
            claim.set(number, DoubleActivation.apply(setting.activation(), value),
                    DoubleActivation.error(setting.activation(), value, 0, accuracy));
        });
        return claim;
    }

    @Override
    public float[] inContractOrder(List<float[]> inputs) {
        float[] result = new float[output().elements()];
        for (int i = 0; i < result.length; i++) {
            result[i] = setting.activation().apply(inputs.getFirst()[i]);
        }
        return result;
    }
}
