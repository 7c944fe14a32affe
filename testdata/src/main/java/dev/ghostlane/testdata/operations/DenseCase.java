package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.dense.DenseWeights;
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

/// A dense convolution.
///
/// @param shape of the input
public record DenseCase(MapShape shape, int inChannels, int outChannels, int kernel, int stride, int padding,
        Setting setting) implements KernelCase {

    /// Draws a case.
    static DenseCase sample(Sampler sampler) {
        return fitting(sampler.map(), sampler.one(1, 3, sampler.channels(24)), sampler.channels(130),
                sampler.one(1, 2, 3, 3, 5, 7), sampler.one(1, 2, 3), sampler.between(0, 6), sampler.setting());
    }

    /// A case whose kernel fits into its padded map.
    static DenseCase fitting(MapShape shape, int in, int out, int kernel, int stride, int padding,
            Setting setting) {
        int pad = padding % kernel;
        MapShape affordable = shape.atMost(Effort.units((long) in * out * kernel * kernel) * stride * stride);
        MapShape large = new MapShape(shape.batch(), Math.max(affordable.height(), kernel - 2 * pad),
                Math.max(affordable.width(), kernel - 2 * pad));
        return new DenseCase(large, in, out, kernel, stride, pad, setting);
    }

    @Override
    public String operation() { return "dense"; }

    @Override
    public List<Layout> inputs() { return List.of(new Layout(shape, inChannels, setting.input())); }

    @Override
    public Layout output() {
        MapShape outShape = new MapShape(shape.batch(), (shape.height() + 2 * padding - kernel) / stride + 1,
                (shape.width() + 2 * padding - kernel) / stride + 1);
        return new Layout(outShape, outChannels, setting.output());
    }

    @Override
    public Map<String, Object> attributes() {
        return Map.of("stride", stride, "padding", padding, "activation", setting.activation());
    }

    @Override
    public List<NamedTensor> weightTensors() {
        return List.of(new NamedTensor("weights", List.of(outChannels, inChannels, kernel, kernel), weights()),
                new NamedTensor("bias", List.of(outChannels), bias()));
    }

    @Override
    public PreparedCall prepare(Kernels kernels) {
        return call(kernels,
                kernels.dense().pack(outChannels, inChannels, kernel, stride, padding, weights(), bias()));
    }

    /// A call with weights that were packed elsewhere.
    public PreparedCall call(Kernels kernels, DenseWeights weights) {
        return PreparedCall.byRows((inputs, output, begin, end) -> kernels.dense().run(weights,
                setting.activation(), inputs.getFirst(), output, begin, end), weights.matrix().data());
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
        return new ReferenceConvolution(1, kernel, kernel, stride, padding, padding);
    }

    /// The weights in PyTorch's order.
    public float[] weights() { return parameters(0, outChannels * inChannels * kernel * kernel); }

    /// The biases, one for each output channel.
    public float[] bias() { return parameters(1, outChannels); }

    @Override
    public DenseCase with(Setting other) {
        return new DenseCase(shape, inChannels, outChannels, kernel, stride, padding, other);
    }

    @Override
    public String toString() { return Paste.of(this); }
}
