package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.dense.DenseWeights;
import dev.ghostlane.testdata.Layout;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.contract.ConvolutionCase;
import dev.ghostlane.testdata.contract.Draw;
import dev.ghostlane.testdata.contract.Effort;
import dev.ghostlane.testdata.contract.PreparedCall;
import dev.ghostlane.testdata.contract.ReferenceConvolution;
import dev.ghostlane.testdata.contract.Setting;
import java.util.List;
import java.util.Map;

/// A dense convolution: [dev.ghostlane.kernels.dense.DenseConvolution].
///
/// @param shape of the input
/// @param inChannels channels of the input
/// @param outChannels channels of the output
/// @param kernel side of the square kernel
/// @param stride step of the kernel in both directions
/// @param padding pixels of padding around the map
/// @param setting placements, activation, contents and seed
public record DenseCase(MapShape shape, int inChannels, int outChannels, int kernel, int stride, int padding,
        Setting setting) implements ConvolutionCase {

    /// Cases of shapes that networks have.
    public static final List<DenseCase> NETWORK = List.of(
            new DenseCase(new MapShape(1, 64, 64), 3, 16, 3, 2, 1, Setting.plain(Activation.RELU, 1)),
            new DenseCase(new MapShape(1, 33, 47), 3, 20, 3, 2, 1, Setting.plain(Activation.RELU, 2)),
            new DenseCase(new MapShape(1, 32, 32), 3, 24, 3, 1, 1, Setting.plain(Activation.RELU, 3)),
            new DenseCase(new MapShape(2, 24, 32), 3, 8, 3, 2, 1, Setting.plain(Activation.NONE, 4)));

    /// {@return a case of any shape, placement and content}
    ///
    /// @param draw makes the choices
    public static DenseCase draw(Draw draw) {
        MapShape shape = draw.map();
        int in = draw.one(draw.between(1, 4), draw.channels(24));
        int out = draw.channels(130);
        int kernel = draw.one(1, 2, 3, 3, 3, 4, 5, 7);
        int stride = draw.one(1, 2, 2, 3);
        int padding = draw.between(0, 6) % kernel;
        MapShape affordable = shape.atMost(Effort.units((long) in * out * kernel * kernel) * stride * stride);
        return new DenseCase(affordable.atLeast(kernel - 2 * padding, kernel - 2 * padding), in, out, kernel, stride,
                padding, draw.setting());
    }

    @Override
    public List<Layout> inputs() { return List.of(new Layout(shape, inChannels, setting.input())); }

    @Override
    public Layout output() {
        MapShape outShape = new MapShape(shape.batch(), (shape.height() + 2 * padding - kernel) / stride + 1,
                (shape.width() + 2 * padding - kernel) / stride + 1);
        return new Layout(outShape, outChannels, setting.output());
    }

    @Override
    public Map<String, Object> attributes() {
        return Map.of("stride", stride, "padding", padding, "activation", setting.activation());
    }

    @Override
    public PreparedCall prepare(Kernels kernels) {
        return call(kernels,
                kernels.dense().pack(outChannels, inChannels, kernel, stride, padding, weights(), bias()));
    }

    /// {@return the operation with weights that were packed elsewhere}
    ///
    /// @param kernels what computes it
    /// @param weights packed by these kernels, or others'
    public PreparedCall call(Kernels kernels, DenseWeights weights) {
        return PreparedCall.byRows((inputs, output, begin, end) -> kernels.dense().run(weights,
                setting.activation(), inputs.getFirst(), output, begin, end), weights.matrix().data());
    }

    @Override
    public List<Integer> weightShape() { return List.of(outChannels, inChannels, kernel, kernel); }

    @Override
    public ReferenceConvolution convolution() {
        return new ReferenceConvolution(1, kernel, kernel, stride, padding, padding);
    }
}
