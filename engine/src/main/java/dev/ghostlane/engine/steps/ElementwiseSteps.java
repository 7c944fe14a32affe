package dev.ghostlane.engine.steps;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.Shape;
import dev.ghostlane.kernels.upsample.Resize;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import java.util.ArrayList;
import java.util.List;

/// The element-wise steps, and those that join and resize.
public final class ElementwiseSteps {

    private ElementwiseSteps() {}

    /// Reads its first input at the pixels of the second.
    public record Upsample(String output, List<String> inputs, UpsampleMode mode) implements Step {

        @Override
        public String kind() { return "upsample"; }

        @Override
        public String variant(Shape output) { return "upsample " + mode; }

        @Override
        public Shape shape(List<Shape> inputs) { return inputs.get(1).withChannels(inputs.get(0).channels()); }

        @Override
        public Work bind(Binding to) {
            Resize resize = Resize.of(mode, to.input(0), to.output());
            return (_, begin, end) -> to.kernels().upsample().run(resize, to.input(0), to.output(), begin, end);
        }
    }

    /// Multiplies its first input by the second: one of the same pixels (or one channel of them), of one pixel, or, if
    /// `resizes`, of any.
    public record Gate(String output, List<String> inputs, UpsampleMode mode, boolean resizes) implements Step {

        @Override
        public String kind() { return "gate"; }

        @Override
        public String variant(Shape output) { return "gate " + mode; }

        @Override
        public Shape shape(List<Shape> inputs) {
            Shape left = inputs.get(0);
            Shape right = inputs.get(1);
            boolean onePixel = right.height() == 1 && right.width() == 1;
            boolean same = right.height() == left.height() && right.width() == left.width();
            boolean spatial = right.channels() == 1 && same;
            if (right.channels() != left.channels() && !spatial || !resizes && !onePixel && !same) {
                throw new IllegalArgumentException(output + ": cannot multiply " + left + " by " + right);
            }
            return left;
        }

        @Override
        public boolean inPlace() { return mode == UpsampleMode.NEAREST; }

        @Override
        public Work bind(Binding to) {
            FeatureMap input = to.input(0);
            FeatureMap gate = to.input(1);
            if (gate.channels() < input.channels()) {
                return (_, begin, end) -> to.kernels().spatialGate().run(input, gate, to.output(), begin, end);
            }
            Resize resize = Resize.of(mode, gate, to.output());
            NeighbourRows neighbours = to.neighbours(1);
            return (thread, begin, end) -> {
                fetch(neighbours, thread, resize, to.output().height(), begin, end);
                to.kernels().gate().run(Activation.NONE, resize, input, gate, to.output(), begin, end);
            };
        }
    }

    /// Where the halves of a gate's rows do not lie under the halves of the output's, a thread needs a row of the next.
    private static void fetch(NeighbourRows neighbours, int thread, Resize resize, int height, int begin, int end) {
        int image = begin / height;
        if ((end - 1) / height == image) {
            int above = image * neighbours.map().height();
            neighbours.fetch(thread, above + resize.vertical().lower()[begin % height],
                    above + resize.vertical().upper()[(end - 1) % height] + 1);
        }
    }

    /// Adds two maps of the same shape.
    public record Add(String output, List<String> inputs) implements Step {

        @Override
        public String kind() { return "add"; }

        @Override
        public Shape shape(List<Shape> inputs) {
            if (!inputs.get(0).equals(inputs.get(1))) {
                throw new IllegalArgumentException(
                        output + ": cannot add " + inputs.get(0) + " and " + inputs.get(1));
            }
            return inputs.get(0);
        }

        @Override
        public boolean inPlace() { return true; }

        @Override
        public Work bind(Binding to) {
            return (_, begin, end) -> to.kernels().add().run(to.input(0), to.input(1), to.output(), begin, end);
        }
    }

    /// An activation that is not part of a convolution.
    public record Activate(String output, List<String> inputs, Activation activation) implements Step {

        @Override
        public String kind() { return "activation"; }

        @Override
        public boolean inPlace() { return true; }

        @Override
        public Work bind(Binding to) {
            return (_, begin, end) -> to.kernels().activation().run(activation, to.input(0), to.output(), begin, end);
        }
    }

    /// Joins its inputs along the channels. Inputs that the plan placed inside the output are there already.
    public record Concatenate(String output, List<String> inputs) implements Step {

        @Override
        public String kind() { return "concatenate"; }

        @Override
        public boolean rearranges() { return true; }

        @Override
        public Shape shape(List<Shape> inputs) {
            int channels = 0;
            for (Shape input : inputs) {
                if (!input.withChannels(1).equals(inputs.get(0).withChannels(1))) {
                    throw new IllegalArgumentException(
                            output + ": cannot concatenate " + inputs.get(0) + " and " + input);
                }
                channels += input.channels();
            }
            return inputs.get(0).withChannels(channels);
        }

        @Override
        public Work bind(Binding to) {
            List<Work> copies = new ArrayList<>();
            int channel = 0;
            for (FeatureMap input : to.inputs()) {
                FeatureMap part = to.output().slice(channel, input.channels());
                if (input.offset() != part.offset()) {
                    copies.add((_, begin, end) -> to.kernels().activation().run(Activation.NONE, input, part, begin,
                            end));
                }
                channel += input.channels();
            }
            Work[] parts = copies.toArray(Work[]::new);
            return (thread, begin, end) -> {
                for (Work part : parts) {
                    part.run(thread, begin, end);
                }
            };
        }
    }
}
