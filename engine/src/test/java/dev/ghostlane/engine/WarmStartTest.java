package dev.ghostlane.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.ghostlane.engine.steps.PlannedStep;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import dev.ghostlane.testdata.Bits;
import dev.ghostlane.testdata.contract.Effort;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Sessions that begin on scalar kernels: the move to SIMD cannot be seen in the results, and takes no thread.
@Timeout(120)
class WarmStartTest {

    private static final int SIDE = Effort.isEmulated() ? 17 : 40;
    private static final int RUNS = 40;

    private String before;

    @BeforeEach
    void warmStart() {
        before = System.clearProperty(WarmUp.PROPERTY);
        WarmUp.forget();
    }

    @AfterEach
    void asBefore() {
        if (before != null) {
            System.setProperty(WarmUp.PROPERTY, before);
        }
    }

    private static Plan plan() {
        Layers layers = new Layers(8, 61);
        String primary = layers.activate("relu", layers.pointwise("primary", Layers.INPUT, 24), Activation.RELU);
        String ghost = layers.concatenate("ghost", primary, layers.depthwise("cheap", primary, 3, 3, 1));
        String end = layers.dense("end", layers.sum("sum", ghost, ghost), 12, 3, 2, 1);
        return layers.network(end).compile().plan(2, SIDE, SIDE);
    }

    private static void assertSameBits(Session session) {
        Plan plan = session.plan();
        String end = plan.compiled().network().output();
        for (int run = 0; run < RUNS; run++) {
            FeatureMap input = Maps.randomInput(plan, run);
            String what = "run " + run;
            Bits.assertSame(() -> what, new StepByStep(plan.compiled().network(), input).elements(end),
                    Maps.run(session, input, end));
        }
    }

    @Test
    void allRunsGiveTheSameBits() {
        try (Session session = plan().session()) {
            assertSameBits(session);
        }
    }

    @Test
    void allRunsGiveTheSameBitsOnAnyNumberOfThreads() {
        try (Session two = plan().session(2); Session three = plan().session(3)) {
            assertSameBits(two);
            assertSameBits(three);
        }
    }

