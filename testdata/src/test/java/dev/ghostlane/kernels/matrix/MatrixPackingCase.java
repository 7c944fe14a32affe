package dev.ghostlane.kernels.matrix;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.tensor.MatrixLayout;
import dev.ghostlane.kernels.tensor.Sequences;
import dev.ghostlane.testdata.Layout;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.contract.Accuracy;
import dev.ghostlane.testdata.contract.Claim;
import dev.ghostlane.testdata.contract.Draw;
import dev.ghostlane.testdata.contract.KernelCase;
import dev.ghostlane.testdata.contract.PreparedCall;
import dev.ghostlane.testdata.contract.Setting;
import dev.ghostlane.testdata.contract.Tokens;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/// A packing, in the layout of the fastest kernels for all kernels.
record MatrixPackingCase(MapShape shape, Sequences sequences, int heads, int headChannels, TokenMatrices.Role role,
        Setting setting) implements KernelCase {

    TokenMatrices matrices() {
        int tokens = sequences.tokens(shape.height(), shape.width());
        MatrixLayout layout = role == TokenMatrices.Role.OUTPUTS
                ? Kernels.best().matrixProduct().layout(tokens, headChannels)
                : Kernels.best().matrixProduct().layout(headChannels, tokens);
        return new TokenMatrices(sequences, heads, role, layout);
    }

    static MatrixPackingCase draw(Draw draw) {
        int heads = draw.between(1, 3);
        int channels = draw.channels(130);
        return new MatrixPackingCase(draw.map(heads * channels * 2L), draw.one(Sequences.values()), heads, channels,
                draw.one(TokenMatrices.Role.values()), draw.settingWithoutActivation());
    }

    @Override
    public List<Layout> inputs() { return List.of(new Layout(shape, heads * headChannels, setting.input())); }

    @Override
    public Layout output() {
        return new Layout(new MapShape(shape.batch(), sequences.ofImage(shape.height(), shape.width()), heads),
                matrices().layout().floats(), setting.output());
    }

    @Override
    public PreparedCall prepare(Kernels kernels) {
        TokenMatrices matrices = matrices();
        return new PreparedCall((inputs, output, begin, end) -> kernels.matrixPacking().run(matrices,
                inputs.getFirst(), output, begin, end), matrices::units,
                (output, begin, end) -> tilesOf(matrices.layout(), begin, end), List.of());
    }

    /// The elements that some tiles write.
    private IntPredicate tilesOf(MatrixLayout layout, int begin, int end) {
        boolean[] written = new boolean[output().elements()];
        for (int unit = begin; unit < end; unit++) {
            int tile = unit % layout.tiles();
            int at = unit / layout.tiles() * layout.floats() + layout.tileOffset(tile);
            Arrays.fill(written, at, at + layout.tileVectors(tile) * layout.lanes() * (layout.depth() + 1), true);
        }
        return element -> written[element];
    }

    @Override
    public Claim claim(List<float[]> inputs, Accuracy accuracy) { return Claim.exactly(inContractOrder(inputs)); }

    /// Each float of the packed map by what the layout says of its place.
    @Override
    public float[] inContractOrder(List<float[]> inputs) {
        float[] result = new float[output().elements()];
        MatrixLayout layout = matrices().layout();
        List<int[]> all = Tokens.of(shape, sequences);
        for (int sequence = 0; sequence < all.size(); sequence++) {
            for (int head = 0; head < heads; head++) {
                int base = (sequence * heads + head) * layout.floats();
                for (int tile = 0; tile < layout.tiles(); tile++) {
                    int floats = layout.tileVectors(tile) * layout.lanes();
                    for (int i = 0; i < floats; i++) {
                        int lane = i % layout.lanes();
                        int output = layout.start(layout.firstVector(tile) + i / layout.lanes()) + lane;
                        for (int k = 0; k < layout.depth() && lane < layout.stored(); k++) {
                            boolean transposed = role == TokenMatrices.Role.OUTPUTS;
                            int pixel = all.get(sequence)[transposed ? output : k];
                            int channel = head * headChannels + (transposed ? k : output);
                            result[base + layout.tileOffset(tile) + (k + 1) * floats + i] = inputs
                                    .getFirst()[pixel * heads * headChannels + channel];
                        }
                    }
                }
            }
        }
        return result;
    }
}
