package dev.ghostlane.engine;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.rearrange.Grouping;
import dev.ghostlane.kernels.rearrange.Rearrangement.Direction;
import dev.ghostlane.kernels.tensor.FeatureMap;
import java.util.List;

/// The steps that move pixels into rows of tokens and back, and that normalise tokens.
final class TokenSteps {

    private TokenSteps() {}

    /// Pixels to rows of tokens.
    record Group(String output, List<String> inputs, Kernels kernels, Grouping grouping) implements Step {

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
        public long multiplyAdds(List<Shape> inputs, Shape output) { return 0; }

        @Override
        public Work bind(Kernels kernels, List<FeatureMap> inputs, FeatureMap output) {
            FeatureMap input = inputs.get(0);
            return (begin, end) -> kernels.rearrangement().run(grouping, Direction.GROUP, input, output, begin, end);
        }
    }

    /// Rows of tokens to the pixels of its second input.
    record Ungroup(String output, List<String> inputs, Kernels kernels, Grouping grouping) implements Step {

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
        public long multiplyAdds(List<Shape> inputs, Shape output) { return 0; }

        @Override
        public Work bind(Kernels kernels, List<FeatureMap> inputs, FeatureMap output) {
            FeatureMap input = inputs.get(0);
            return (begin, end) -> kernels.rearrangement().run(grouping, Direction.UNGROUP, input, output, begin, end);
        }
    }

    record LayerNormalization(String output, List<String> inputs, Kernels kernels, Op.LayerNormalization op)
            implements
                Step {

        @Override
        public String kind() { return "layer normalization"; }

        @Override
        public Shape shape(List<Shape> inputs) {
            ConvolutionSteps.requireChannels(output, inputs.get(0), op.scale().length);
            return inputs.get(0);
        }

        @Override
        public long multiplyAdds(List<Shape> inputs, Shape output) { return 0; }

        @Override
        public long weightFloats() { return 2L * op.scale().length; }

        @Override
        public boolean inPlace() { return true; }

        @Override
        public Work bind(Kernels kernels, List<FeatureMap> inputs, FeatureMap output) {
            FeatureMap input = inputs.get(0);
            return (begin, end) -> kernels.layerNormalization().run(op.scale(), op.shift(), op.epsilon(), input, output,
                    begin, end);
        }
    }
}
