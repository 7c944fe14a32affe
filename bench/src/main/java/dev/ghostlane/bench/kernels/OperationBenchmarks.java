package dev.ghostlane.bench.kernels;

import dev.ghostlane.bench.common.RandomFloats;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.dense.DenseWeights;
import dev.ghostlane.kernels.depthwise.DepthwiseWeights;
import dev.ghostlane.kernels.fullyconnected.FullyConnectedWeights;
import dev.ghostlane.kernels.pointwise.PointwiseWeights;
import dev.ghostlane.kernels.strip.StripWeights;
import dev.ghostlane.kernels.strip.StripWeights.Axis;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.upsample.Resize;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import org.openjdk.jmh.annotations.Param;

/// The operation families of the network, a class each. Their shapes are those at width 1.0 and 224×224, which a test
/// compares with the network.
public final class OperationBenchmarks {

    private OperationBenchmarks() {}

    /// 1×1 convolution.
    public static class PointwiseBenchmark extends ShapeBenchmark {

        @Param({
                "112x112x16 to 112x112x8of16 relu", "112x112x16 to 112x112x8of16",
                "112x112x16 to 112x112x24of48 relu", "56x56x48 to 56x56x12of24", "56x56x16 to 56x56x24",
                "56x56x24 to 56x56x36of72 relu", "28x28x24 to 28x28x72", "56x56x72 to 56x56x12of24",
                "28x28x72 to 28x28x20of40", "28x28x24 to 28x28x40", "28x28x40 to 28x28x60of120 relu",
                "14x14x40 to 14x14x120", "28x28x120 to 28x28x20of40", "28x28x40 to 28x28x120of240 relu",
                "14x14x40 to 14x14x240", "14x14x240 to 14x14x40of80", "14x14x40 to 14x14x80",
                "14x14x80 to 14x14x100of200 relu", "7x7x80 to 7x7x200", "14x14x200 to 14x14x40of80",
                "14x14x80 to 14x14x92of184 relu", "7x7x80 to 7x7x184", "14x14x184 to 14x14x40of80",
                "14x14x80 to 14x14x240of480 relu", "7x7x80 to 7x7x480", "14x14x480 to 14x14x56of112",
                "14x14x80 to 14x14x112", "14x14x112 to 14x14x336of672 relu", "7x7x112 to 7x7x672",
                "14x14x672 to 14x14x56of112", "7x7x672 to 7x7x80of160", "7x7x112 to 7x7x160",
                "7x7x160 to 7x7x480of960 relu", "3x3x160 to 3x3x960", "7x7x960 to 7x7x80of160",
                "7x7x160 to 7x7x960 relu"})
        public String shape;

        @Override
        protected String shape() { return shape; }

        @Override
        KernelCall define(OpShape shape, Kernels kernels, Operands operands, RandomFloats weights) {
            int in = shape.input().channels();
            int out = shape.output().channels();
            PointwiseWeights packed = kernels.pointwise().pack(out, in, weights.next(out * in), weights.next(out));
            return new KernelCall(shape.output().floats() * in, (in + 1L) * out,
                    operands.rows((input, output, begin, end) -> kernels.pointwise().run(packed, shape.activation(),
                            input, output, begin, end)));
        }
    }

    /// Dense convolution: the stem.
    public static class DenseBenchmark extends ShapeBenchmark {

        @Param("224x224x3 3x3s2 to 112x112x16 relu")
        public String shape;

        @Override
        protected String shape() { return shape; }

        @Override
        KernelCall define(OpShape shape, Kernels kernels, Operands operands, RandomFloats weights) {
            int in = shape.input().channels();
            int out = shape.output().channels();
            int kernel = shape.kernelHeight();
            int depth = kernel * kernel * in;
            DenseWeights packed = kernels.dense().pack(out, in, kernel, shape.stride(), kernel / 2,
                    weights.next(out * depth), weights.next(out));
            return new KernelCall(shape.output().floats() * depth, (depth + 1L) * out,
                    operands.rows((input, output, begin, end) -> kernels.dense().run(packed, shape.activation(), input,
                            output, begin, end)));
        }
    }

    /// Depthwise convolution, stride 1 and 2.
    public static class DepthwiseBenchmark extends ShapeBenchmark {

        @Param({
                "112x112x8of16 3x3 beside relu", "112x112x8of16 3x3 beside", "112x112x24of48 3x3 beside relu",
                "112x112x48 3x3s2 to 56x56x48", "56x56x12of24 3x3 beside", "112x112x16 3x3s2 to 56x56x16",
                "56x56x36of72 3x3 beside relu", "56x56x72 5x5s2 to 28x28x72", "28x28x20of40 3x3 beside",
                "56x56x24 5x5s2 to 28x28x24", "28x28x60of120 3x3 beside relu", "28x28x120of240 3x3 beside relu",
                "28x28x240 3x3s2 to 14x14x240", "14x14x40of80 3x3 beside", "28x28x40 3x3s2 to 14x14x40",
                "14x14x100of200 3x3 beside relu", "14x14x92of184 3x3 beside relu",
                "14x14x240of480 3x3 beside relu", "14x14x56of112 3x3 beside", "14x14x80 3x3",
                "14x14x336of672 3x3 beside relu", "14x14x672 5x5s2 to 7x7x672", "7x7x80of160 3x3 beside",
                "14x14x112 5x5s2 to 7x7x112", "7x7x480of960 3x3 beside relu"})
        public String shape;

