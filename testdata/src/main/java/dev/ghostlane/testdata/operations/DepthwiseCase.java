package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.depthwise.DepthwiseWeights;
import dev.ghostlane.testdata.Layout;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.Paste;
import dev.ghostlane.testdata.contract.Accuracy;
import dev.ghostlane.testdata.contract.Claim;
import dev.ghostlane.testdata.contract.Effort;
import dev.ghostlane.testdata.contract.KernelCase;
import dev.ghostlane.testdata.contract.NamedTensor;
import dev.ghostlane.testdata.contract.PreparedCall;
import dev.ghostlane.testdata.contract.ReferenceConvolution;
import dev.ghostlane.testdata.contract.Setting;
import java.util.List;
import java.util.Map;

/// A depthwise convolution.
///
/// @param shape of the input
public record DepthwiseCase(MapShape shape, int channels, Kernel kernel, Setting setting) implements KernelCase {

    /// The kernel's geometry.
    public record Kernel(int height, int width, int stride, int paddingHeight, int paddingWidth) {

        /// A square kernel of odd size whose output has the input's size, divided by the stride.
        public static Kernel same(int size, int stride) {
            return new Kernel(size, size, stride, size / 2, size / 2);
        }

        @Override
        public String toString() { return Paste.of(this); }
    }

    /// Draws a case.
    static DepthwiseCase sample(Sampler sampler) {
        int stride = sampler.one(1, 1, 2, 3);
        int height = sampler.between(1, 6);
        int width = sampler.between(1, 6);
        Kernel kernel = sampler.one(Kernel.same(sampler.one(3, 5, 7), stride),
                new Kernel(height, width, stride, sampler.between(0, height - 1), sampler.between(0, width - 1)));
        return fitting(sampler.map(), sampler.channels(300), kernel, sampler.setting());
    }

    /// A case whose kernel fits into its padded map.
    static DepthwiseCase fitting(MapShape shape, int channels, Kernel kernel, Setting setting) {
        long pixels = Effort.units((long) channels * kernel.height() * kernel.width());
        MapShape affordable = shape.atMost(pixels * kernel.stride() * kernel.stride());
        MapShape large = new MapShape(shape.batch(),
                Math.max(affordable.height(), kernel.height() - 2 * kernel.paddingHeight()),
                Math.max(affordable.width(), kernel.width() - 2 * kernel.paddingWidth()));
        return new DepthwiseCase(large, channels, kernel, setting);
    }

    @Override
    public String operation() { return "depthwise"; }

    @Override
    public List<Layout> inputs() { return List.of(new Layout(shape, channels, setting.input())); }

    @Override
    public Layout output() {
        MapShape outShape = new MapShape(shape.batch(),
                (shape.height() + 2 * kernel.paddingHeight - kernel.height) / kernel.stride + 1,
                (shape.width() + 2 * kernel.paddingWidth - kernel.width) / kernel.stride + 1);
        return new Layout(outShape, channels, setting.output());
    }

    @Override
    public Map<String, Object> attributes() {
        return Map.of("stride", kernel.stride, "paddingHeight", kernel.paddingHeight,
                "paddingWidth", kernel.paddingWidth, "activation", setting.activation());
    }

    @Override
    public List<NamedTensor> weightTensors() {
        return List.of(new NamedTensor("weights", List.of(channels, 1, kernel.height, kernel.width), weights()),
                new NamedTensor("bias", List.of(channels), bias()));
    }

    @Override
    public PreparedCall prepare(Kernels kernels) {
        DepthwiseWeights packed = DepthwiseWeights.pack(channels, kernel.height, kernel.width, kernel.stride,
                kernel.paddingHeight, kernel.paddingWidth, weights(), bias());
        return PreparedCall.byRows((inputs, output, begin, end) -> kernels.depthwise().run(packed,
                setting.activation(), inputs.getFirst(), output, begin, end), packed.taps(), packed.bias());
    }

    @Override
    public Claim claim(List<float[]> inputs, Accuracy accuracy) {
        return convolution().claim(inputs().getFirst(), inputs.getFirst(), output(), weights(), bias(),
                setting.activation(), accuracy);
    }

    @Override
    public float[] inContractOrder(List<float[]> inputs) {
        return convolution().inContractOrder(inputs().getFirst(), inputs.getFirst(), output(), weights(), bias(),
                setting.activation());
    }

    private ReferenceConvolution convolution() {
        return new ReferenceConvolution(channels, kernel.height, kernel.width, kernel.stride, kernel.paddingHeight,
                kernel.paddingWidth);
    }

    /// The weights in PyTorch's order.
    public float[] weights() { return parameters(0, channels * kernel.height * kernel.width); }

    /// The biases, one for each output channel.
    public float[] bias() { return parameters(1, channels); }

    @Override
    public DepthwiseCase with(Setting other) { return new DepthwiseCase(shape, channels, kernel, other); }

    @Override
    public String toString() { return Paste.of(this); }
}
