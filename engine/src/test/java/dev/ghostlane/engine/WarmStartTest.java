package dev.ghostlane.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.testdata.Bits;
import dev.ghostlane.testdata.contract.Effort;
import java.util.HashSet;
import java.util.Set;
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
        before = System.clearProperty(WarmingWork.PROPERTY);
        WarmingWork.forget();
    }

    @AfterEach
    void asBefore() {
        if (before != null) {
            System.setProperty(WarmingWork.PROPERTY, before);
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
}
