package dev.ghostlane.engine;

import dev.ghostlane.engine.steps.ConvolutionPacking;
import dev.ghostlane.engine.steps.Step;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import java.util.ArrayList;
import java.util.List;

/// A convolution on its way from description to step. It absorbs the batch normalisations and the activation that
/// follow it, then it is folded and packed for the kernel family that fits.
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

    /// With a batch normalisation that follows.
    ConvolutionDraft normalize(Op.BatchNormalization norm) {
        if (norm.scale().length != op.outChannels()) {
            throw new IllegalArgumentException(norm.output() + ": expected " + op.outChannels()
                    + " channels, found " + norm.scale().length);
        }
        List<Op.BatchNormalization> all = new ArrayList<>(norms);
        all.add(norm);
        return new ConvolutionDraft(op, List.copyOf(all), activation, onePixel);
    }

    /// With an activation that follows.
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
        float[] bias = folded.bias() == null ? new float[op.outChannels()] : folded.bias();
        return new ConvolutionPacking(op.inChannels(), op.outChannels(), op.kernelHeight(), op.kernelWidth(),
                op.stride(), op.paddingHeight(), op.paddingWidth(), op.isDepthwise(), onePixel)
                .pack(output, op.inputs(), kernels, folded.weights(), bias, activation);
    }
}
