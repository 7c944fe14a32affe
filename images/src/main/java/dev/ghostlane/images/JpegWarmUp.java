package dev.ghostlane.images;

import java.util.concurrent.atomic.AtomicInteger;

/// When JPEGs are decoded in bands. Until those kernels are compiled, the JDK's reader is faster, which is native code;
/// it gives the same bits. So the first photos of a process are its; then a thread decodes one of them in bands, again
/// and again, until that is the faster way, which it is from then on.
///
/// The system property `ghostlane.warmStart=false`, of which sessions know too, makes all photos go in bands.
final class JpegWarmUp {
    /// So many photos come before the thread: who has only these gains nothing by it.
    private static final int FIRST = 4;

    /// Runs after which it gives up for this photo.
    private static final int MOST_RUNS = 400;

    private static final AtomicInteger PHOTOS = new AtomicInteger();

    private static volatile boolean warm = "false".equals(System.getProperty("ghostlane.warmStart"));

    private JpegWarmUp() {}

    /// Whether photos go in bands.
    static boolean isWarm() { return warm; }

    /// Tells of a photo that the JDK's reader decoded.
    ///
    /// @param nanos how long it took, with resizing
    static void record(byte[] file, DecodeOptions options, long nanos, InputReader reader) {
        if (!warm && PHOTOS.incrementAndGet() == FIRST) {
            Thread.ofPlatform().daemon().name("ghostlane-jpeg-warm-up")
                    .start(() -> run(file, options, nanos, reader.another()));
        }
    }

    private static void run(byte[] file, DecodeOptions options, long nanos, InputReader reader) {
        float[] input = new float[reader.floats()];
        try {
            for (int run = 0, faster = 0; run < MOST_RUNS && faster < 3; run++) {
                long start = System.nanoTime();
                reader.readBands(file, "warm-up", options, input, 0);
                faster = System.nanoTime() - start < nanos ? faster + 1 : 0;
                warm |= faster == 3;
            }
        } catch (ImageException | ImageMemoryException e) {
            // Another photo will do.
            PHOTOS.set(0);
        }
    }
}
