package dev.ghostlane.bench.network;

import dev.ghostlane.engine.Network;
import dev.ghostlane.engine.Op;
import dev.ghostlane.ghostnetv2.Configuration;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import java.util.List;

/// Networks with random weights through which signals pass at about the same size, as they do through trained ones.
///
/// [GhostNetV2#random] draws for layers that a ReLU follows. Most layers here have none, so signals grow to tens of
/// thousands; the sigmoids of the attention then jump where their arguments should cancel, and two correct runtimes
/// that only sum in different orders differ by a tenth of the logits' range. With weights smaller by √½ they agree to
/// some 5·10⁻⁷ of it (width 1.0, 224×224), and what a comparison finds is an error.
public final class SteadyWeights {
    private static final long SEED = 3;
    private static final float FACTOR = (float) Math.sqrt(0.5);

    private SteadyWeights() {}

    /// A GhostNetV2 with weights that depend on nothing but the configuration.
    public static Network network(Configuration configuration) {
        Network network = GhostNetV2.random(configuration, SEED).network();
        List<Op> ops = network.ops().stream().map(SteadyWeights::smaller).toList();
        return new Network(network.name(), network.input(), network.inputChannels(), ops, network.output());
    }

    private static Op smaller(Op op) {
        if (!(op instanceof Op.Convolution c)) {
            return op;
        }
        float[] weights = c.weights().clone();
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= FACTOR;
        }
        return new Op.Convolution(c.output(), c.input(), c.inChannels(), c.outChannels(), c.kernelHeight(),
                c.kernelWidth(), c.stride(), c.paddingHeight(), c.paddingWidth(), c.groups(), weights, c.bias());
    }
}
