package dev.ghostlane.engine;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.depthwise.DepthwiseWeights;
import dev.ghostlane.kernels.strip.StripWeights;
import java.util.ArrayList;
import java.util.List;

/// A convolution on its way from description to step: batch normalisations and an activation that follow it
/// are taken up, then it is folded and packed for the kernel family that fits.
///
/// @param op geometry, weights and input
/// @param norms batch normalisations that follow it, in their order
/// @param activation what ends it
/// @param onePixel whether its input is a map of one pixel
record ConvolutionDraft(Op.Convolution op, List<Op.BatchNormalization> norms, Activation activation,
        boolean onePixel) {

    static ConvolutionDraft of(Op.Convolution op, boolean onePixel) {
        return new ConvolutionDraft(op, List.of(), Activation.NONE, onePixel);
    }

    /// Takes up a batch normalisation that follows.
    ConvolutionDraft normalize(Op.BatchNormalization norm) {
        if (norm.scale().length != op.outChannels()) {
            throw new IllegalArgumentException(norm.output() + ": expected " + op.outChannels()
                    + " channels, found " + norm.scale().length);
        }
        List<Op.BatchNormalization> all = new ArrayList<>(norms);
        all.add(norm);
        return new ConvolutionDraft(op, List.copyOf(all), activation, onePixel);
    }

    /// Takes up an activation that follows.
    ConvolutionDraft activate(Activation activation) {
        return new ConvolutionDraft(op, norms, activation, onePixel);
    }

    /// Folds the batch normalisations and packs the convolution for its kernel family.
    ///
    /// @param output name of the value that the step gives
    Step pack(String output, Kernels kernels) {
        Op.Convolution folded = op;
        for (Op.BatchNormalization norm : norms) {
            folded = Folding.fold(folded, norm);
        }
        return pack(output, kernels, folded.weights(),
                folded.bias() == null ? new float[op.outChannels()] : folded.bias());
    }

    private Step pack(String output, Kernels kernels, float[] weights, float[] bias) {
        List<String> inputs = op.inputs();
        if (op.isDepthwise()) {
            StripWeights.Axis axis = stripAxis();
            if (axis != null) {
                return new ConvolutionSteps.Strip(output, inputs, kernels,
                        StripWeights.pack(axis, op.outChannels(), op.kernelHeight() * op.kernelWidth(), weights,
                                bias),
                        activation);
            }
            return new ConvolutionSteps.Depthwise(output, inputs, kernels,
                    DepthwiseWeights.pack(op.outChannels(), op.kernelHeight(), op.kernelWidth(), op.stride(),
                            op.paddingHeight(), op.paddingWidth(), weights, bias),
                    activation);
        }
        boolean pointwise = op.kernelHeight() == 1 && op.kernelWidth() == 1 && op.stride() == 1
                && op.paddingHeight() == 0 && op.paddingWidth() == 0;
        if (pointwise && onePixel) {
            return new ConvolutionSteps.FullyConnected(output, inputs, kernels,
                    kernels.fullyConnected().pack(op.outChannels(), op.inChannels(), weights, bias), activation);
        }
        if (pointwise) {
            return new ConvolutionSteps.Pointwise(output, inputs, kernels,
                    kernels.pointwise().pack(op.outChannels(), op.inChannels(), weights, bias), activation);
        }
        if (op.kernelHeight() != op.kernelWidth() || op.paddingHeight() != op.paddingWidth()) {
            throw new IllegalArgumentException(output + ": a dense convolution must have a square kernel, found "
                    + op.kernelHeight() + "×" + op.kernelWidth());
        }
        return new ConvolutionSteps.Dense(output, inputs, kernels,
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
