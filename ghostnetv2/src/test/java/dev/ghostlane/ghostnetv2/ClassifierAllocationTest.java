package dev.ghostlane.ghostnetv2;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.sun.management.ThreadMXBean;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.testdata.contract.Effort;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/// From the bytes of a photo to labels nothing is allocated but these, once the JIT compiler has seen the kernels.
class ClassifierAllocationTest {

    private static final int RUNS = 50;
    private static final long PATIENCE = 120_000_000_000L;
    private static final long MOST_BYTES = 4 << 10;

    @Test
    void aBaselinePhotoFromBytesToLabels() throws IOException {
        assumeFalse(Effort.isEmulated(), "skipped: vectors of this width are emulated, which allocates for ever");
        BufferedImage image = new BufferedImage(300, 260, BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < 300 * 260; i++) {
            image.setRGB(i % 300, i / 300, (i % 251 + i / 300) * 0x010203);
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", file);
        byte[] photo = file.toByteArray();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long most = RUNS * (MOST_BYTES - ofAThousandClasses(threads));
        long least = Long.MAX_VALUE;
        try (Classifier classifier = GhostNetV2.bundled().classifier()) {
            long end = System.nanoTime() + PATIENCE;
            while (least > most && System.nanoTime() < end) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int run = 0; run < RUNS; run++) {
                    classifier.classify(photo, 5);
                }
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
        }
        long found = least;
        assertTrue(found <= most, () -> found / RUNS + " bytes a photo, expected at most " + most / RUNS + ", "
                + Kernels.best().name());
    }

    /// What the answer of a larger model allocates; the bundled one has ten classes.
    private static long ofAThousandClasses(ThreadMXBean threads) {
        Selection selection = Selection.of(IntStream.range(0, 1000).mapToObj(i -> "class " + i).toList()).top(5);
        float[] probabilities = new float[1000];
        long least = Long.MAX_VALUE;
        for (int run = 0; run < RUNS; run++) {
            probabilities[run * 37 % 1000] = run / 1000f;
            long before = threads.getCurrentThreadAllocatedBytes();
            selection.best(probabilities);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
