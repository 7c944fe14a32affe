package dev.ghostlane.engine;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.Sequences;
import java.util.List;

/// The steps that pool.
final class PoolSteps {

    /// Channels of a unit: whole vectors of any width.
    private static final int GROUP = 64;

    private PoolSteps() {}

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

        @Override
        public String kind() { return "global average"; }

        @Override
        public Shape shape(List<Shape> inputs) {
            return new Shape(inputs.get(0).batch(), 1, 1, inputs.get(0).channels());
        }

        @Override
        public long multiplyAdds(List<Shape> inputs, Shape output) { return 0; }

        @Override
        public int units(Shape output) { return imagesOrGroups(output); }

        @Override
        public Work bind(Kernels kernels, List<FeatureMap> inputs, FeatureMap output) {
            return byImagesOrGroups(kernels.globalAveragePool()::run, inputs.get(0), output);
        }
    }

    record GlobalMax(String output, List<String> inputs, Kernels kernels) implements Step {

        @Override
        public String kind() { return "global max"; }

        @Override
        public Shape shape(List<Shape> inputs) {
            return new Shape(inputs.get(0).batch(), 1, 1, inputs.get(0).channels());
        }

        @Override
        public long multiplyAdds(List<Shape> inputs, Shape output) { return 0; }

        @Override
        public int units(Shape output) { return imagesOrGroups(output); }

        @Override
        public Work bind(Kernels kernels, List<FeatureMap> inputs, FeatureMap output) {
            return byImagesOrGroups(kernels.globalMax()::run, inputs.get(0), output);
        }
    }

    /// Mean along rows or columns.
    record AxisMean(String output, List<String> inputs, Kernels kernels, Sequences sequences) implements Step {

        @Override
        public String kind() { return "axis mean"; }

        @Override
        public Shape shape(List<Shape> inputs) {
            Shape input = inputs.get(0);
            return sequences == Sequences.ROW
                    ? new Shape(input.batch(), input.height(), 1, input.channels())
                    : new Shape(input.batch(), 1, input.width(), input.channels());
        }

        @Override
        public long multiplyAdds(List<Shape> inputs, Shape output) { return 0; }

        @Override
        public int units(Shape output) {
            return sequences == Sequences.ROW ? output.batch() * output.height() : imagesOrGroups(output);
        }

        @Override
        public Work bind(Kernels kernels, List<FeatureMap> inputs, FeatureMap output) {
            FeatureMap input = inputs.get(0);
            if (sequences == Sequences.ROW) {
                return (begin, end) -> kernels.axisMean().run(sequences, input, output, begin, end);
            }
            return byImagesOrGroups((in, out, begin, end) -> kernels.axisMean().run(sequences, in, out, begin, end),
                    input, output);
        }
    }

    /// Mean and maximum over the channels.
    record ChannelPool(String output, List<String> inputs, Kernels kernels) implements Step {

        @Override
        public String kind() { return "channel pool"; }

        @Override
        public Shape shape(List<Shape> inputs) { return inputs.get(0).withChannels(2); }

        @Override
        public long multiplyAdds(List<Shape> inputs, Shape output) { return 0; }

        @Override
        public Work bind(Kernels kernels, List<FeatureMap> inputs, FeatureMap output) {
            FeatureMap input = inputs.get(0);
            return (begin, end) -> kernels.channelPool().run(input, output, begin, end);
        }
    }

    /// A kernel that makes one row of each image.
    @FunctionalInterface
    private interface ImageKernel {
        void run(FeatureMap input, FeatureMap output, int begin, int end);
    }

    /// Units of a step that makes one row of each image: the images, or groups of channels if there is only one.
    private static int imagesOrGroups(Shape output) {
        return output.batch() > 1 ? output.batch() : Math.ceilDiv(output.channels(), GROUP);
    }

    private static Step.Work byImagesOrGroups(ImageKernel kernel, FeatureMap input, FeatureMap output) {
        if (output.batch() > 1) {
            return (begin, end) -> kernel.run(input, output, begin, end);
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
                kernel.run(ins[i], outs[i], 0, 1);
            }
        };
    }
}
