package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.pointwise.PointwiseWeights;
import dev.ghostlane.testdata.Layout;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.contract.ConvolutionCase;
import dev.ghostlane.testdata.contract.Draw;
import dev.ghostlane.testdata.contract.PreparedCall;
import dev.ghostlane.testdata.contract.ReferenceConvolution;
import dev.ghostlane.testdata.contract.Setting;
import java.util.List;
import java.util.Map;

/// A 1×1 convolution: [dev.ghostlane.kernels.pointwise.PointwiseConvolution].
///
/// @param shape of input and output: images, lines and pixels
/// @param inChannels channels of the input
/// @param outChannels channels of the output
/// @param setting placements, activation, contents and seed
public record PointwiseCase(MapShape shape, int inChannels, int outChannels,
        Setting setting) implements ConvolutionCase {

    /// Cases of shapes that networks have.
    public static final List<PointwiseCase> NETWORK = List.of(
            new PointwiseCase(new MapShape(1, 14, 14), 80, 92, Setting.plain(Activation.RELU, 1)),
            new PointwiseCase(new MapShape(1, 28, 28), 24, 36, Setting.plain(Activation.RELU, 2)),
            new PointwiseCase(new MapShape(1, 7, 7), 112, 336, Setting.plain(Activation.NONE, 3)),
            new PointwiseCase(new MapShape(1, 3, 3), 208, 1248, Setting.plain(Activation.NONE, 4)),
            new PointwiseCase(new MapShape(1, 5, 2), 64, 92, Setting.plain(Activation.NONE, 7)),
            new PointwiseCase(new MapShape(1, 3, 3), 64, 92, Setting.plain(Activation.NONE, 8)),
            new PointwiseCase(new MapShape(1, 56, 56), 16, 8, Setting.plain(Activation.RELU, 5)),
            new PointwiseCase(new MapShape(2, 1, 1), 480, 120, Setting.plain(Activation.HARD_SIGMOID, 6)));

    /// {@return a case of any shape, placement and content}
    ///
    /// @param draw makes the choices
    public static PointwiseCase draw(Draw draw) {
        int in = draw.channels(240);
        int out = draw.channels(draw.one(130, 480));
        return new PointwiseCase(draw.map((long) in * out), in, out, draw.setting());
    }

    @Override
    public List<Layout> inputs() { return List.of(new Layout(shape, inChannels, setting.input())); }

    @Override
    public Layout output() { return new Layout(shape, outChannels, setting.output()); }

    @Override
    public Map<String, Object> attributes() { return Map.of("activation", setting.activation()); }

    @Override
    public PreparedCall prepare(Kernels kernels) {
        return call(kernels, kernels.pointwise().pack(outChannels, inChannels, weights(), bias()));
    }

    /// {@return the operation with weights that were packed elsewhere}
    ///
    /// @param kernels what computes it
    /// @param weights packed by these kernels, or others'
    public PreparedCall call(Kernels kernels, PointwiseWeights weights) {
        return PreparedCall.byRows((inputs, output, begin, end) -> kernels.pointwise().run(weights,
                setting.activation(), inputs.getFirst(), output, begin, end), weights.matrix().data());
    }

    @Override
    public List<Integer> weightShape() { return List.of(outChannels, inChannels, 1, 1); }

    @Override
    public ReferenceConvolution convolution() { return new ReferenceConvolution(1, 1, 1, 1, 0, 0); }
}
