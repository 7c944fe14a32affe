package dev.ghostlane.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.sun.management.ThreadMXBean;
import dev.ghostlane.engine.steps.PlannedStep;
import dev.ghostlane.engine.steps.Step;
import dev.ghostlane.engine.steps.StepGroups;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.rearrange.Grouping;
import dev.ghostlane.kernels.tensor.Sequences;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import dev.ghostlane.testdata.contract.Effort;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A run allocates nothing, on no thread, once the JIT compiler has seen its kernels. Before that, SIMD
/// kernels that are still interpreted make an object of each vector.
class AllocationTest {

    private static final int RUNS = 200;
    private static final long PATIENCE = 30_000_000_000L;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @BeforeEach
    void notEmulated() {
        assumeFalse(Effort.isEmulated(), "skipped: vectors of this width are emulated, which allocates for ever");
    }

    /// A network with every kind of step.
    private static Plan plan(int side) {
        Layers layers = new Layers(3, 41);
        String stem = layers.activate("stem", layers.dense("conv", Layers.INPUT, 24, 3, 1, 1),
                Activation.RELU);
        String cheap = layers.depthwise("cheap", stem, 3, 3, 1);
        String ghost = layers.concatenate("ghost", stem, cheap);
        String pooled = layers.pool("pooled", ghost);
        String strip = layers.depthwise("strip", layers.depthwise("across", pooled, 1, 5, 1), 5, 1, 1);
        String gate = layers.activate("gate", strip, Activation.SIGMOID);
        String resized = layers.upsample("resized", gate, ghost, UpsampleMode.NEAREST);
        String gated = layers.multiply("gated", ghost, resized);
        String bilinear = layers.upsample("bilinear", gate, ghost, UpsampleMode.BILINEAR_ALIGNED_CORNERS);
        String sum = layers.sum("sum", gated, bilinear);
        String copied = layers.concatenate("copied", sum, sum);
        String last = layers.activate("last", layers.activate("relu", copied, Activation.RELU),
                Activation.SIGMOID);
        String attended = attended(layers, layers.pointwise("pointwise", last, 40), side);
        String average = layers.average("average", attended);
        return layers.network(layers.pointwise("classifier", average, 10)).compile().plan(1, side, side);
    }

    /// Every step that attention and its neighbours have.
    private static String attended(Layers layers, String input, int side) {
        Grouping windows = new Grouping(Grouping.Kind.WINDOWS, 5);
        String tokens = layers.layerNormalize("norm", layers.group("partition", input, windows));
        String attention = layers.ungroup("reverse",
                layers.attend("attention", tokens, tokens, tokens, 2, Sequences.ROW), input, windows);
        String mixed = layers.mix("mixed", layers.mix("shared", attention, Sequences.COLUMN, side, side, true),
                Sequences.ROW, side, side, false);
        String spatial = layers.multiply("spatial", mixed,
                layers.pointwise("one", layers.channelPool("channels", mixed), 1));
        String rows = layers.multiply("by row", spatial,
                layers.upsample("rows", layers.axisMean("row mean", spatial, Sequences.ROW), spatial,
                        UpsampleMode.NEAREST));
        return layers.multiply("by max", rows, layers.max("max", rows));
    }

    /// Asserts that two hundred runs in a row allocate nothing, waiting at most half a minute for the compiler.
    ///
    /// @param ids threads that take part
    private void assertAllocatesNothing(Session session, Runnable run, long... ids) {
        long end = System.nanoTime() + PATIENCE;
        long[] before = new long[ids.length];
        long[] after = new long[ids.length];
        long least = Long.MAX_VALUE;
        while (least > 0 && System.nanoTime() < end) {
            read(ids, before);
            for (int i = 0; i < RUNS; i++) {
                run.run();
            }
            read(ids, after);
            least = Math.min(least, Arrays.stream(after).sum() - Arrays.stream(before).sum());
        }
        long found = least;
        assertEquals(0, found, () -> "least number of bytes that " + RUNS + " runs allocated; on the calling thread "
                + "with " + session.plan().compiled().kernels().name() + ", for each call: " + steps(session.plan()));
    }

    /// The steps that allocate when they are called one by one.
    private List<String> steps(Plan plan) {
        float[] arena = new float[plan.arenaFloats() + plan.scratchFloats()];
        List<String> found = new ArrayList<>();
        for (PlannedStep planned : plan.steps()) {
            Step step = planned.step();
            Step.Work work = step.bind(new Step.Binding(plan.compiled().kernels(),
                    step.inputs().stream().map(input -> plan.location(input).image(arena, 0, 0)).toList(),
                    plan.location(step.output()).image(arena, 0, 0),
                    new Step.Scratch(arena, plan.arenaFloats(), plan.scratchFloats()), 1));
            int units = step.units(planned.output().ofOneImage());
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < RUNS; i++) {
                work.run(0, 0, units);
            }
            long bytes = threads.getCurrentThreadAllocatedBytes() - before;
            if (bytes > 0) {
                found.add(step.output() + " (" + step.kind() + ") " + bytes / (double) RUNS + " bytes");
            }
        }
        return found;
    }

    private void read(long[] ids, long[] bytes) {
        for (int i = 0; i < ids.length; i++) {
            bytes[i] = threads.getThreadAllocatedBytes(ids[i]);
        }
    }

    @Test
    void aRunOnOneThread() {
        try (Session session = plan(12).session()) {
            assertAllocatesNothing(session, session::run, Thread.currentThread().threadId());
        }
    }

    @Test
    void aRunWithArraysInAndOut() {
        Plan plan = plan(12);
        float[] input = new float[plan.inputShape().floats()];
        float[] output = new float[10];
        try (Session session = plan.session()) {
            assertAllocatesNothing(session, () -> session.run(input, output),
                    Thread.currentThread().threadId());
        }
    }

    @Test
    void aBatchThatRunsImageByImage() {
        Plan plan = StepGroupsTest.plan(5);
        assertTrue(plan.groups().stream().anyMatch(StepGroups.Group::byImage));
        try (Session session = plan.session()) {
            assertAllocatesNothing(session, session::run, Thread.currentThread().threadId());
        }
    }

    @Test
    void aRunOnTwoThreadsForTheCallerAndTheWorker() {
        var before = Workers.alive();
        try (Session session = plan(36).session(2)) {
            long[] workers = Workers.since(before).stream().mapToLong(Thread::threadId).toArray();
            assertEquals(1, workers.length);
            assertAllocatesNothing(session, session::run,
                    LongStream
                            .concat(LongStream.of(Thread.currentThread().threadId()), LongStream.of(workers))
                            .toArray());
        }
    }
}
