package dev.ghostlane.engine;

import dev.ghostlane.kernels.Checks;
import dev.ghostlane.kernels.FeatureMap;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.dense.DenseWeights;
import dev.ghostlane.kernels.depthwise.DepthwiseWeights;
import dev.ghostlane.kernels.fullyconnected.FullyConnectedWeights;
import dev.ghostlane.kernels.pointwise.PointwiseWeights;
import dev.ghostlane.kernels.strip.StripWeights;
import dev.ghostlane.kernels.upsample.Resize;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import java.util.ArrayList;
import java.util.List;

/// The steps, one for each operation family of the kernels.
final class Steps {

    private Steps() {}

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
            return new Shape(input.batch(),
                    Checks.convolved("height", input.height(), weights.kernel(), weights.stride(),
                            weights.padding()),
                    Checks.convolved("width", input.width(), weights.kernel(), weights.stride(),
                            weights.padding()),
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
            return new Shape(input.batch(),
                    Checks.convolved("height", input.height(), weights.kernelHeight(), weights.stride(),
                            weights.paddingHeight()),
                    Checks.convolved("width", input.width(), weights.kernelWidth(), weights.stride(),
                            weights.paddingWidth()),
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

    record AveragePool(String output, List<String> inputs, Kernels kernels) implements Step {

        @Override
        public String kind() { return "average pool"; }

        @Override
        public Shape shape(List<Shape> inputs) {
            Shape input = inputs.get(0);
            if (input.height() < 2 || input.width() < 2) {
                throw new IllegalArgumentException(output + ": a map of " + input.height() + "×" + input.width()
                        + " pixels leaves nothing after 2×2 pooling; the network's input is too small");
            }
            return new Shape(input.batch(), input.height() / 2, input.width() / 2, input.channels());
        }

        @Override
        public long multiplyAdds(List<Shape> inputs, Shape output) { return 0; }

        @Override
        public Work bind(Kernels kernels, List<FeatureMap> inputs, FeatureMap output) {
            FeatureMap input = inputs.get(0);
            return (begin, end) -> kernels.averagePool().run(input, output, begin, end);
        }
    }

    record GlobalAverage(String output, List<String> inputs, Kernels kernels) implements Step {

        /// Channels of a unit: whole vectors of any width.
        private static final int GROUP = 64;

        @Override
        public String kind() { return "global average"; }

        @Override
        public Shape shape(List<Shape> inputs) {
            return new Shape(inputs.get(0).batch(), 1, 1, inputs.get(0).channels());
        }

        @Override
        public long multiplyAdds(List<Shape> inputs, Shape output) { return 0; }

        /// Images, or groups of channels if there is only one.
        @Override
        public int units(Shape output) {
            return output.batch() > 1 ? output.batch() : Math.ceilDiv(output.channels(), GROUP);
        }

        @Override
        public Work bind(Kernels kernels, List<FeatureMap> inputs, FeatureMap output) {
            FeatureMap input = inputs.get(0);
            if (output.batch() > 1) {
                return (begin, end) -> kernels.globalAveragePool().run(input, output, begin, end);
            }
            FeatureMap[] ins = new FeatureMap[Math.ceilDiv(output.channels(), GROUP)];
            FeatureMap[] outs = new FeatureMap[ins.length];
            for (int i = 0; i < ins.length; i++) {
                int count = Math.min(GROUP, output.channels() - i * GROUP);
                ins[i] = input.slice(i * GROUP, count);
                outs[i] = output.slice(i * GROUP, count);
            }
            return (begin, end) -> {
                for (int i = begin; i < end; i++) {
                    kernels.globalAveragePool().run(ins[i], outs[i], 0, 1);
                }
            };
        }
    }

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

    /// Multiplies its first input by the second: one of the same pixels, of one pixel, or, if `resizes`, of any.
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
            if (right.channels() != left.channels() || !resizes && !onePixel && !same) {
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

    private static void requireChannels(String name, Shape input, int channels) {
        if (input.channels() != channels) {
            throw new IllegalArgumentException(
                    name + ": expected an input of " + channels + " channels, found " + input);
        }
    }
}
