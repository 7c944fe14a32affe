package dev.ghostlane.bench.attention;

import dev.ghostlane.bench.common.RandomFloats;
import dev.ghostlane.bench.common.SameBits;
import dev.ghostlane.bench.compare.Contestant;
import dev.ghostlane.bench.compare.Ghostlane;
import dev.ghostlane.bench.compare.OnnxRuntime;
import dev.ghostlane.engine.Network;
import dev.ghostlane.engine.Plan;
import dev.ghostlane.engine.Profile;
import dev.ghostlane.engine.Session;
import dev.ghostlane.ghostnetv2.onnx.OnnxExporter;
import dev.ghostlane.kernels.Kernels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Something ready to run, and what a run of it costs.
///
/// @param session Ghostlane's, or null for another runtime
record Candidate(Key key, Contestant contestant, Session session, RunCost cost) implements AutoCloseable {
    private static final long INPUT_SEED = 4;

    /// A network on Ghostlane.
    ///
    /// @throws IllegalArgumentException if it needs more than the effort is worth
    static Candidate ghostlane(Key key, Network network, StudyEffort effort) {
        Plan plan = network.compile().plan(1, key.side(), key.side());
        effort.requireAffordable(key.isNetwork(), plan.multiplyAdds(), plan.sessionBytes(key.threads()));
        Ghostlane contestant = new Ghostlane(plan, key.threads(), input(plan));
        contestant.run();
        Profile profile = contestant.session().profile();
        List<Profile.Entry> steps = profile.entries();
        long weights = steps.stream().mapToLong(Profile.Entry::weightBytes).sum();
        return new Candidate(key, contestant, contestant.session(),
                new RunCost(plan.multiplyAdds(), steps.stream().mapToLong(Profile.Entry::mapBytes).sum(), weights,
                        plan.sessionBytes(key.threads()) + weights));
    }

    /// Compares a run with one of the scalar kernels on one thread.
    ///
    /// @throws IllegalStateException if a bit differs
    void verify(Network network) {
        Plan plan = network.compile(Kernels.scalar(), List.of(network.output())).plan(1, key.side(), key.side());
        try (Ghostlane reference = new Ghostlane(plan, 1, input(plan))) {
            SameBits.require(key.toString(), reference.logits(), contestant.logits());
        }
    }

    /// The same network on ONNX Runtime, after it gave the same outputs but for rounding.
    ///
    /// @throws IllegalStateException if the outputs disagree
    static Candidate onnx(Key key, Network network, StudyEffort effort) {
        Path file = null;
        try (Candidate ours = ghostlane(key, network, effort)) {
            file = Files.createTempFile("ghostlane-attention", ".onnx");
            OnnxExporter.of(network).withBatch(1).withSize(key.side(), key.side()).write(file, true);
            float[] nhwc = input(ours.session.plan());
            long[] shape = {1, network.inputChannels(), key.side(), key.side()};
            OnnxRuntime theirs = OnnxRuntime.of(file, nhwc, shape, key.threads());
            OnnxRuntime.requireAgreement(key, ours.contestant.logits(), theirs.logits());
            return new Candidate(key, theirs, null, ours.cost);
        } catch (IOException e) {
            throw new IllegalStateException(key + ": the model cannot be written: " + e.getMessage(), e);
        } finally {
            delete(file);
        }
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }

    private static float[] input(Plan plan) { return new RandomFloats(INPUT_SEED).next(plan.inputShape().floats()); }

    /// Part of the runs' time since the profile was reset that went into steps that only move data; NaN if the runtime
    /// does not tell.
    double rearranged() {
        if (session == null) {
            return Double.NaN;
        }
        Profile profile = session.profile();
        return profile.nanos() == 0 ? 0 : (double) profile.rearrangementNanos() / profile.nanos();
    }

    @Override
    public void close() { contestant.close(); }
}
