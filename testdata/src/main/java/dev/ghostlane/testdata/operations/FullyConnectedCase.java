package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.fullyconnected.FullyConnectedWeights;
import dev.ghostlane.kernels.tensor.PackedMatrix;
import dev.ghostlane.testdata.Layout;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.contract.ConvolutionCase;
import dev.ghostlane.testdata.contract.Draw;
import dev.ghostlane.testdata.contract.Effort;
import dev.ghostlane.testdata.contract.PreparedCall;
import dev.ghostlane.testdata.contract.ReferenceConvolution;
import dev.ghostlane.testdata.contract.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/// A fully connected layer: [dev.ghostlane.kernels.fullyconnected.FullyConnected].
///
/// @param batch number of images
/// @param inFeatures features of the input
/// @param outFeatures features of the output
/// @param setting placements, activation, contents and seed
public record FullyConnectedCase(int batch, int inFeatures, int outFeatures,
        Setting setting) implements ConvolutionCase {

    /// Cases of shapes that networks have.
    public static final List<FullyConnectedCase> NETWORK = List.of(
            new FullyConnectedCase(1, 960, 1280, Setting.plain(Activation.RELU, 1)),
            new FullyConnectedCase(1, 1280, 1000, Setting.plain(Activation.NONE, 2)),
            new FullyConnectedCase(3, 1280, 10, Setting.plain(Activation.NONE, 3)),
            new FullyConnectedCase(1, 120, 480, Setting.plain(Activation.HARD_SIGMOID, 4)),
            new FullyConnectedCase(2, 72, 20, Setting.plain(Activation.RELU, 5)),
            new FullyConnectedCase(4, 168, 672, Setting.plain(Activation.HARD_SIGMOID, 6)),
            new FullyConnectedCase(8, 120, 480, Setting.plain(Activation.RELU, 7)));

    /// {@return a case of any shape, placement and content}
    ///
    /// @param draw makes the choices
    public static FullyConnectedCase draw(Draw draw) {
        int batch = draw.one(1, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        int out = draw.channels(480);
        int in = (int) Math.min(draw.channels(960), Effort.units((long) batch * out));
        return new FullyConnectedCase(batch, in, out, draw.setting());
    }

    @Override
    public List<Layout> inputs() { return List.of(new Layout(new MapShape(batch, 1, 1), inFeatures, setting.input())); }

    @Override
    public Layout output() { return new Layout(new MapShape(batch, 1, 1), outFeatures, setting.output()); }

    @Override
    public Map<String, Object> attributes() { return Map.of("activation", setting.activation()); }

    @Override
    public PreparedCall prepare(Kernels kernels) {
        return call(kernels, kernels.fullyConnected().pack(outFeatures, inFeatures, weights(), bias()));
    }

    /// {@return the operation with weights that were packed elsewhere}
    ///
    /// @param kernels what computes it
    /// @param weights packed by these kernels, or others'
    public PreparedCall call(Kernels kernels, FullyConnectedWeights weights) {
        return new PreparedCall((inputs, output, begin, end) -> kernels.fullyConnected().run(weights,
                setting.activation(), inputs.getFirst(), output, begin, end), output -> weights.tiles(),
                (output, begin, end) -> outputsOf(weights.matrix(), begin, end), List.of(weights.matrix().data()));
    }

    /// The outputs that some tiles of the weights compute.
    private static IntPredicate outputsOf(PackedMatrix matrix, int begin, int end) {
        boolean[] computed = new boolean[matrix.outputs()];
        for (int tile = begin; tile < end; tile++) {
            for (int vector = 0; vector < matrix.tileVectors(tile); vector++) {
                int start = matrix.start(matrix.firstVector(tile) + vector);
                Arrays.fill(computed, start, start + matrix.stored(), true);
            }
        }
        return element -> computed[element % computed.length];
    }

    @Override
    public List<Integer> weightShape() { return List.of(outFeatures, inFeatures); }

    @Override
    public ReferenceConvolution convolution() { return new ReferenceConvolution(1, 1, 1, 1, 0, 0); }
}
