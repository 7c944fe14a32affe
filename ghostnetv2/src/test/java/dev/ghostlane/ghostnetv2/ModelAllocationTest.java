package dev.ghostlane.ghostnetv2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.sun.management.ThreadMXBean;
import dev.ghostlane.engine.Session;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.testdata.contract.Effort;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A run of the whole network allocates nothing once the JIT compiler has seen its kernels.
class ModelAllocationTest {

    private static final int RUNS = 100;
    private static final long PATIENCE = 60_000_000_000L;

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aRunAllocatesNothingOnTheCallersThread(int team) {
        assumeFalse(Effort.isEmulated(), "skipped: vectors of this width are emulated, which allocates for ever");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        GhostNetV2 model = GhostNetV2.bundled();
        int side = model.preprocessing().crop();
        float[] input = new float[side * side * 3];
        float[] logits = new float[model.configuration().classes()];
        long least = Long.MAX_VALUE;
        try (Session session = model.plan(1, side, side).session(team)) {
            long end = System.nanoTime() + PATIENCE;
            while (least > 0 && System.nanoTime() < end) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int run = 0; run < RUNS; run++) {
                    session.run(input, logits);
                }
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
        }
        assertEquals(0, least / RUNS, "bytes a run, " + Kernels.best().name() + ", " + team + " threads");
        assertEquals(0, least, "bytes of " + RUNS + " runs");
    }
}
