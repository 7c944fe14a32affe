package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.dense.DenseWeights;
import dev.ghostlane.testdata.Layout;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.Paste;
import dev.ghostlane.testdata.contract.Accuracy;
import dev.ghostlane.testdata.contract.Claim;
import dev.ghostlane.testdata.contract.KernelCase;
import dev.ghostlane.testdata.contract.PreparedCall;
import dev.ghostlane.testdata.contract.ReferenceConvolution;
import dev.ghostlane.testdata.contract.Setting;
import java.util.List;

/// A dense convolution.
///
/// @param shape of the input
public record DenseCase(MapShape shape, int inChannels, int outChannels, int kernel, int stride, int padding,
        Setting setting) implements KernelCase {

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
