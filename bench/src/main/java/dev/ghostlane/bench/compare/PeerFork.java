package dev.ghostlane.bench.compare;

import dev.ghostlane.bench.common.ForkedJvm;
import dev.ghostlane.bench.common.ForkedTask;
import dev.ghostlane.bench.common.Json;
import dev.ghostlane.bench.common.RandomFloats;
import dev.ghostlane.bench.peak.FmaPeak;
import dev.ghostlane.cli.measure.Samples;
import dev.ghostlane.engine.Plan;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.checkpoint.Finding;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// One process's comparison of a case with another runtime: checks that both agree, warms both up, then times them by
/// turns.
public final class PeerFork implements ForkedTask {

    /// Compares in a new process. The arguments are those of [#run(Case, Peer, double, boolean, double)].
    static Outcome start(Case what, Peer peer, double seconds, boolean peerFirst, double tolerance)
            throws IOException {
        return Outcome.of(ForkedJvm.run(what + ": the fork", PeerFork.class, Json.map("case", what.arguments(), "peer",
                peer.toMap(), "seconds", seconds, "peer_first", peerFirst, "tolerance", tolerance)));
    }

    @Override
    public Map<String, Object> run(Map<String, Object> input) {
        List<String> arguments = ((List<?>) input.get("case")).stream().map(Object::toString).toList();
        return run(Case.parse(arguments), Peer.of(Json.object(input, "peer")),
                Json.number(input, "seconds").doubleValue(), (Boolean) input.get("peer_first"),
                Json.number(input, "tolerance").doubleValue()).toMap();
    }

    /// Compares in this process.
    ///
    /// @param seconds how long to measure each runtime
    /// @param peerFirst whether the peer has the first turn
    /// @param tolerance what the outputs may differ by, as a share of their range
    /// @throws IllegalArgumentException if the peer has no counterpart of an operation of the network
    /// @throws IllegalStateException if they differ by more
    static Outcome run(Case what, Peer peer, double seconds, boolean peerFirst, double tolerance) {
        GhostNetV2 network = what.network();
        Plan plan = network.plan(what.batch(), what.size().height(), what.size().width());
        float[] nhwc = new RandomFloats(Case.INPUT_SEED).next(plan.inputShape().floats());
        long pause = TimedRuns.pauseMillis(what.threads());
        long nanos = (long) (seconds * 1e9);
        try (Contestant ghostlane = new Ghostlane(plan, what.threads(), nhwc);
                Contestant other = peer.contestant(what, network, nhwc)) {
            double difference = requireAgreement(what, network, ghostlane, other, tolerance);
            Duel duel = new Duel(List.of(() -> new Turns(ghostlane, pause), () -> new Turns(other, pause)), peerFirst);
            duel.warmUp(nanos / 4);
            double peak = FmaPeak.gigaflops();
            List<Samples> samples = duel.measure(nanos);
            peak = Math.max(peak, FmaPeak.gigaflops());
            requireAgreement(what, network, ghostlane, other, tolerance);
            return new Outcome(samples.get(0), samples.get(1), difference, peak, plan.multiplyAdds());
        }
    }

    /// Where the file has a softmax at its end, which Ghostlane takes off, probabilities are compared.
    private static double requireAgreement(Case what, GhostNetV2 network, Contestant ghostlane, Contestant peer,
            double tolerance) {
        float[] logits = ghostlane.logits();
        float[] outputs = peer.logits();
        String softmax = network.findings().stream().filter(finding -> finding.subject().equals("softmax"))
                .map(Finding::text).findFirst().orElse(null);
        if (softmax != null) {
            int classes = network.configuration().classes();
            probabilities(logits, classes);
            if (softmax.contains("LogSoftmax")) {
                probabilities(outputs, classes);
            }
        }
        return OnnxRuntime.requireAgreement(what, logits, outputs, tolerance);
    }

    private static void probabilities(float[] logits, int classes) {
        for (int image = 0; image < logits.length; image += classes) {
            float[] probabilities = GhostNetV2.softmax(Arrays.copyOfRange(logits, image, image + classes));
            System.arraycopy(probabilities, 0, logits, image, classes);
        }
    }
}
