package dev.ghostlane.engine;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.dense.DenseWeights;
import dev.ghostlane.kernels.depthwise.DepthwiseWeights;
import dev.ghostlane.kernels.fullyconnected.FullyConnectedWeights;
import dev.ghostlane.kernels.pointwise.PointwiseWeights;
import dev.ghostlane.kernels.strip.StripWeights;
import dev.ghostlane.kernels.tensor.FeatureMap;
import java.util.List;

/// The steps of convolutions and fully connected layers.
final class ConvolutionSteps {

    private ConvolutionSteps() {}

    record Pointwise(String output, List<String> inputs, Kernels kernels, PointwiseWeights weights,
            Activation activation) implements Step {

        @Override
        public String kind() { return "pointwise"; }

        @Override
        public Shape shape(List<Shape> inputs) {
            requireChannels(output, inputs.get(0), weights.inChannels());
            return inputs.get(0).withChannels(weights.outChannels());
        }

        @Override
        public long multiplyAdds(List<Shape> inputs, Shape output) {
            return (long) output.floats() * weights.inChannels();
        }

        @Override
        public long weightFloats() { return weights.matrix().data().length; }

        @Override
        public Work bind(Kernels kernels, List<FeatureMap> inputs, FeatureMap output) {
            FeatureMap input = inputs.get(0);
            return (begin, end) -> kernels.pointwise().run(weights, activation, input, output, begin, end);
        }
    }

    record Dense(String output, List<String> inputs, Kernels kernels, DenseWeights weights,
            Activation activation) implements Step {

        @Override
        public String kind() { return "dense"; }

        @Override
        public Shape shape(List<Shape> inputs) {
            Shape input = inputs.get(0);
            requireChannels(output, input, weights.inChannels());
            return new Shape(input.batch(), weights.outputHeight(input.height()), weights.outputWidth(input.width()),
                    weights.outChannels());
        }

        @Override
        public long multiplyAdds(List<Shape> inputs, Shape output) {
            return (long) output.floats() * weights.matrix().depth();
        }

        @Override
        public long weightFloats() { return weights.matrix().data().length; }

        @Override
        public Work bind(Kernels kernels, List<FeatureMap> inputs, FeatureMap output) {
            FeatureMap input = inputs.get(0);
            return (begin, end) -> kernels.dense().run(weights, activation, input, output, begin, end);
        }
    }

    record Depthwise(String output, List<String> inputs, Kernels kernels, DepthwiseWeights weights,
            Activation activation) implements Step {

        @Override
        public String kind() { return "depthwise"; }

        @Override
        public Shape shape(List<Shape> inputs) {
            Shape input = inputs.get(0);
            requireChannels(output, input, weights.channels());
            return new Shape(input.batch(), weights.outputHeight(input.height()), weights.outputWidth(input.width()),
                    weights.channels());
        }

        @Override
        public long multiplyAdds(List<Shape> inputs, Shape output) {
            return (long) output.floats() * weights.kernelHeight() * weights.kernelWidth();
        }

        @Override
        public long weightFloats() { return weights.taps().length + weights.bias().length; }

        @Override
        public Work bind(Kernels kernels, List<FeatureMap> inputs, FeatureMap output) {
            FeatureMap input = inputs.get(0);
            NeighbourRows neighbours = new NeighbourRows(input, output, weights.kernelHeight());
            return (begin, end) -> {
                neighbours.fetch(begin, end);
                kernels.depthwise().run(weights, activation, input, output, begin, end);
            };
        }
    }

    record Strip(String output, List<String> inputs, Kernels kernels, StripWeights weights,
            Activation activation) implements Step {

        @Override
        public String kind() { return "strip"; }

        @Override
        public Shape shape(List<Shape> inputs) {
            requireChannels(output, inputs.get(0), weights.channels());
            return inputs.get(0);
        }

        @Override
        public long multiplyAdds(List<Shape> inputs, Shape output) {
            return (long) output.floats() * weights.length();
        }

        @Override
        public long weightFloats() { return weights.depthwise().taps().length + weights.depthwise().bias().length; }

        @Override
        public Work bind(Kernels kernels, List<FeatureMap> inputs, FeatureMap output) {
            FeatureMap input = inputs.get(0);
            NeighbourRows neighbours = new NeighbourRows(input, output, weights.depthwise().kernelHeight());
            return (begin, end) -> {
                neighbours.fetch(begin, end);
                kernels.strip().run(weights, activation, input, output, begin, end);
            };
        }
    }

    record FullyConnected(String output, List<String> inputs, Kernels kernels, FullyConnectedWeights weights,
            Activation activation) implements Step {

        @Override
        public String kind() { return "fully connected"; }

        @Override
        public Shape shape(List<Shape> inputs) {
            requireChannels(output, inputs.get(0), weights.inFeatures());
            return inputs.get(0).withChannels(weights.outFeatures());
        }

        @Override
        public long multiplyAdds(List<Shape> inputs, Shape output) {
            return (long) output.floats() * weights.inFeatures();
        }

        /// Tiles of output features.
        @Override
        public int units(Shape output) { return weights.tiles(); }

        @Override
        public boolean byRows() { return false; }

        @Override
        public long weightFloats() { return weights.matrix().data().length; }

        @Override
        public Work bind(Kernels kernels, List<FeatureMap> inputs, FeatureMap output) {
            FeatureMap input = inputs.get(0);
            return (begin, end) -> kernels.fullyConnected().run(weights, activation, input, output, begin, end);
        }
    }

    static void requireChannels(String name, Shape input, int channels) {
        if (input.channels() != channels) {
            throw new IllegalArgumentException(
                    name + ": expected an input of " + channels + " channels, found " + input);
        }
    }
}
