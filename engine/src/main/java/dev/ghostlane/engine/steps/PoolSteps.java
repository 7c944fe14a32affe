package dev.ghostlane.engine.steps;

import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.Sequences;
import dev.ghostlane.kernels.tensor.Shape;
import java.util.List;

/// The steps that pool.
public final class PoolSteps {

    /// Channels of a unit: whole vectors of any width.
    private static final int GROUP = 64;

    private PoolSteps() {}

    /// 2×2 with stride 2.
    public record AveragePool(String output, List<String> inputs) implements Step {

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
        public Work bind(Binding to) {
            NeighbourRows neighbours = to.neighbours(0);
            return (thread, begin, end) -> {
                neighbours.fetchUnder(thread, begin, end, to.output().height(), 2, 0, 2);
                to.kernels().averagePool().run(to.input(0), to.output(), begin, end);
            };
        }
    }

    /// Sums along rows, the first half of a mean over all pixels. By rows, each thread of a team reads what it made; by
    /// channels it would take half of the map from the others.
    public record RowSums(String output, List<String> inputs) implements Step {

        @Override
        public String kind() { return "row sums"; }

        @Override
        public Shape shape(List<Shape> inputs) {
            Shape input = inputs.get(0);
            return new Shape(input.batch(), input.height(), 1, input.channels());
        }

        @Override
        public Work bind(Binding to) {
            FeatureMap rows = rowsAsImages(to.input(0));
            FeatureMap sums = rowsAsImages(to.output());
            return (_, begin, end) -> to.kernels().globalAveragePool().run(rows, sums, 1, begin, end);
        }

        private static FeatureMap rowsAsImages(FeatureMap map) {
            return new FeatureMap(map.data(), map.offset(), map.rows(), 1, map.width(), map.channels(),
                    map.pixelStride());
        }
    }

    /// Mean over all pixels, of the sums along rows.
    ///
    /// @param inputs the sums, and the map that they are of, which only tells the number of pixels
    public record GlobalAverage(String output, List<String> inputs) implements Step {

        @Override
        public boolean reads(int i) { return i == 0; }

        @Override
        public String kind() { return "global average"; }

        @Override
        public Shape shape(List<Shape> inputs) { return onePixel(inputs.get(0)); }

        @Override
        public int units(Shape output) { return imagesOrGroups(output); }

        @Override
        public Work bind(Binding to) {
            FeatureMap map = to.input(1);
            int pixels = map.height() * map.width();
            return byImagesOrGroups((sums, output, begin, end) -> to.kernels().globalAveragePool().run(sums, output,
                    pixels, begin, end), to);
        }
    }

    /// Maximum over all pixels.
    public record GlobalMax(String output, List<String> inputs) implements Step {

        @Override
        public String kind() { return "global max"; }

        @Override
        public Shape shape(List<Shape> inputs) { return onePixel(inputs.get(0)); }

        @Override
        public int units(Shape output) { return imagesOrGroups(output); }

        @Override
        public Work bind(Binding to) { return byImagesOrGroups(to.kernels().globalMax()::run, to); }
    }

    /// Mean along rows or columns.
    public record AxisMean(String output, List<String> inputs, Sequences sequences) implements Step {

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
        public int units(Shape output) {
            return sequences == Sequences.ROW ? output.batch() * output.height() : imagesOrGroups(output);
        }

        @Override
        public Work bind(Binding to) {
            if (sequences == Sequences.ROW) {
                return (_, begin, end) -> to.kernels().axisMean().run(sequences, to.input(0), to.output(), begin, end);
            }
            return byImagesOrGroups((input, output, begin, end) -> to.kernels().axisMean().run(sequences, input, output,
                    begin, end), to);
        }
    }

    /// Mean and maximum over the channels.
    public record ChannelPool(String output, List<String> inputs) implements Step {

        @Override
        public String kind() { return "channel pool"; }

        @Override
        public Shape shape(List<Shape> inputs) { return inputs.get(0).withChannels(2); }

        @Override
        public Work bind(Binding to) {
            return (_, begin, end) -> to.kernels().channelPool().run(to.input(0), to.output(), begin, end);
        }
    }

    private static Shape onePixel(Shape input) { return new Shape(input.batch(), 1, 1, input.channels()); }

    /// A kernel that makes one row of each image.
    @FunctionalInterface
    private interface ImageKernel {
        void run(FeatureMap input, FeatureMap output, int begin, int end);
    }

    /// Units of a step that makes one row of each image: the images, or groups of channels if there is only one.
    private static int imagesOrGroups(Shape output) {
        return output.batch() > 1 ? output.batch() : Math.ceilDiv(output.channels(), GROUP);
    }

    private static Step.Work byImagesOrGroups(ImageKernel kernel, Step.Binding to) {
        FeatureMap input = to.input(0);
        FeatureMap output = to.output();
        if (output.batch() > 1) {
            return (_, begin, end) -> kernel.run(input, output, begin, end);
        }
        FeatureMap[] ins = new FeatureMap[Math.ceilDiv(output.channels(), GROUP)];
        FeatureMap[] outs = new FeatureMap[ins.length];
        for (int i = 0; i < ins.length; i++) {
            int count = Math.min(GROUP, output.channels() - i * GROUP);
            ins[i] = input.slice(i * GROUP, count);
            outs[i] = output.slice(i * GROUP, count);
        }
        return (_, begin, end) -> {
            for (int i = begin; i < end; i++) {
                kernel.run(ins[i], outs[i], 0, 1);
            }
        };
    }
}
