package dev.ghostlane.engine.steps;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.dense.DenseWeights;
import dev.ghostlane.kernels.depthwise.DepthwiseWeights;
import dev.ghostlane.kernels.fullyconnected.FullyConnectedWeights;
import dev.ghostlane.kernels.pointwise.PointwiseWeights;
import dev.ghostlane.kernels.strip.StripWeights;
import dev.ghostlane.kernels.tensor.PackedMatrix;
import dev.ghostlane.kernels.tensor.Shape;
import dev.ghostlane.kernels.tensor.WeightFormat;
import java.util.List;

/// The steps of convolutions and fully connected layers.
public final class ConvolutionSteps {

    private ConvolutionSteps() {}

    /// A 1×1 convolution.
    public record Pointwise(String output, List<String> inputs, PointwiseWeights weights, Activation activation)
            implements
                Step {

        @Override
        public String kind() { return "pointwise"; }

        @Override
        public Shape shape(List<Shape> inputs) {
            return requireChannels(output, inputs.get(0), weights.inChannels()).withChannels(weights.outChannels());
        }

        @Override
        public long multiplyAdds(Shape output) { return (long) output.floats() * weights.inChannels(); }

        @Override
        public long weightBytes() { return weights.matrix().bytes(); }

        @Override
        public String variant(Shape output) { return ConvolutionSteps.variant(kind(), weights.matrix()); }

        @Override
        public int scratchFloats(Shape output) { return weights.scratchFloats(); }

        @Override
        public Work bind(Binding to) {
            return (thread, begin, end) -> to.kernels().pointwise().run(weights, activation, to.input(0), to.output(),
                    begin, end, to.scratch().data(), to.scratch().at(thread));
        }
    }

    /// A convolution whose outputs read all input channels.
    public record Dense(String output, List<String> inputs, DenseWeights weights, Activation activation)
            implements
                Step {

        @Override
        public String kind() { return "dense"; }

        @Override
        public Shape shape(List<Shape> inputs) {
            Shape input = requireChannels(output, inputs.get(0), weights.inChannels());
            return new Shape(input.batch(), weights.outputHeight(input.height()), weights.outputWidth(input.width()),
                    weights.outChannels());
        }

        @Override
        public long multiplyAdds(Shape output) { return (long) output.floats() * weights.matrix().depth(); }

        @Override
        public long weightBytes() { return weights.matrix().bytes(); }

        @Override
        public Work bind(Binding to) {
            return (_, begin, end) -> to.kernels().dense()
                    .run(weights, activation, to.input(0), to.output(), begin, end);
        }
    }

    /// A convolution in which each channel has a kernel of its own.
    public record Depthwise(String output, List<String> inputs, DepthwiseWeights weights, Activation activation)
            implements
                Step {

        @Override
        public String kind() { return "depthwise"; }

        @Override
        public Shape shape(List<Shape> inputs) {
            Shape input = requireChannels(output, inputs.get(0), weights.channels());
            return new Shape(input.batch(), weights.outputHeight(input.height()), weights.outputWidth(input.width()),
                    weights.channels());
        }

        @Override
        public long multiplyAdds(Shape output) {
            return (long) output.floats() * weights.kernelHeight() * weights.kernelWidth();
        }

        @Override
        public long weightBytes() { return bytes(weights); }

        @Override
        public Work bind(Binding to) {
            NeighbourRows neighbours = to.neighbours(0);
            return (thread, begin, end) -> {
                neighbours.fetchUnder(thread, begin, end, to.output().height(), weights.stride(),
                        weights.paddingHeight(), weights.kernelHeight());
                to.kernels().depthwise().run(weights, activation, to.input(0), to.output(), begin, end);
            };
        }
    }

    /// A depthwise convolution with a kernel of one row or one column.
    public record Strip(String output, List<String> inputs, StripWeights weights, Activation activation)
            implements
                Step {

        @Override
        public String kind() { return "strip"; }

        @Override
        public Shape shape(List<Shape> inputs) {
            return requireChannels(output, inputs.get(0), weights.channels());
        }

        @Override
        public long multiplyAdds(Shape output) { return (long) output.floats() * weights.length(); }

        @Override
        public long weightBytes() { return bytes(weights.depthwise()); }

        @Override
        public Work bind(Binding to) {
            NeighbourRows neighbours = to.neighbours(0);
            DepthwiseWeights window = weights.depthwise();
            return (thread, begin, end) -> {
                neighbours.fetchUnder(thread, begin, end, to.output().height(), window.stride(),
                        window.paddingHeight(), window.kernelHeight());
                to.kernels().strip().run(weights, activation, to.input(0), to.output(), begin, end);
            };
        }
    }

    /// A 1×1 convolution of a map of one pixel.
    public record FullyConnected(String output, List<String> inputs, FullyConnectedWeights weights,
            Activation activation) implements Step {

        @Override
        public String kind() { return "fully connected"; }

        @Override
        public Shape shape(List<Shape> inputs) {
            return requireChannels(output, inputs.get(0), weights.inFeatures()).withChannels(weights.outFeatures());
        }

        @Override
        public long multiplyAdds(Shape output) { return (long) output.floats() * weights.inFeatures(); }

        @Override
        public String variant(Shape output) {
            String one = ConvolutionSteps.variant(kind(), weights.matrix());
            return output.batch() == 1 ? one : one + " of several images";
        }

        /// Tiles of output features.
        @Override
        public int units(Shape output) { return weights.tiles(); }

        @Override
        public long weightBytes() { return weights.matrix().bytes(); }

        @Override
        public Work bind(Binding to) {
            NeighbourRows neighbours = to.neighbours(0);
            return (thread, begin, end) -> {
                neighbours.fetch(thread, 0, to.input(0).rows());
                to.kernels().fullyConnected().run(weights, activation, to.input(0), to.output(), begin, end);
            };
        }
    }

    /// Kernels have code of their own for each format.
    private static String variant(String kind, PackedMatrix matrix) {
        return matrix.format() == WeightFormat.F32 ? kind : kind + " " + matrix.format();
    }

    private static long bytes(DepthwiseWeights weights) {
        return ((long) weights.taps().length + weights.bias().length) * Float.BYTES;
    }

    /// @return the input
    /// @throws IllegalArgumentException if it has other channels
    static Shape requireChannels(String name, Shape input, int channels) {
        if (input.channels() != channels) {
            throw new IllegalArgumentException(
                    name + ": expected an input of " + channels + " channels, found " + input);
        }
        return input;
    }
}