    @Test
    void theMoveTakesNoThreadsOfItsOwn() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        try (Session session = plan().session()) {
            assertSameBits(session);
            Set<Thread> now = new HashSet<>(Thread.getAllStackTraces().keySet());
            now.removeAll(threads);
            assertEquals(0, now.stream().filter(thread -> thread.getName().startsWith("ghostlane")).count());
        }
    }

    @Test
    void theWarmStartCanBeSkippedAtAnyTime() {
        try (Session session = plan().session()) {
            session.skipWarmStart();
            assertSameBits(session);
            session.skipWarmStart();
            assertSameBits(session);
        }
    }

    @Test
    void aClosedSessionHasNothingToSkip() {
        Session session = plan().session();
        session.run();
        session.close();
        assertThrows(IllegalStateException.class, session::skipWarmStart);
    }

    @Test
    void sessionsThatRunOnceMoveToSimd() {
        assumeFalse(Effort.isEmulated(), "skipped: emulated vectors stay slower than the scalar kernels");
        Plan plan = plan();
        int steps = plan.steps().size();
        int warming = steps;
        for (int run = 0; run < 20_000 && warming > 0; run++) {
            try (Session session = plan.session()) {
                assertTrue(session.warming() <= warming, "a step that has moved went back");
                warming = session.warming();
                session.run();
            }
        }
        assertEquals(0, warming, "of " + steps + " steps some never moved");
    }

    @Test
    void whatMovedInOneSessionHasMovedForAllOfTheSameShapes() {
        Plan plan = plan();
        int steps = plan.steps().size();
        try (Session before = plan.session()) {
            assertEquals(Kernels.best().isSimd() ? steps : 0, before.warming());
        }
        plan.progress(0).moved = true;
        plan.progress(steps - 1).moved = true;
        try (Session same = plan.session(); Session ofAnotherPlan = plan().session(2)) {
            assertEquals(Kernels.best().isSimd() ? steps - 2 : 0, same.warming());
            assertEquals(same.warming(), ofAnotherPlan.warming());
        }
    }

    @Test
    void stepsThatDifferInTheirActivationMoveApart() {
        Layers layers = new Layers(8, 61);
        String relu = layers.activate("relu", layers.pointwise("first", Layers.INPUT, 8), Activation.RELU);
        String sigmoid = layers.activate("sigmoid", layers.pointwise("second", relu, 8), Activation.SIGMOID);
        Plan plan = layers.network(sigmoid).compile().plan(1, SIDE, SIDE);
        assertEquals(2, plan.steps().size());
        assertNotSame(plan.progress(0), plan.progress(1));
    }

    /// Fully connected layers read their weights once for several images, in tiles that a single one does not use.
    @Test
    void fullyConnectedLayersOfSeveralImagesMoveApart() {
        Layers layers = new Layers(8, 61);
        Network network = layers.network(layers.pointwise("logits", layers.average("pooled", Layers.INPUT), 8));
        Plan one = network.compile().plan(1, SIDE, SIDE);
        assertEquals("fully connected", one.steps().getLast().step().kind());
        WarmUp.allMoved(List.of(lastVariant(one)));
        assertFalse(WarmUp.needs(lastVariant(one), new WarmUp.Progress()));
        assertTrue(WarmUp.needs(lastVariant(network.compile().plan(2, SIDE, SIDE)), new WarmUp.Progress()));
    }

    private static String lastVariant(Plan plan) { return plan.variant(plan.steps().size() - 1); }

    /// Nearest and bilinear are different code, in resizes and in the gates that they are fused into.
    @Test
    void stepsThatDifferInTheirResizeMoveApart() {
        for (boolean gate : new boolean[]{false, true}) {
            Plan nearest = resize(UpsampleMode.NEAREST, gate);
            Plan bilinear = resize(UpsampleMode.BILINEAR_HALF_PIXEL, gate);
            PlannedStep last = nearest.steps().getLast();
            assertEquals(gate ? "gate" : "upsample", last.step().kind());
            assertNotSame(nearest.progress(nearest.steps().size() - 1),
                    bilinear.progress(bilinear.steps().size() - 1));
            WarmUp.allMoved(List.of(lastVariant(nearest)));
            assertFalse(WarmUp.needs(lastVariant(nearest), new WarmUp.Progress()));
            assertTrue(WarmUp.needs(lastVariant(bilinear), new WarmUp.Progress()));
        }
    }

    private static Plan resize(UpsampleMode mode, boolean gate) {
        Layers layers = new Layers(8, 61);
        String resized = layers.upsample("resized", layers.pool("pool", Layers.INPUT), Layers.INPUT, mode);
        String end = gate ? layers.multiply("gated", Layers.INPUT, resized) : resized;
        return layers.network(end).compile().plan(1, SIDE, SIDE);
    }

    @Test
    void oncePlanHasMovedOtherShapesOfItsKindsNeedNoWarming() {
        Plan plan = plan();
        for (int i = 0; i < plan.steps().size(); i++) {
            plan.progress(i).moved = true;
        }
        WarmUp.allMoved(IntStream.range(0, plan.steps().size()).mapToObj(plan::variant).toList());
        try (Session other = plan.compiled().plan(1, SIDE + 3, SIDE).session()) {
            assertEquals(0, other.warming());
        }
    }

    @Test
    void runsAtTheSameTimeShareTheBudget() {
        WarmUp.Budget one = new WarmUp.Budget();
        WarmUp.Budget two = new WarmUp.Budget();
        one.begin();
        two.begin();
        assertEquals(one.units(1), 2 * two.units(1));
        one.end();
        two.end();
        two.begin();
        assertEquals(one.units(1), two.units(1), "the other's run has ended");
        two.end();
    }
}
