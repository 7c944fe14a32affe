package dev.ghostlane.engine.steps;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.attention.AttentionShape;
import dev.ghostlane.kernels.matrix.MatrixProduct;
import dev.ghostlane.kernels.matrix.TokenMatrices;
import dev.ghostlane.kernels.matrix.TokenMatrices.Role;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.Sequences;
import dev.ghostlane.kernels.tensor.Shape;
import java.util.List;

/// The steps of attention and token mixing.
///
/// Keys, values and tokens to be mixed are packed by steps of their own, so that all threads share what is packed and a
/// profile shows what it costs.
public final class AttentionSteps {

    private AttentionSteps() {}

    /// Packs the tokens of a map into matrices. As outputs that is a transposition, as inputs a copy. A second input,
    /// where there is one, has the shape that the map must have: once packed, maps of different shapes can look alike.
    public record Pack(String output, List<String> inputs, Kernels kernels, Sequences sequences, int heads, Role role)
            implements
                Step {

        /// Pieces of a sequence: enough for the threads of a team to share evenly.
        private static final int PIECES = 16;

        @Override
        public String kind() { return role == Role.OUTPUTS ? "transpose" : "pack"; }

        @Override
        public boolean rearranges() { return true; }

        @Override
        public Shape shape(List<Shape> inputs) {
            Shape input = inputs.get(0);
            if (!inputs.getLast().equals(input)) {
                throw new IllegalArgumentException(output + ": must have the shape of the queries, " + inputs.getLast()
                        + ", found " + input);
            }
            return new Shape(input.batch(), sequences.ofImage(input.height(), input.width()), heads,
                    matrices(output, input.height(), input.width(), input.channels()).layout().floats());
        }

        /// A sequence's heads at a time.
        @Override
        public Work bind(Binding to) {
            FeatureMap input = to.input(0);
            TokenMatrices matrices = matrices(output, input.height(), input.width(), input.channels());
            int pieces = pieces(to.output().height());
            int units = to.output().width() * matrices.layout().tiles();
            return (_, begin, end) -> to.kernels().matrixPacking().run(matrices, input, to.output(),
                    (int) ((long) begin * units / pieces), (int) ((long) end * units / pieces));
        }

        /// Rows of the output are sequences; where an image has few of them, each is cut into pieces.
        @Override
        public int units(Shape output) { return output.batch() * output.height() * pieces(output.height()); }

        private static int pieces(int sequences) { return sequences < PIECES ? PIECES : 1; }

        TokenMatrices matrices(String name, int height, int width, int channels) {
            if (channels % heads != 0) {
                throw new IllegalArgumentException(
                        name + ": " + channels + " channels cannot be cut into " + heads + " heads of equal size");
            }
            int tokens = sequences.tokens(height, width);
            int depth = channels / heads;
            return new TokenMatrices(sequences, heads, role, role == Role.OUTPUTS
                    ? kernels.matrixProduct().layout(tokens, depth)
                    : kernels.matrixProduct().layout(depth, tokens));
        }
    }

    /// Reads the queries, the packed keys and the packed values. Keys and values had the queries' shape before packing.
    ///
    /// @param keys how the keys are packed
    /// @param values how the values are packed
    public record Attention(String output, List<String> inputs, Pack keys, Pack values, float scale) implements Step {

        @Override
        public String kind() { return "attention"; }

        @Override
        public long multiplyAdds(Shape output) {
            return 2L * keys.sequences().tokens(output.height(), output.width()) * output.floats();
        }

        @Override
        public int units(Shape output) {
            return shape(output.height(), output.width(), output.channels()).units(output.batch(), output.height(),
                    output.width());
        }

        @Override
        public int scratchFloats(Shape output) {
            return shape(output.height(), output.width(), output.channels()).scratchFloats();
        }

        @Override
        public Work bind(Binding to) {
            FeatureMap query = to.input(0);
            AttentionShape shape = shape(query.height(), query.width(), query.channels());
            Scratch scratch = to.scratch();
            return (thread, begin, end) -> to.kernels().attention()
                    .run(shape, query, to.input(1), to.input(2), to.output(), scratch.data(), scratch.at(thread), begin,
                            end);
        }

        private AttentionShape shape(int height, int width, int channels) {
            return new AttentionShape(keys.matrices(output, height, width, channels),
                    values.matrices(output, height, width, channels), scale);
        }
    }

    /// Mixes packed tokens with weights that all channels share; its second input is the map that was packed.
    public record Product(String output, List<String> inputs, Pack tokens, float[] weights, int height, int width)
            implements
                Step {

        @Override
        public String kind() { return "matrix product"; }

        @Override
        public Shape shape(List<Shape> inputs) {
            return requireSize(output, inputs.get(1), height, width);
        }

        @Override
        public long multiplyAdds(Shape output) {
            return (long) output.floats() * tokens.sequences().tokens(height, width);
        }

        @Override
        public long weightBytes() { return (long) weights.length * Float.BYTES; }

        @Override
        public int units(Shape output) {
            return MatrixProduct.units(tokens.matrices(this.output, height, width, output.channels()), output.batch(),
                    height, width);
        }

        @Override
        public Work bind(Binding to) {
            TokenMatrices matrices = tokens.matrices(output, height, width, to.output().channels());
            return (_, begin, end) -> to.kernels().matrixProduct()
                    .run(matrices, weights, to.input(0), to.output(), begin, end);
        }
    }

    /// Mixes tokens with weights for each channel.
    ///
    /// @param height of the map that the weights belong to
    /// @param width of that map
    /// @param channels of that map
    public record Mix(String output, List<String> inputs, Sequences sequences, int height, int width, int channels,
            float[] weights) implements Step {

        @Override
        public String kind() { return "token mixing"; }

        @Override
        public Shape shape(List<Shape> inputs) {
            requireSize(output, inputs.get(0), height, width);
            return ConvolutionSteps.requireChannels(output, inputs.get(0), channels);
        }

        @Override
        public long multiplyAdds(Shape output) { return (long) output.floats() * sequences.tokens(height, width); }

        @Override
        public long weightBytes() { return (long) weights.length * Float.BYTES; }

        @Override
        public Work bind(Binding to) {
            return (_, begin, end) -> to.kernels().tokenMixing()
                    .run(sequences, weights, to.input(0), to.output(), begin, end);
        }
    }

    private static Shape requireSize(String name, Shape input, int height, int width) {
        if (input.height() != height || input.width() != width) {
            throw new IllegalArgumentException(name + ": its weights belong to positions of a map of " + height + "×"
                    + width + " pixels, found " + input + "; build the network for the size it runs at");
        }
        return input;
    }
}
