package dev.ghostlane.images;

import dev.ghostlane.kernels.Kernels;
import java.util.concurrent.atomic.AtomicInteger;

/// Which kernels decode JPEGs. SIMD kernels are many times slower than scalar ones until they are compiled, and all
/// give the same bits. So a process begins on scalar ones. After a few photos a thread decodes one of them by both, by
/// turns, until the SIMD ones are faster; from then on they decode all.
///
/// The system property `ghostlane.warmStart=false`, of which sessions know too, makes that so from the beginning.
final class JpegWarmUp {
    /// So many photos come before the thread: who has only these gains nothing by it.
    private static final int FIRST = 8;

    /// Runs after which it gives up for this photo.
    private static final int MOST_RUNS = 400;

    private static final AtomicInteger PHOTOS = new AtomicInteger();

    private static volatile Kernels kernels = "false".equals(System.getProperty("ghostlane.warmStart"))
            ? Kernels.best()
            : Kernels.scalar();

    private JpegWarmUp() {}

    /// The kernels of now.
    static Kernels kernels() { return kernels; }

    /// Tells of a photo that was decoded.
    static void tell(byte[] file, DecodeOptions options, InputReader reader) {
        if (kernels != Kernels.best() && PHOTOS.incrementAndGet() == FIRST) {
            InputReader another = reader.another();
            Thread.ofPlatform().daemon().name("ghostlane-jpeg-warm-up").start(() -> run(file, options, another));
        }
    }

    private static void run(byte[] file, DecodeOptions options, InputReader reader) {
        float[] input = new float[reader.floats()];
        InputReader scalar = reader.another();
        try {
            for (int run = 0, faster = 0; run < MOST_RUNS && faster < 3; run++) {
                long start = System.nanoTime();
                reader.readJpeg(file, "warm-up", options, Kernels.best(), input, 0);
                long simd = System.nanoTime();
                scalar.readJpeg(file, "warm-up", options, Kernels.scalar(), input, 0);
                faster = simd - start < System.nanoTime() - simd ? faster + 1 : 0;
                if (faster == 3) {
                    kernels = Kernels.best();
                }
            }
        } catch (ImageException | ImageMemoryException e) {
            // Another photo will do.
            PHOTOS.set(0);
        }
    }
}
