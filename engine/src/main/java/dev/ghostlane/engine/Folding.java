package dev.ghostlane.engine;

/// Folds a batch normalisation into the convolution before it: `w' = w · s` and `b' = (b − mean) · s + shift` with
/// `s = scale / sqrt(variance + epsilon)`, computed in double and rounded once.
public final class Folding {

    private Folding() {}

    /// {@return a convolution that gives what the normalisation gives of it, under the convolution's name}
    ///
    /// @param op the convolution that the normalisation reads
    /// @param norm the normalisation
    /// @throws IllegalArgumentException if the channels differ
    public static Op.Convolution fold(Op.Convolution op, Op.BatchNormalization norm) {
        if (norm.scale().length != op.outChannels()) {
            throw new IllegalArgumentException(norm.output() + ": expected " + op.outChannels()
                    + " channels, found " + norm.scale().length);
        }
        double[] factors = factors(norm);
        float[] bias = op.bias() == null ? new float[op.outChannels()] : op.bias();
        return new Op.Convolution(op.output(), op.input(), op.inChannels(), op.outChannels(), op.kernelHeight(),
                op.kernelWidth(), op.stride(), op.paddingHeight(), op.paddingWidth(), op.groups(),
                foldWeights(op.weights(), factors), foldBias(bias, factors, norm));
    }

    private static double[] factors(Op.BatchNormalization norm) {
        double[] factors = new double[norm.scale().length];
        for (int o = 0; o < factors.length; o++) {
            factors[o] = norm.scale()[o] / Math.sqrt((double) norm.variance()[o] + norm.epsilon());
        }
        return factors;
    }

    private static float[] foldWeights(float[] weights, double[] factors) {
        float[] folded = new float[weights.length];
        int depth = weights.length / factors.length;
        for (int o = 0; o < factors.length; o++) {
            scale(weights, o * depth, (o + 1) * depth, factors[o], folded);
        }
        return folded;
    }

    /// The loop that all weights go through, apart so that it is compiled early.
    private static void scale(float[] from, int begin, int end, double factor, float[] to) {
        for (int i = begin; i < end; i++) {
            to[i] = (float) (from[i] * factor);
        }
    }

    private static float[] foldBias(float[] bias, double[] factors, Op.BatchNormalization norm) {
        float[] folded = new float[bias.length];
        for (int o = 0; o < bias.length; o++) {
            folded[o] = (float) (((double) bias[o] - norm.mean()[o]) * factors[o] + norm.shift()[o]);
        }
        return folded;
    }
}
