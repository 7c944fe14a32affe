package dev.ghostlane.ghostnetv2;

import dev.ghostlane.engine.Session;
import dev.ghostlane.images.DecodingBudget;
import dev.ghostlane.images.ImageSource;
import dev.ghostlane.kernels.tensor.Shape;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/// What the two pools share: some things that serve one thread at a time, lent to any number of threads in the order in
/// which they come. Each is made when it is first needed. No lock is held while one works, and nothing waits in a
/// `synchronized` block, and virtual threads have [PlatformThreads] compute for them, so they keep no carrier.
///
/// @param <T> what is lent
final class SessionPool<T extends AutoCloseable> implements AutoCloseable {

    /// Enough permits to let everybody go who waits when the pool is closed.
    private static final int EVERYBODY = 1 << 30;

    private final String kind;
    private final PoolOptions options;
    private final Supplier<T> maker;
    private final DecodingBudget budget;
    private final PlatformThreads threads;

    /// Fair: first come, first served.
    private final Semaphore turns;

    /// Calls that are in the pool, at work or waiting.
    private final AtomicInteger calls = new AtomicInteger();

    /// Guards what follows.
    private final Lock lock = new ReentrantLock();

    private final Deque<T> idle = new ArrayDeque<>();
    private int made;
    private boolean closed;

    /// @param kind what messages call those that are lent, several of them
    /// @param maker makes one
    SessionPool(String kind, PoolOptions options, Supplier<T> maker) {
        this.kind = kind;
        this.options = options;
        this.maker = maker;
        this.budget = new DecodingBudget(options.decoding().memoryLimit());
        this.threads = new PlatformThreads(options.sessions());
        this.turns = new Semaphore(options.sessions(), true);
    }

    /// How many there are now, lent or not.
    int made() {
        lock.lock();
        try {
            return made;
        } finally {
            lock.unlock();
        }
    }

    /// Calls that wait for their turn, or still read a stream.
    int waiting() { return Math.max(0, calls.get() - options.sessions()); }

    /// Waits for one and uses it.
    ///
    /// @throws PoolBusyException if that takes too long, or the queue is full
    /// @throws IllegalStateException if the pool is closed, at once or while the call waits
    <R> R call(Function<T, R> use) {
        enter();
        try {
            return lend(deadline(), use);
        } finally {
            calls.decrementAndGet();
        }
    }

    /// Waits for one and for memory to decode the image in, and uses it.
    ///
    /// @throws PoolBusyException as [#call(Function)]
    /// @throws IllegalStateException as [#call(Function)]
    <R> R call(ImageSource image, BiFunction<T, ImageSource, R> use) {
        enter();
        try {
            // A stream may be slow: it is read before it is the call's turn.
            return decoded(image.loaded(options.decoding()), use);
        } finally {
            calls.decrementAndGet();
        }
    }

    /// Uses them for all images, as many at once as there are, on threads of its own and the calling one.
    ///
    /// @param single does an image alone
    /// @param input the network's input for one image
    /// @param several makes what does several at once
    /// @param reader reads the result of an image of a run of several, by its place
    /// @return a result for each image, in their order
    <R> List<BatchResult<R>> all(List<ImageSource> images, BiFunction<T, ImageSource, R> single, Shape input,
            Function<T, SeveralImages> several, BiFunction<Session, Integer, R> reader) {
        List<ImageSource> sources = List.copyOf(Objects.requireNonNull(images, "images"));
        requireOpen();
        boolean pays = SeveralImages.pay(sources.size(), options.sessions(), input);
        return new BatchWork<>(this, sources, single, pays ? several : null, reader).run(options.sessions());
    }

    /// Waits for a turn that does not count as a call.
    <R> R turn(Function<T, R> use) { return lend(deadline(), use); }

    /// Waits for a turn that does not count as a call, and for memory to decode the image in.
    <R> R decoded(ImageSource image, BiFunction<T, ImageSource, R> use) {
        long deadline = deadline();
        return lend(deadline, one -> use.apply(one,
                budget.share(image, options.decoding(), left(deadline))));
    }

    private void enter() {
        requireOpen();
        if (calls.incrementAndGet() - options.sessions() > options.queue()) {
            calls.decrementAndGet();
            throw new PoolBusyException("the queue of the pool is full: " + options.queue() + " calls wait for "
                    + options.sessions() + " " + kind + ", so this one did not");
        }
    }

    private void requireOpen() {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the pool of " + kind + " is closed");
            }
        } finally {
            lock.unlock();
        }
    }

    private <R> R lend(long deadline, Function<T, R> use) {
        awaitTurn(deadline);
        try {
            T one = take();
            try {
                return threads.compute(() -> use.apply(one));
            } finally {
                giveBack(one);
            }
        } finally {
            turns.release();
        }
    }

    private void awaitTurn(long deadline) {
        long start = System.nanoTime();
        String why = "waited ";
        try {
            if (turns.tryAcquire(deadline - start, TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            why = "the thread was interrupted when it had waited ";
        }
        requireOpen();
        throw new PoolBusyException(why + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) + " ms for one of "
                + options.sessions() + " " + kind + " of the pool; " + turns.getQueueLength() + " other calls wait");
    }

    private T take() {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the pool of " + kind + " is closed");
            }
            T one = idle.pollLast();
            if (one != null) {
                return one;
            }
            made++;
        } finally {
            lock.unlock();
        }
        T one = null;
        try {
            one = maker.get();
        } finally {
            if (one == null) {
                lock.lock();
                made--;
                lock.unlock();
            }
        }
        return one;
    }

    private void giveBack(T one) {
        lock.lock();
        try {
            if (!closed) {
                idle.addLast(one);
                return;
            }
            made--;
        } finally {
            lock.unlock();
        }
        end(one);
    }

    /// Refuses new calls and ends those that wait; does not wait for those that run, whose things are closed when they
    /// are given back.
    @Override
    public void close() {
        List<T> unused;
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            unused = List.copyOf(idle);
            idle.clear();
            made -= unused.size();
        } finally {
            lock.unlock();
        }
        turns.release(EVERYBODY);
        threads.end();
        unused.forEach(SessionPool::end);
    }

    private static void end(AutoCloseable one) {
        try {
            one.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /// When a call that begins now has waited long enough, by `System.nanoTime()`.
    private long deadline() {
        // Half of all there is: differences of such times must not overflow.
        return System.nanoTime() + Math.min(TimeUnit.NANOSECONDS.convert(options.timeout()), Long.MAX_VALUE / 2);
    }

    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }
}
