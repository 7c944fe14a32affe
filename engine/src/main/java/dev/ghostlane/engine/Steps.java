package dev.ghostlane.engine;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.upsample.Resize;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import java.util.ArrayList;
import java.util.List;

/// The element-wise steps, and those that join and resize.
final class Steps {

    private Steps() {}

    /// Reads its first input at the pixels of the second.
    record Upsample(String output, List<String> inputs, Kernels kernels, UpsampleMode mode) implements Step {

        @Override
        public String kind() { return "upsample"; }

        @Override
        public Shape shape(List<Shape> inputs) { return inputs.get(1).withChannels(inputs.get(0).channels()); }

        @Override
        public long multiplyAdds(List<Shape> inputs, Shape output) { return 0; }

        @Override
        public Work bind(Kernels kernels, List<FeatureMap> inputs, FeatureMap output) {
            FeatureMap input = inputs.get(0);
            Resize resize = Resize.of(mode, input, output);
            return (begin, end) -> kernels.upsample().run(resize, input, output, begin, end);
        }
    }

    /// Multiplies its first input by the second: one of the same pixels (or one channel of them), of one pixel, or, if
    /// `resizes`, of any.
    record Gate(String output, List<String> inputs, Kernels kernels, UpsampleMode mode, boolean resizes)
            implements
                Step {

        @Override
        public String kind() { return "gate"; }

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
        public long multiplyAdds(List<Shape> inputs, Shape output) { return 0; }

        @Override
        public boolean inPlace() { return mode == UpsampleMode.NEAREST; }

        @Override
        public Work bind(Kernels kernels, List<FeatureMap> inputs, FeatureMap output) {
            FeatureMap input = inputs.get(0);
            FeatureMap gate = inputs.get(1);
            if (gate.channels() < input.channels()) {
                return (begin, end) -> kernels.spatialGate().run(input, gate, output, begin, end);
            }
            Resize resize = Resize.of(mode, gate, output);
            return (begin, end) -> kernels.gate().run(Activation.NONE, resize, input, gate, output, begin, end);
        }
    }

    record Add(String output, List<String> inputs, Kernels kernels) implements Step {

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
        public long multiplyAdds(List<Shape> inputs, Shape output) { return 0; }

        @Override
        public boolean inPlace() { return true; }

        @Override
        public Work bind(Kernels kernels, List<FeatureMap> inputs, FeatureMap output) {
            FeatureMap left = inputs.get(0);
            FeatureMap right = inputs.get(1);
            return (begin, end) -> kernels.add().run(left, right, output, begin, end);
        }
    }

    record Activate(String output, List<String> inputs, Kernels kernels, Activation activation) implements Step {

        @Override
        public String kind() { return "activation"; }

        @Override
        public Shape shape(List<Shape> inputs) { return inputs.get(0); }

        @Override
        public long multiplyAdds(List<Shape> inputs, Shape output) { return 0; }

        @Override
        public boolean inPlace() { return true; }

        @Override
        public Work bind(Kernels kernels, List<FeatureMap> inputs, FeatureMap output) {
            FeatureMap input = inputs.get(0);
            return (begin, end) -> kernels.activation().run(activation, input, output, begin, end);
        }
    }

    /// Joins its inputs along the channels. Inputs that the plan placed inside the output are there already.
    record Concatenate(String output, List<String> inputs, Kernels kernels) implements Step {

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
        public long multiplyAdds(List<Shape> inputs, Shape output) { return 0; }

        @Override
        public Work bind(Kernels kernels, List<FeatureMap> inputs, FeatureMap output) {
            List<Work> copies = new ArrayList<>();
            int channel = 0;
            for (FeatureMap input : inputs) {
                FeatureMap part = output.slice(channel, input.channels());
                if (input.offset() != part.offset()) {
                    copies.add((begin, end) -> kernels.activation().run(Activation.NONE, input, part, begin, end));
                }
                channel += input.channels();
            }
            Work[] parts = copies.toArray(Work[]::new);
            return (begin, end) -> {
                for (Work part : parts) {
                    part.run(begin, end);
                }
            };
        }
    }
}
