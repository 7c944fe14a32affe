package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.strip.StripWeights;
import dev.ghostlane.kernels.strip.StripWeights.Axis;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.contract.ConvolutionCase;
import dev.ghostlane.testdata.contract.Draw;
import dev.ghostlane.testdata.contract.MapCase;
import dev.ghostlane.testdata.contract.PreparedCall;
import dev.ghostlane.testdata.contract.ReferenceConvolution;
import dev.ghostlane.testdata.contract.Setting;
import java.util.List;
import java.util.Map;

/// A strip convolution: [dev.ghostlane.kernels.strip.StripConvolution].
///
/// @param shape of input and output: images, lines and pixels
/// @param channels channels of a pixel
/// @param axis direction of the strip
/// @param length taps of the strip, odd
/// @param setting placements, activation, contents and seed
public record StripCase(MapShape shape, int channels, Axis axis, int length,
        Setting setting) implements MapCase, ConvolutionCase {

    /// Cases of shapes that networks have.
    public static final List<StripCase> NETWORK = List.of(
            new StripCase(new MapShape(1, 28, 28), 72, Axis.HORIZONTAL, 5, Setting.plain(Activation.NONE, 1)),
            new StripCase(new MapShape(1, 28, 28), 72, Axis.VERTICAL, 5, Setting.plain(Activation.SIGMOID, 2)),
            new StripCase(new MapShape(1, 14, 14), 240, Axis.HORIZONTAL, 5, Setting.plain(Activation.NONE, 3)),
            new StripCase(new MapShape(1, 7, 7), 184, Axis.VERTICAL, 5, Setting.plain(Activation.SIGMOID, 4)),
            new StripCase(new MapShape(2, 3, 3), 960, Axis.HORIZONTAL, 5, Setting.plain(Activation.NONE, 5)),
            new StripCase(new MapShape(2, 3, 3), 960, Axis.VERTICAL, 5, Setting.plain(Activation.SIGMOID, 6)));

    /// {@return a case of any shape, placement and content}
    ///
    /// @param draw makes the choices
    public static StripCase draw(Draw draw) {
        int length = draw.one(draw.one(5, 5, 5, 7, 9), 2 * draw.between(0, StripWeights.MAX_LENGTH / 2) + 1);
        int channels = draw.channels(1000);
        return new StripCase(draw.map((long) channels * length), channels, draw.one(Axis.values()), length,
                draw.setting());
    }

    @Override
    public Map<String, Object> attributes() { return Map.of("axis", axis, "activation", setting.activation()); }

    @Override
    public PreparedCall prepare(Kernels kernels) {
        StripWeights packed = StripWeights.pack(axis, channels, length, weights(), bias());
        return PreparedCall.byRows(
                (inputs, output, begin, end) -> kernels.strip().run(packed, setting.activation(),
                        inputs.getFirst(), output, begin, end),
                packed.depthwise().taps(), packed.depthwise().bias());
    }

    @Override
    public List<Integer> weightShape() {
        return List.of(channels, 1, axis == Axis.VERTICAL ? length : 1, axis == Axis.HORIZONTAL ? length : 1);
    }

    @Override
    public ReferenceConvolution convolution() {
        return axis == Axis.HORIZONTAL
                ? new ReferenceConvolution(channels, 1, length, 1, 0, length / 2)
                : new ReferenceConvolution(channels, length, 1, 1, length / 2, 0);
    }
}
