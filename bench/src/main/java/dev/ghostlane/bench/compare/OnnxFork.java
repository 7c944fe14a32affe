package dev.ghostlane.bench.compare;

import dev.ghostlane.bench.RandomFloats;
import dev.ghostlane.bench.peak.FmaPeak;
import dev.ghostlane.cli.measure.Samples;
import dev.ghostlane.engine.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One process's comparison of a case with ONNX Runtime: checks that both agree, warms both up, then times them by turns.
///
/// A fresh JVM for each: code, data and the compiler's decisions are then not those of the fork before.
public final class OnnxFork {

    private OnnxFork() {}

    /// The process: compares and writes what it found. The arguments are those of [#start].
    ///
    /// @param args case, model, seconds, whether ONNX Runtime begins, whether it spins, file for the outcome
    public static void main(String[] args) throws IOException {
        List<String> given = Arrays.asList(args);
        List<String> rest = given.subList(Case.ARGUMENTS, given.size());
        try {
            Outcome outcome = run(Case.parse(given.subList(0, Case.ARGUMENTS)), Path.of(rest.get(0)),
                    Double.parseDouble(rest.get(1)), Boolean.parseBoolean(rest.get(2)),
                    Boolean.parseBoolean(rest.get(3)));
            Files.writeString(Path.of(rest.get(4)), outcome.toJson());
        } catch (IllegalStateException | OutOfMemoryError e) {
            System.err.println("bench/compare: " + e.getMessage());
            System.exit(1);
        }
    }

    /// Compares in a new process and waits for it.
    ///
    /// @param folder for the outcome
    /// @throws IllegalStateException if it failed; it has said why on the error stream
    static Outcome start(Case what, Path model, double seconds, boolean peerFirst, boolean spinning, Path folder)
            throws IOException {
        Path file = folder.resolve("outcome.json");
        Files.deleteIfExists(file);
        List<String> arguments = new ArrayList<>(what.arguments());
        arguments.addAll(List.of(model.toString(), Double.toString(seconds), Boolean.toString(peerFirst),
                Boolean.toString(spinning), file.toString()));
        int code = ForkedJvm.run(OnnxFork.class, arguments);
        if (code != 0) {
            throw new IllegalStateException(what + ": the fork ended with exit code " + code);
        }
        return Outcome.parse(Files.readString(file));
    }

    /// Compares in this process.
    ///
    /// @param model the case's model in ONNX
    /// @param seconds how long to measure each runtime
    /// @param peerFirst whether the peer has the first turn
    /// @throws IllegalStateException if the outputs differ by more than rounding
    static Outcome run(Case what, Path model, double seconds, boolean peerFirst, boolean spinning) {
        Plan plan = what.network().plan(what.batch(), what.size().height(), what.size().width());
        float[] nhwc = new RandomFloats(Case.INPUT_SEED).next(plan.inputShape().floats());
        long[] shape = {what.batch(), 3, what.size().height(), what.size().width()};
        long pause = Turns.pauseMillis(what.threads());
        long nanos = (long) (seconds * 1e9);
        try (Contestant ghostlane = new Ghostlane(plan, what.threads(), nhwc);
                Contestant peer = new OnnxRuntime(model, OnnxRuntime.channelsFirst(nhwc, shape), shape,
                        what.threads(), spinning)) {
            double difference = OnnxRuntime.requireAgreement(what, ghostlane.logits(), peer.logits());
            Duel duel = new Duel(List.of(() -> new Turns(ghostlane, pause),
                    () -> new Turns(peer, pause)), peerFirst);
            duel.warmUp(nanos / 4);
            double peak = FmaPeak.gigaflops();
            List<Samples> samples = duel.measure(nanos);
            peak = Math.max(peak, FmaPeak.gigaflops());
            OnnxRuntime.requireAgreement(what, ghostlane.logits(), peer.logits());
            return new Outcome(samples.get(0), samples.get(1), difference, peak, plan.multiplyAdds());
        }
    }
}
