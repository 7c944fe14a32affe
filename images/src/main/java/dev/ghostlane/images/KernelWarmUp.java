package dev.ghostlane.images;

import dev.ghostlane.kernels.Kernels;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Which kernels decode photos. SIMD kernels are many times slower than scalar ones until they are compiled, and all
/// give the same bits. So a process begins on scalar ones. When these have taken about as long as it takes to compile
/// the others, a thread decodes a photo by both, by turns, until the SIMD ones are faster; from then on they decode
/// all.
///
/// The system property `ghostlane.warmStart=false`, of which sessions know too, makes that so from the beginning.
final class KernelWarmUp {
    /// For JPEGs that become a network's input.
    static final KernelWarmUp INPUTS = new KernelWarmUp();

    /// For JPEGs that become pixels.
    static final KernelWarmUp PIXELS = new KernelWarmUp();

    /// For PNGs that become a network's input.
    static final KernelWarmUp PNG_INPUTS = new KernelWarmUp();

    /// For PNGs that become pixels.
    static final KernelWarmUp PNGS = new KernelWarmUp();

    /// Fewest photos before the thread starts: who has only ten gains nothing by it.
    private static final int FIRST = 11;

    /// Nanoseconds that scalar kernels must have taken: of two cores the thread takes some three seconds, and so does
    /// the JIT compiler, which a network wants at that time too.
    private static final long ENOUGH = 2_000_000_000;

    /// Runs after which it gives up for this photo.
    private static final int MOST_RUNS = 400;

    /// Most memory that the thread takes for its photo: nobody has allowed for it.
    private static final long MOST_BYTES = 16 << 20;

    /// Runs in a row in which SIMD must be faster.
    private static final int CONVINCING = 3;

    private final AtomicInteger photos = new AtomicInteger();
    private final AtomicLong spent = new AtomicLong();
    private final AtomicBoolean isStarted = new AtomicBoolean();

    private volatile Kernels kernels = "false".equals(System.getProperty("ghostlane.warmStart"))
            ? Kernels.best()
            : Kernels.scalar();

    KernelWarmUp() {}

    /// Decodes the same photo again and again.
    interface Photo {

        /// Decodes it by some kernels.
        void decode(Kernels kernels);
    }

    /// The kernels of now.
    Kernels kernels() { return kernels; }

    /// Whether a photo is small enough to warm up with.
    ///
    /// @param bytes that decoding it takes, but for what any photo takes
    static boolean isFor(long bytes) { return bytes <= MOST_BYTES; }

    /// Counts a photo that was decoded.
    ///
    /// @param nanos how long that took
    /// @return whether it is the one to warm up with
    boolean isDue(long nanos) {
        if (isStarted.get()) {
            return false;
        }
        long all = spent.addAndGet(nanos);
        return photos.incrementAndGet() >= FIRST && all >= ENOUGH && isStarted.compareAndSet(false, true);
    }

    /// Starts the thread.
    void start(Photo photo) {
        Thread thread = new Thread(new Race(photo), "ghostlane-photo-warm-up");
        thread.setDaemon(true);
        thread.start();
    }

    /// What the thread does. A class, since the first lambdas of a process cost a photo's time.
    private final class Race implements Runnable {
        private final Photo photo;

        Race(Photo photo) { this.photo = photo; }

        @Override
        public void run() {
            // Asked for here, since the first call loads the Vector API.
            if (kernels == Kernels.best()) {
                return;
            }
            boolean isWon = false;
            try {
                for (int run = 0, faster = 0; run < MOST_RUNS && !isWon; run++) {
                    long start = System.nanoTime();
                    photo.decode(Kernels.best());
                    long simd = System.nanoTime();
                    photo.decode(Kernels.scalar());
                    faster = simd - start < System.nanoTime() - simd ? faster + 1 : 0;
                    isWon = faster == CONVINCING;
                }
            } catch (RuntimeException | OutOfMemoryError e) {
                isWon = false;
            }
            if (isWon) {
                kernels = Kernels.best();
            } else {
                // Another photo will do.
                photos.set(0);
                spent.set(0);
                isStarted.set(false);
            }
        }
    }
}
