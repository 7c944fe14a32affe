package dev.ghostlane.engine.steps;

import dev.ghostlane.kernels.rearrange.Grouping;
import dev.ghostlane.kernels.rearrange.Rearrangement.Direction;
import dev.ghostlane.kernels.tensor.Shape;
import java.util.List;

/// The steps that move pixels into rows of tokens and back, and that normalise tokens.
public final class TokenSteps {

    private TokenSteps() {}

    /// Pixels to rows of tokens.
    public record Group(String output, List<String> inputs, Grouping grouping) implements Step {

        @Override
        public String kind() { return grouping.kind() == Grouping.Kind.WINDOWS ? "window partition" : "unfold"; }

        @Override
        public boolean rearranges() { return true; }

        @Override
        public Shape shape(List<Shape> inputs) {
            Shape input = inputs.get(0);
            return new Shape(input.batch(), grouping.rows(input.height(), input.width()),
                    grouping.tokens(input.height(), input.width()), input.channels());
        }

        @Override
        public Work bind(Binding to) {
            return (_, begin, end) -> to.kernels().rearrangement()
                    .run(grouping, Direction.GROUP, to.input(0), to.output(), begin, end);
        }
    }

    /// Rows of tokens to the pixels of its second input.
    public record Ungroup(String output, List<String> inputs, Grouping grouping) implements Step {

        @Override
        public String kind() { return grouping.kind() == Grouping.Kind.WINDOWS ? "window reverse" : "fold"; }

        @Override
        public boolean rearranges() { return true; }

        @Override
        public Shape shape(List<Shape> inputs) {
            Shape tokens = inputs.get(0);
            Shape like = inputs.get(1);
            int rows = grouping.rows(like.height(), like.width());
            int count = grouping.tokens(like.height(), like.width());
            if (tokens.batch() != like.batch() || tokens.height() != rows || tokens.width() != count) {
                throw new IllegalArgumentException(output + ": " + tokens + " are not the tokens of " + like
                        + ", which are " + rows + " rows of " + count);
            }
            return like.withChannels(tokens.channels());
        }

        @Override
        public Work bind(Binding to) {
            return (_, begin, end) -> to.kernels().rearrangement()
                    .run(grouping, Direction.UNGROUP, to.input(0), to.output(), begin, end);
        }
    }

    /// Layer normalisation of each pixel's channels.
    public record LayerNormalization(String output, List<String> inputs, float[] scale, float[] shift, float epsilon)
            implements
                Step {

        @Override
        public String kind() { return "layer normalization"; }

        @Override
        public Shape shape(List<Shape> inputs) {
            return ConvolutionSteps.requireChannels(output, inputs.get(0), scale.length);
        }

        @Override
        public long weightBytes() { return 2L * scale.length * Float.BYTES; }

        @Override
        public boolean inPlace() { return true; }

        @Override
        public Work bind(Binding to) {
            return (_, begin, end) -> to.kernels().layerNormalization()
                    .run(scale, shift, epsilon, to.input(0), to.output(), begin, end);
        }
    }
}
