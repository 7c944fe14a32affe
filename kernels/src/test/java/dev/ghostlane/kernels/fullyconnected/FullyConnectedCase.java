package dev.ghostlane.kernels.fullyconnected;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.contract.Claim;
import dev.ghostlane.kernels.contract.KernelCase;
import dev.ghostlane.kernels.contract.PreparedCall;
import dev.ghostlane.kernels.contract.ReferenceConvolution;
import dev.ghostlane.kernels.contract.Setting;
import dev.ghostlane.testdata.Layout;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.Paste;
import java.util.List;

/// A fully connected layer.
record FullyConnectedCase(int batch, int inFeatures, int outFeatures, Setting setting) implements KernelCase {

    @Override
    public List<Layout> inputs() {
        return List.of(new Layout(new MapShape(batch, 1, 1), inFeatures, setting.input()));
    }

    @Override
    public Layout output() { return new Layout(new MapShape(batch, 1, 1), outFeatures, setting.output()); }

    @Override
    public PreparedCall prepare(Kernels kernels) {
        return call(kernels, kernels.fullyConnected().pack(outFeatures, inFeatures, weights(), bias()));
    }

    /// A call with weights that were packed elsewhere.
    PreparedCall call(Kernels kernels, FullyConnectedWeights weights) {
        return new PreparedCall((inputs, output, begin, end) -> kernels.fullyConnected().run(weights,
                setting.activation(), inputs.getFirst(), output, begin, end), output -> weights.tiles(),
                List.of(weights.matrix().data()));
    }

    @Override
    public Claim claim(List<float[]> inputs) {
        return convolution().claim(inputs().getFirst(), inputs.getFirst(), output(), weights(), bias(),
                setting.activation());
    }

    @Override
    public float[] inContractOrder(List<float[]> inputs) {
        return convolution().inContractOrder(inputs().getFirst(), inputs.getFirst(), output(), weights(), bias(),
                setting.activation());
    }

    private ReferenceConvolution convolution() {
        return new ReferenceConvolution(1, 1, 1, 1, 0, 0);
    }

    float[] weights() { return parameters(0, outFeatures * inFeatures); }

    float[] bias() { return parameters(1, outFeatures); }

    @Override
    public FullyConnectedCase with(Setting other) {
        return new FullyConnectedCase(batch, inFeatures, outFeatures, other);
    }

    @Override
    public String toString() { return Paste.of(this); }
}
