package dev.ghostlane.bench.compare;

import dev.ghostlane.bench.RandomFloats;
import dev.ghostlane.bench.peak.FmaPeak;
import dev.ghostlane.engine.Network;
import dev.ghostlane.engine.Plan;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.network.Configuration;
import java.nio.file.Path;

/// One process's comparison of a case: checks that both runtimes agree, warms both up, then times them by turns.
///
/// A turn on several threads begins with a pause, in which the other one's threads stop spinning.
final class Duel {
    private static final long INPUT_SEED = 4;

    /// What the logits may differ by, as a share of their range: some twenty times what was seen.
    static final double TOLERANCE = 1e-5;

    private static final long TURN = 200_000_000;

    /// The warm-up ends when this many rounds brought neither runtime a gain.
    private static final int STEADY_ROUNDS = 3;
    private static final int LEAST_ROUNDS = 4;
    private static final int MOST_ROUNDS = 40;

    /// A round brings a gain if its median is below this part of the best one before.
    private static final double GAIN = 0.98;

    private final Case what;
    private final long round;
    private final boolean peerFirst;

    /// What a fork found.
    ///
    /// @param difference largest difference of two logits, as a share of the logits' range
    /// @param peak GFLOP/s of multiply-adds that one thread reached at best
    /// @param multiplyAdds multiply-adds of a run
    record Outcome(Samples ghostlane, Samples peer, double difference, double peak, long multiplyAdds) {

        /// How many times as long the peer takes, by medians.
        double ratio() { return peer.medianMillis() / ghostlane.medianMillis(); }
    }

    private Duel(Case what, double seconds, boolean peerFirst) {
        this.what = what;
        this.round = (long) (seconds * 1e9);
        this.peerFirst = peerFirst;
    }

    /// Runs a comparison in this process.
    ///
    /// @param model the case's model in ONNX
    /// @param seconds how long to measure each runtime
    /// @param peerFirst whether the peer has the first turn
    /// @throws IllegalStateException if the outputs differ by more than [#TOLERANCE]
    static Outcome run(Case what, Path model, double seconds, boolean peerFirst, boolean spinning) {
        Network network = GhostNetV2.random(Configuration.of(what.width(), Case.CLASSES), Case.WEIGHT_SEED).network();
        Plan plan = network.compile().plan(what.batch(), what.size().height(), what.size().width());
        float[] nhwc = new RandomFloats(INPUT_SEED).next(plan.inputShape().floats());
        long[] shape = {what.batch(), 3, what.size().height(), what.size().width()};
        try (Contestant ghostlane = new Ghostlane(plan, what.threads(), nhwc);
                Contestant peer = new OnnxRuntime(model, channelsFirst(nhwc, shape), shape, what.threads(),
                        spinning)) {
            double difference = difference(what, ghostlane.logits(), peer.logits());
            Outcome outcome = new Duel(what, seconds, peerFirst).measure(ghostlane, peer, difference,
                    plan.multiplyAdds());
            difference(what, ghostlane.logits(), peer.logits());
            return outcome;
        }
    }

    private Outcome measure(Contestant ghostlane, Contestant peer, double difference, long multiplyAdds) {
        warmUp(ghostlane, peer);
        double peak = FmaPeak.gigaflops();
        Turns ours = new Turns(ghostlane, what.threads() > 1);
        Turns theirs = new Turns(peer, what.threads() > 1);
        long turn = Math.min(TURN, round);
        while (ours.total() < round || theirs.total() < round) {
            byTurns(ours, theirs, turn);
        }
        peak = Math.max(peak, FmaPeak.gigaflops());
        return new Outcome(ours.samples(), theirs.samples(), difference, peak, multiplyAdds);
    }

    private void warmUp(Contestant ghostlane, Contestant peer) {
        double ourBest = Double.MAX_VALUE;
        double theirBest = Double.MAX_VALUE;
        int steady = 0;
        for (int i = 0; i < MOST_ROUNDS && (i < LEAST_ROUNDS || steady < STEADY_ROUNDS); i++) {
            Turns ours = new Turns(ghostlane, what.threads() > 1);
            Turns theirs = new Turns(peer, what.threads() > 1);
            byTurns(ours, theirs, round / 4);
            double our = ours.samples().medianMillis();
            double their = theirs.samples().medianMillis();
            steady = our < GAIN * ourBest || their < GAIN * theirBest ? 0 : steady + 1;
            ourBest = Math.min(ourBest, our);
            theirBest = Math.min(theirBest, their);
        }
    }

    private void byTurns(Turns ours, Turns theirs, long duration) {
        (peerFirst ? theirs : ours).turn(duration);
        (peerFirst ? ours : theirs).turn(duration);
    }

    /// The largest difference as a share of the range of the expected values.
    ///
    /// @throws IllegalStateException if it is over the tolerance or a logit is no number
    static double difference(Object what, float[] ghostlane, float[] peer) {
        if (ghostlane.length != peer.length) {
            throw new IllegalStateException(what + ": " + ghostlane.length + " logits against " + peer.length);
        }
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double largest = 0;
        int where = 0;
        for (int i = 0; i < peer.length; i++) {
            low = Math.min(low, ghostlane[i]);
            high = Math.max(high, ghostlane[i]);
            double difference = Math.abs((double) ghostlane[i] - peer[i]);
            // Not to be forgotten once found: every comparison with a NaN is false.
            if (!(difference <= largest) && !Double.isNaN(largest)) {
                largest = difference;
                where = i;
            }
        }
        double share = largest / (high - low);
        if (!(share <= TOLERANCE)) {
            throw new IllegalStateException(what + ": the outputs disagree: logit " + where + " is " + ghostlane[where]
                    + " here and " + peer[where] + " in ONNX Runtime, a difference of " + share
                    + " of the logits' range; at most " + TOLERANCE + " is rounding");
        }
        return share;
    }

    /// NHWC as NCHW.
    ///
    /// @param shape batch, channels, height, width
    static float[] channelsFirst(float[] nhwc, long[] shape) {
        int channels = (int) shape[1];
        int pixels = (int) (shape[2] * shape[3]);
        float[] nchw = new float[nhwc.length];
        for (int i = 0; i < nhwc.length; i++) {
            int pixel = i / channels;
            nchw[(pixel / pixels * channels + i % channels) * pixels + pixel % pixels] = nhwc[i];
        }
        return nchw;
    }
}
