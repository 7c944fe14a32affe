package dev.ghostlane.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.sun.management.ThreadMXBean;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.testdata.contract.Effort;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/// From the bytes of a baseline photo to a caller's floats nothing is allocated, once the JIT compiler has seen
/// the kernels.
class InputAllocationTest {

    private static final int RUNS = 50;
    private static final long PATIENCE = 120_000_000_000L;

    @Test
    void aPhotoOfTheSizeOfTheOneBefore() {
        assumeFalse(Effort.isEmulated(), "skipped: vectors of this width are emulated, which allocates for ever");
        byte[][] photos = {TestImages.encode(TestImages.picture(300, 260), "jpg"),
                TestImages.encode(TestImages.picture(300, 260), "jpg")};
        ImageSource[] sources = {ImageSource.of(photos[0], "a.jpg"), ImageSource.of(photos[1], "b.jpg")};
        InputReader reader = InputReader.of(Preprocessing.IMAGENET);
        float[] input = new float[reader.floats()];
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long end = System.nanoTime() + PATIENCE;
        long least = Long.MAX_VALUE;
        while (least > 0 && System.nanoTime() < end) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int run = 0; run < RUNS; run++) {
                reader.read(sources[run % 2], input, 0);
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(Kernels.best().name(), KernelWarmUp.INPUTS.kernels().name(), "tests begin on the best kernels");
        assertEquals(0, least, "least number of bytes that " + RUNS + " photos allocated");
    }
}