        @Override
        protected String shape() { return shape; }

        @Override
        KernelCall define(OpShape shape, Kernels kernels, Operands operands, RandomFloats weights) {
            int channels = shape.input().channels();
            int height = shape.kernelHeight();
            int width = shape.kernelWidth();
            int taps = height * width;
            DepthwiseWeights packed = DepthwiseWeights.pack(channels, height, width, shape.stride(), height / 2,
                    width / 2, weights.next(channels * taps), weights.next(channels));
            return new KernelCall(shape.output().floats() * taps, (taps + 1L) * channels,
                    operands.rows((input, output, begin, end) -> kernels.depthwise().run(packed, shape.activation(),
                            input, output, begin, end)));
        }
    }

    /// Strip convolution along a line (1×K) and along a column (K×1).
    public static class StripBenchmark extends ShapeBenchmark {

        @Param({
                "28x28x72 1x5", "28x28x72 5x1 sigmoid", "14x14x120 1x5", "14x14x120 5x1 sigmoid",
                "14x14x240 1x5", "14x14x240 5x1 sigmoid", "7x7x200 1x5", "7x7x200 5x1 sigmoid", "7x7x184 1x5",
                "7x7x184 5x1 sigmoid", "7x7x480 1x5", "7x7x480 5x1 sigmoid", "7x7x672 1x5",
                "7x7x672 5x1 sigmoid", "3x3x960 1x5", "3x3x960 5x1 sigmoid"})
        public String shape;

        @Override
        protected String shape() { return shape; }

        @Override
        KernelCall define(OpShape shape, Kernels kernels, Operands operands, RandomFloats weights) {
            int channels = shape.input().channels();
            int length = shape.kernelHeight() * shape.kernelWidth();
            StripWeights packed = StripWeights.pack(shape.kernelHeight() == 1 ? Axis.HORIZONTAL : Axis.VERTICAL,
                    channels, length, weights.next(channels * length), weights.next(channels));
            return new KernelCall(shape.output().floats() * length, (length + 1L) * channels,
                    operands.rows((input, output, begin, end) -> kernels.strip().run(packed, shape.activation(), input,
                            output, begin, end)));
        }
    }

    /// 2×2 average pooling.
    public static class AveragePoolBenchmark extends ShapeBenchmark {

        @Param({
                "56x56x24 to 28x28x24", "28x28x40 to 14x14x40", "14x14x80 to 7x7x80", "14x14x112 to 7x7x112",
                "7x7x160 to 3x3x160"})
        public String shape;

        @Override
        protected String shape() { return shape; }

        @Override
        KernelCall define(OpShape shape, Kernels kernels, Operands operands, RandomFloats weights) {
            return KernelCall.moving(operands.rows(kernels.averagePool()::run));
        }
    }

    /// Average over all pixels.
    public static class GlobalAveragePoolBenchmark extends ShapeBenchmark {

        @Param({
                "28x28x72 to 1x1x72", "28x28x120 to 1x1x120", "14x14x480 to 1x1x480", "14x14x672 to 1x1x672",
                "7x7x672 to 1x1x672", "7x7x960 to 1x1x960"})
        public String shape;

        @Override
        protected String shape() { return shape; }

        @Override
        KernelCall define(OpShape shape, Kernels kernels, Operands operands, RandomFloats weights) {
            return KernelCall.moving(operands.rows(kernels.globalAveragePool()::run));
        }
    }

    /// Upsampling of attention maps. The network has it fused into the gate; on its own it serves other uses.
    public static class UpsampleBenchmark extends ShapeBenchmark {

        @Param({
                "28x28x72 to 56x56x72", "14x14x120 to 28x28x120", "14x14x240 to 28x28x240",
                "7x7x200 to 14x14x200", "7x7x184 to 14x14x184", "7x7x480 to 14x14x480", "7x7x672 to 14x14x672",
                "3x3x960 to 7x7x960"})
        public String shape;

        /// How the map is read; both occur in checkpoints.
        @Param({"NEAREST", "BILINEAR_ALIGNED_CORNERS"})
        public String mode;

        @Override
        protected String shape() { return shape; }

        @Override
        KernelCall define(OpShape shape, Kernels kernels, Operands operands, RandomFloats weights) {
            Resize resize = Resize.of(UpsampleMode.valueOf(mode), operands.input(), operands.output());
            return KernelCall.moving(operands
                    .rows((input, output, begin, end) -> kernels.upsample().run(resize, input, output, begin, end)));
        }
    }

