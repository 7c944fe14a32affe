package dev.ghostlane.testdata.contract;

import java.util.List;

/// A case that computes what a convolution does, in the order that all convolutions have.
public interface ConvolutionCase extends KernelCase {

    /// {@return the convolution's groups and geometry}
    ReferenceConvolution convolution();

    /// {@return the weights' shape in PyTorch, output channels first}
    List<Integer> weightShape();

    /// {@return the weights in PyTorch's order}
    default float[] weights() { return parameters(0, weightShape().stream().reduce(1, Math::multiplyExact)); }

    /// {@return the biases, one for each output channel}
    default float[] bias() { return parameters(1, weightShape().getFirst()); }

    @Override
    default List<NamedTensor> weightTensors() {
        return List.of(new NamedTensor("weights", weightShape(), weights()),
                new NamedTensor("bias", List.of(weightShape().getFirst()), bias()));
    }

    @Override
    default Claim claim(List<float[]> inputs, Accuracy accuracy) {
        return convolution().claim(inputs().getFirst(), inputs.getFirst(), output(), weights(), bias(),
                setting().activation(), accuracy);
    }

    @Override
    default float[] inContractOrder(List<float[]> inputs) {
        return convolution().inContractOrder(inputs().getFirst(), inputs.getFirst(), output(), weights(), bias(),
                setting().activation());
    }
}
