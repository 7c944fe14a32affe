package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.matrix.MatrixProduct;
import dev.ghostlane.kernels.matrix.TokenMatrices;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.Sequences;
import dev.ghostlane.testdata.Layout;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.contract.Accuracy;
import dev.ghostlane.testdata.contract.Claim;
import dev.ghostlane.testdata.contract.Draw;
import dev.ghostlane.testdata.contract.KernelCase;
import dev.ghostlane.testdata.contract.NamedTensor;
import dev.ghostlane.testdata.contract.PreparedCall;
import dev.ghostlane.testdata.contract.Setting;
import dev.ghostlane.testdata.contract.Tokens;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/// A matrix product with tokens that the same kernels packed: [dev.ghostlane.kernels.matrix.MatrixProduct].
///
/// @param shape of input and output: images, lines and pixels
/// @param sequences which pixels belong together
/// @param heads heads of a sequence
/// @param headChannels channels of a head
/// @param setting placements, activation, contents and seed
public record MatrixProductCase(MapShape shape, Sequences sequences, int heads, int headChannels,
        Setting setting) implements KernelCase {

    /// Cases of shapes that networks have.
    public static final List<MatrixProductCase> NETWORK = List.of(
            new MatrixProductCase(new MapShape(1, 14, 14), Sequences.IMAGE, 1, 120,
                    Setting.plain(Activation.NONE, 1)),
            new MatrixProductCase(new MapShape(1, 28, 28), Sequences.COLUMN, 1, 72,
                    Setting.plain(Activation.NONE, 2)));

    /// {@return a case of any shape, placement and content}
    ///
    /// @param draw makes the choices
    public static MatrixProductCase draw(Draw draw) {
        int heads = draw.one(1, 1, 2);
        int channels = draw.channels(130);
        return new MatrixProductCase(draw.mapOfPairs((long) heads * channels), draw.one(Sequences.values()), heads,
                channels, draw.settingWithoutActivation());
    }

    @Override
    public List<Layout> inputs() { return List.of(new Layout(shape, heads * headChannels, setting.input())); }

    @Override
    public Layout output() { return new Layout(shape, heads * headChannels, setting.output()); }

    int tokens() { return sequences.tokens(shape.height(), shape.width()); }

    TokenMatrices matrices(Kernels kernels) {
        return new TokenMatrices(sequences, heads, TokenMatrices.Role.INPUTS,
                kernels.matrixProduct().layout(headChannels, tokens()));
    }

    private float[] left() {
        return parameters(0, sequences.ofImage(shape.height(), shape.width()) * tokens() * tokens());
    }

    @Override
    public Map<String, Object> attributes() { return Map.of("sequences", sequences); }

    @Override
    public List<NamedTensor> weightTensors() {
        return List.of(new NamedTensor("left", List.of(sequences.ofImage(shape.height(), shape.width()), tokens(),
                tokens()), left()));
    }

    @Override
    public PreparedCall prepare(Kernels kernels) {
        TokenMatrices matrices = matrices(kernels);
        float[] left = left();
        return new PreparedCall((inputs, output, begin, end) -> {
            FeatureMap input = inputs.getFirst();
            FeatureMap packed = FeatureMap.allocate(input.batch(), sequences.ofImage(input), heads,
                    matrices.layout().floats());
            kernels.matrixPacking().run(matrices, input, packed, 0, matrices.units(packed));
            kernels.matrixProduct().run(matrices, left, packed, output, begin, end);
        }, output -> MatrixProduct.units(matrices, output), (output, begin, end) -> blocksOf(begin, end),
                List.of(left));
    }

    /// The elements that some blocks of tokens compute.
    private IntPredicate blocksOf(int begin, int end) {
        int blocks = MatrixProduct.blocks(tokens());
        List<int[]> all = Tokens.of(shape, sequences);
        boolean[] computed = new boolean[output().elements()];
        for (int unit = begin; unit < end; unit++) {
            int head = unit / blocks % heads;
            int[] tokens = all.get(unit / blocks / heads);
            int first = unit % blocks * MatrixProduct.block(tokens());
            for (int t = first; t < Math.min(first + MatrixProduct.block(tokens()), tokens.length); t++) {
                int at = (tokens[t] * heads + head) * headChannels;
                Arrays.fill(computed, at, at + headChannels, true);
            }
        }
        return element -> computed[element];
    }

    @Override
    public Claim claim(List<float[]> inputs, Accuracy accuracy) {
        return Tokens.claim(output(), sequences, 1, left(), inputs.getFirst(), accuracy);
    }

    @Override
    public float[] inContractOrder(List<float[]> inputs) {
        return Tokens.inContractOrder(output(), sequences, 1, left(), inputs.getFirst());
    }
}