    /// Product of a map and a smaller one that is resized on the way (nearest): the end of decoupled fully connected
    /// attention, and, by a map of one pixel, of squeeze-and-excitation.
    public static class GateBenchmark extends ShapeBenchmark {

        @Param({
                "56x56x72 by 28x28", "28x28x72 by 1x1", "28x28x120 by 14x14", "28x28x120 by 1x1",
                "28x28x240 by 14x14", "14x14x200 by 7x7", "14x14x184 by 7x7", "14x14x480 by 7x7",
                "14x14x480 by 1x1", "14x14x672 by 7x7", "14x14x672 by 1x1", "7x7x672 by 1x1", "7x7x960 by 3x3",
                "7x7x960 by 1x1"})
        public String shape;

        @Override
        protected String shape() { return shape; }

        @Override
        KernelCall define(OpShape shape, Kernels kernels, Operands operands, RandomFloats weights) {
            FeatureMap gate = operands.gate();
            Resize resize = Resize.of(UpsampleMode.NEAREST, gate, operands.output());
            return KernelCall.moving(operands.rows((input, output, begin, end) -> kernels.gate().run(Activation.NONE,
                    resize, input, gate, output, begin, end)));
        }
    }

    /// Sum of a block and its shortcut; the second map is the gate in the notation of [OpShape].
    public static class AddBenchmark extends ShapeBenchmark {

        @Param({
                "112x112x16 by 112x112", "56x56x24 by 56x56", "28x28x40 by 28x28", "14x14x80 by 14x14",
                "14x14x112 by 14x14", "7x7x160 by 7x7"})
        public String shape;

        @Override
        protected String shape() { return shape; }

        @Override
        KernelCall define(OpShape shape, Kernels kernels, Operands operands, RandomFloats weights) {
            return KernelCall.moving(operands.rows((input, output, begin, end) -> kernels.add().run(input,
                    operands.gate(), output, begin, end)));
        }
    }

    /// Fully connected layer, including those of squeeze-and-excitation.
    public static class FullyConnectedBenchmark extends ShapeBenchmark {

        @Param({
                "1x1x72 to 1x1x20 relu", "1x1x20 to 1x1x72 hard_sigmoid", "1x1x120 to 1x1x32 relu",
                "1x1x32 to 1x1x120 hard_sigmoid", "1x1x480 to 1x1x120 relu", "1x1x120 to 1x1x480 hard_sigmoid",
                "1x1x672 to 1x1x168 relu", "1x1x168 to 1x1x672 hard_sigmoid", "1x1x960 to 1x1x240 relu",
                "1x1x240 to 1x1x960 hard_sigmoid", "1x1x960 to 1x1x1280 relu", "1x1x1280 to 1x1x1000"})
        public String shape;

        @Override
        protected String shape() { return shape; }

        @Override
        KernelCall define(OpShape shape, Kernels kernels, Operands operands, RandomFloats weights) {
            int in = shape.input().channels();
            int out = shape.output().channels();
            FullyConnectedWeights packed = kernels.fullyConnected().pack(out, in, weights.next(out * in),
                    weights.next(out));
            return new KernelCall((long) out * in, (in + 1L) * out,
                    () -> kernels.fullyConnected().run(packed, shape.activation(), operands.input(),
                            operands.output(), 0, packed.tiles()));
        }
    }

    /// Sigmoid and hard sigmoid on their own; in the network they end a convolution.
    public static class ActivationBenchmark extends ShapeBenchmark {

        @Param({
                "28x28x72 sigmoid", "1x1x72 hard_sigmoid", "14x14x120 sigmoid", "1x1x120 hard_sigmoid",
                "14x14x240 sigmoid", "7x7x200 sigmoid", "7x7x184 sigmoid", "7x7x480 sigmoid",
                "1x1x480 hard_sigmoid", "7x7x672 sigmoid", "1x1x672 hard_sigmoid", "3x3x960 sigmoid",
                "1x1x960 hard_sigmoid"})
        public String shape;

        @Override
        protected String shape() { return shape; }

        @Override
        KernelCall define(OpShape shape, Kernels kernels, Operands operands, RandomFloats weights) {
            return KernelCall.moving(operands.rows((input, output, begin, end) -> kernels.activation().run(
                    shape.activation(), input, output, begin, end)));
        }
    }

    /// Softmax over the classes.
    public static class SoftmaxBenchmark extends ShapeBenchmark {

        @Param("1x1x1000")
        public String shape;

        @Override
        protected String shape() { return shape; }

        @Override
        KernelCall define(OpShape shape, Kernels kernels, Operands operands, RandomFloats weights) {
            return KernelCall.moving(operands.rows(kernels.softmax()::run));
        }
    }
}
