package dev.ghostlane.engine;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.depthwise.DepthwiseWeights;
import dev.ghostlane.kernels.strip.StripWeights;
import java.util.List;

/// A convolution on its way from description to step: batch normalisations and an activation that follow it
/// are taken up, then it is packed for the kernel family that fits.
///
/// @param op geometry and input
/// @param weights folded weights in PyTorch's order
/// @param bias folded bias
/// @param activation what ends it
/// @param onePixel whether its input is a map of one pixel
record ConvolutionDraft(Op.Convolution op, float[] weights, float[] bias, Activation activation, boolean onePixel) {

    static ConvolutionDraft of(Op.Convolution op, boolean onePixel) {
        float[] bias = op.bias() == null ? new float[op.outChannels()] : op.bias();
        return new ConvolutionDraft(op, op.weights(), bias, Activation.NONE, onePixel);
    }

    /// Folds a batch normalisation that follows: `w' = w · s` and `b' = (b − mean) · s + shift` with
    /// `s = scale / sqrt(variance + epsilon)`, computed in double and rounded once.
    ConvolutionDraft fold(Op.BatchNormalization norm) {
        if (norm.scale().length != op.outChannels()) {
            throw new IllegalArgumentException(norm.output() + ": expected " + op.outChannels()
                    + " channels, found " + norm.scale().length);
        }
        float[] foldedWeights = new float[weights.length];
        float[] foldedBias = new float[bias.length];
        int depth = weights.length / bias.length;
        for (int o = 0; o < bias.length; o++) {
            double factor = norm.scale()[o] / Math.sqrt((double) norm.variance()[o] + norm.epsilon());
            for (int k = o * depth; k < (o + 1) * depth; k++) {
                foldedWeights[k] = (float) (weights[k] * factor);
            }
            foldedBias[o] = (float) (((double) bias[o] - norm.mean()[o]) * factor + norm.shift()[o]);
        }
        return new ConvolutionDraft(op, foldedWeights, foldedBias, activation, onePixel);
    }

    /// Takes up an activation that follows.
    ConvolutionDraft activate(Activation activation) {
        return new ConvolutionDraft(op, weights, bias, activation, onePixel);
    }

    /// Packs the convolution for its kernel family.
    ///
    /// @param output name of the value that the step gives
    Step pack(String output, Kernels kernels) {
        List<String> inputs = op.inputs();
        if (op.isDepthwise()) {
            StripWeights.Axis axis = stripAxis();
            if (axis != null) {
                return new Steps.Strip(output, inputs, kernels,
                        StripWeights.pack(axis, op.outChannels(), op.kernelHeight() * op.kernelWidth(), weights,
                                bias),
                        activation);
            }
            return new Steps.Depthwise(output, inputs, kernels,
                    DepthwiseWeights.pack(op.outChannels(), op.kernelHeight(), op.kernelWidth(), op.stride(),
                            op.paddingHeight(), op.paddingWidth(), weights, bias),
                    activation);
        }
        boolean pointwise = op.kernelHeight() == 1 && op.kernelWidth() == 1 && op.stride() == 1
                && op.paddingHeight() == 0 && op.paddingWidth() == 0;
        if (pointwise && onePixel) {
            return new Steps.FullyConnected(output, inputs, kernels,
                    kernels.fullyConnected().pack(op.outChannels(), op.inChannels(), weights, bias), activation);
        }
        if (pointwise) {
            return new Steps.Pointwise(output, inputs, kernels,
                    kernels.pointwise().pack(op.outChannels(), op.inChannels(), weights, bias), activation);
        }
        if (op.kernelHeight() != op.kernelWidth() || op.paddingHeight() != op.paddingWidth()) {
            throw new IllegalArgumentException(output + ": a dense convolution must have a square kernel, found "
                    + op.kernelHeight() + "×" + op.kernelWidth());
        }
        return new Steps.Dense(output, inputs, kernels,
                kernels.dense().pack(op.outChannels(), op.inChannels(), op.kernelHeight(), op.stride(),
                        op.paddingHeight(), weights, bias),
                activation);
    }

    private StripWeights.Axis stripAxis() {
        int length = op.kernelHeight() * op.kernelWidth();
        if (op.stride() != 1 || length == 1 || length % 2 == 0 || length > StripWeights.MAX_LENGTH) {
            return null;
        }
        if (op.kernelHeight() == 1 && op.paddingWidth() == length / 2) {
            return StripWeights.Axis.HORIZONTAL;
        }
        return op.kernelWidth() == 1 && op.paddingHeight() == length / 2 ? StripWeights.Axis.VERTICAL : null;
    }
}
