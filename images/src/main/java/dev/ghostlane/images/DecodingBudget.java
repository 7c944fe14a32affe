package dev.ghostlane.images;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/// Memory that several callers share for decoding: an image waits until its share is free. First come, first served: a
/// large image is not passed by small ones. Any number of threads may use it, virtual ones, too.
///
/// {@snippet file="dev/ghostlane/images/SamplesTest.java" region="budget"}
///
/// It counts what [ImageDecoder#memory(byte[], String, DecodeOptions)] says. An image that would take more than all of
/// it is decoded with subsampling, or refused, by the limit of its [DecodeOptions], and waits for all of it.
public final class DecodingBudget {

    /// Shares are counted in KiB, so that a permit of the semaphore is enough for any heap.
    private static final int UNIT = 1 << 10;

    private final int units;
    private final Semaphore free;

    /// A budget of which nothing is in use yet.
    ///
    /// @param bytes most bytes that all images together take while they are decoded, at least
    ///        [DecodeOptions#SMALLEST_LIMIT]
    /// @throws IllegalArgumentException if that is too little
    public DecodingBudget(long bytes) {
        if (bytes < DecodeOptions.SMALLEST_LIMIT) {
            throw new IllegalArgumentException("the decoding budget must be at least " + DecodeOptions.SMALLEST_LIMIT
                    + " bytes, found " + bytes);
        }
        units = (int) Math.min(bytes / UNIT, Integer.MAX_VALUE);
        free = new Semaphore(units, true);
    }

    /// {@return the whole budget in bytes, in use or not}
    public long bytes() { return (long) units * UNIT; }

    /// {@return how many bytes are not in use now}
    public long free() { return (long) free.availablePermits() * UNIT; }

    /// A part of the budget that is in use; closing it gives it back. Closing twice is harmless.
    public final class Share implements AutoCloseable {
        private final int taken;
        private final AtomicBoolean open = new AtomicBoolean(true);

        private Share(int taken) { this.taken = taken; }

        /// Gives the share back.
        @Override
        public void close() {
            if (open.compareAndSet(true, false)) {
                free.release(taken);
            }
        }
    }

    /// Waits for a share as long as it takes.
    ///
    /// @param bytes how much; of more than the whole budget, all of it
    /// @return the share, to be closed when the memory is not needed any more
    /// @throws IllegalArgumentException if it is negative
    /// @throws InterruptedException if the thread is interrupted while it waits
    public Share reserve(long bytes) throws InterruptedException {
        int wanted = units(bytes);
        free.acquire(wanted);
        return new Share(wanted);
    }

    /// Waits for a share for a while.
    ///
    /// @param bytes how much; of more than the whole budget, all of it
    /// @param timeout how long at most
    /// @return the share; null if it did not become free in time
    /// @throws IllegalArgumentException if the bytes are negative
    /// @throws InterruptedException if the thread is interrupted while it waits
    public Share reserve(long bytes, Duration timeout) throws InterruptedException {
        int wanted = units(bytes);
        return free.tryAcquire(wanted, nanos(timeout), TimeUnit.NANOSECONDS) ? new Share(wanted) : null;
    }

    /// Decodes an image within the budget and uses it. Its share is given back when the use ends, so let that return
    /// something small.
    ///
    /// @param <R> what the use returns
    /// @param source the image
    /// @param options by what rules to decode, and the most memory that this image alone may take
    /// @param timeout how long the image waits for its share at most
    /// @param use what is done with the pixels
    /// @return what the use returned
    /// @throws ImageException if the image cannot be used, or if the use says so, with the image's name
    /// @throws ImageMemoryException if its share does not become free in time, if the thread is interrupted while it
    ///         waits, whose interrupt status stays set, or if the heap has no room for it
    public <R> R use(ImageSource source, DecodeOptions options, Duration timeout, Function<RgbImage, R> use) {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(use, "use");
        long nanos = nanos(timeout);
        return source.use(within(options), bytes -> reserve(source, units(bytes), nanos), use);
    }

    private DecodeOptions within(DecodeOptions options) {
        return options.withMemoryLimit(Math.min(options.memoryLimit(), bytes()));
    }

    /// An image that whoever uses it as an input, such as a classifier, decodes within the budget. Its share is given
    /// back when the input has been made.
    ///
    /// @param source the image
    /// @param options by what rules to decode, and the most memory that this image alone may take
    /// @param timeout how long the image waits for its share at most
    /// @return a source whose use throws an [ImageMemoryException] if the share does not become free in time, or if the
    ///         thread is interrupted while it waits, whose interrupt status stays set
    public ImageSource share(ImageSource source, DecodeOptions options, Duration timeout) {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(options, "options");
        long nanos = nanos(timeout);
        return source.decodedBy(within(options), bytes -> reserve(source, units(bytes), nanos));
    }

    private Share reserve(ImageSource source, int wanted, long nanos) {
        try {
            if (free.tryAcquire(wanted, nanos, TimeUnit.NANOSECONDS)) {
                return new Share(wanted);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageMemoryException(source.name()
                    + ": the thread was interrupted while the image waited for memory to be decoded in");
        }
        throw new ImageMemoryException(source.name() + ": waited " + TimeUnit.NANOSECONDS.toMillis(nanos)
                + " ms for " + (long) wanted * UNIT + " of the " + bytes()
                + " bytes in which images are decoded; others use them");
    }

    private int units(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("a share must be at least 0 bytes, found " + bytes);
        }
        return (int) Math.min(Math.ceilDiv(bytes, UNIT), units);
    }

    private static long nanos(Duration timeout) {
        return TimeUnit.NANOSECONDS.convert(Objects.requireNonNull(timeout, "timeout"));
    }
}
