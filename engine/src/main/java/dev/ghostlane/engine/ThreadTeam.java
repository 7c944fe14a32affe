package dev.ghostlane.engine;

import dev.ghostlane.engine.steps.Step;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A small team of threads that work on a run together: the caller and some workers. Workers are daemon threads of the
/// team's own, or tasks of an executor.
///
/// All threads go through the same steps and meet at a barrier after each. Which thread computes what depends on the
/// team's size alone, and the results do not depend even on that. A thread gets the same part of each map, so that it
/// finds most of its input in its own caches: where cores share none, fetching the other's half takes longer than a
/// small step. Workers spin for a short time after a run, then park.
///
/// Any thread may use a team, virtual ones too; those that do so at the same time take turns. Waiting for a turn or for
/// the workers cannot be interrupted, as a run takes milliseconds; the caller's interrupt status stays as it is. What a
/// part throws, an error too, ends the run and not the team.
public final class ThreadTeam implements AutoCloseable {

    /// How often a waiting thread looks again before it parks: at most about a millisecond, on CPUs whose pause
    /// instruction is slow.
    private static final int SPINS = 20_000;

    /// How long an executor may take to start the workers.
    private static final long START_NANOS = 10_000_000_000L;

    private final Worker[] workers;
    private final ReentrantLock turn = new ReentrantLock();
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicInteger arrived = new AtomicInteger();
    private Task task;
    private volatile int generation;
    private volatile boolean closed;
    private volatile Throwable failure;

    /// What each thread of the team does.
    @FunctionalInterface
    interface Task {

        /// @param thread number of the thread, 0 for the caller
        void run(int thread);
    }

    /// Ends a thread's part because another one failed.
    private static final class Abandoned extends RuntimeException {
        private static final long serialVersionUID = 1;
        private static final Abandoned INSTANCE = new Abandoned();

        private Abandoned() { super("another thread of the team failed", null, false, false); }
    }

    private ThreadTeam(int threads) {
        if (threads < 1 || threads > 1024) {
            throw new IllegalArgumentException("threads must be 1 to 1024, found " + threads);
        }
        workers = new Worker[threads - 1];
        for (int i = 0; i < workers.length; i++) {
            workers[i] = new Worker(i + 1);
        }
    }

    /// A team of `threads`, the caller included; 1 means the caller alone.
    ///
    /// @throws IllegalArgumentException if the number is not 1 to 1024
    public static ThreadTeam of(int threads) {
        ThreadTeam team = new ThreadTeam(threads);
        // Nothing of the thread that happens to make the team stays reachable from its workers.
        team.start(worker -> Thread.ofPlatform().daemon().name("ghostlane-worker-" + worker.number)
                .inheritInheritableThreadLocals(false).start(worker), () -> {});
        return team;
    }

    /// A team whose workers are tasks of an executor, for applications that decide themselves which threads there are.
    ///
    /// The threads of a team wait for each other, so all must run at the same time. The `threads - 1` workers are
    /// handed to the executor here, once, and keep as many of its threads until [#close()]; between runs they are
    /// parked. So close the team before the executor: `ExecutorService.close()` waits for the workers.
    ///
    /// An executor that is shut down lets the workers go on. One that interrupts them (`shutdownNow()`, a cancelled
    /// task) ends the team: the present run is finished first, later ones throw `IllegalStateException`. Virtual
    /// threads may be workers, even where they have few carriers; but they compute no faster than platform threads and
    /// keep their carriers busy.
    ///
    /// @param threads threads of the team, the caller included
    /// @throws IllegalArgumentException if the number is not 1 to 1024
    /// @throws RejectedExecutionException if the executor rejects a worker, runs it on the calling thread or has not
    ///         started all of them after ten seconds; those that were started end
    public static ThreadTeam of(int threads, Executor executor) { return of(threads, executor, START_NANOS); }

    /// @param patience nanoseconds that the executor may take to start the workers
    static ThreadTeam of(int threads, Executor executor, long patience) {
        Objects.requireNonNull(executor, "executor");
        ThreadTeam team = new ThreadTeam(threads);
        Thread caller = Thread.currentThread();
        team.start(worker -> executor.execute(() -> {
            if (Thread.currentThread() == caller) {
                throw new RejectedExecutionException(
                        "the executor must run workers on threads of its own, found the calling thread");
            }
            worker.run();
        }), () -> team.requireStarted(patience));
        return team;
    }

    private void start(Consumer<Worker> starter, Runnable check) {
        try {
            for (Worker worker : workers) {
                starter.accept(worker);
            }
            check.run();
        } catch (Throwable thrown) {
            close();
            throw thrown;
        }
    }

    private void requireStarted(long patience) {
        long end = System.nanoTime() + patience;
        for (int started = 0; started < workers.length; Thread.yield()) {
            started = (int) Stream.of(workers).filter(worker -> worker.thread != null).count();
            if (started < workers.length && System.nanoTime() - end > 0) {
                throw new RejectedExecutionException("the executor must run all " + workers.length
                        + " workers at the same time, found " + started + " running");
            }
        }
    }

    /// Threads of the team, the caller included.
    public int size() { return workers.length + 1; }

    /// Has every thread run the task, and returns when all are done.
    ///
    /// @throws IllegalStateException if the team is closed, or with what a worker threw as its cause; what the caller's
    ///         part throws comes as it is
    void run(Task task) {
        turn.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the thread team is closed");
            }
            this.task = task;
            failure = null;
            arrived.set(0);
            pending.set(workers.length);
            generation++;
            for (Worker worker : workers) {
                worker.wake();
            }
            try {
                task.run(0);
            } catch (Abandoned abandoned) {
                // The cause is thrown below.
            } catch (Throwable thrown) {
                failure = thrown;
                throw thrown;
            } finally {
                await();
            }
            if (failure != null) {
                throw new IllegalStateException("a worker thread failed", failure);
            }
        } finally {
            this.task = null;
            turn.unlock();
        }
    }

    /// A thread's share of some units: neighbouring ones, the same in every run.
    void part(int thread, Step.Work work, int units) {
        int begin = (int) ((long) units * thread / size());
        int end = (int) ((long) units * (thread + 1) / size());
        if (begin < end) {
            work.run(thread, begin, end);
        }
    }

    /// Waits, inside a task, until all threads of the team have come here; what they wrote before is then visible.
    ///
    /// @param round how many barriers this thread has met in this task, this one included
    void barrier(int round) {
        int all = round * size();
        if (arrived.incrementAndGet() >= all) {
            return;
        }
        for (int spins = 0; arrived.get() < all; spins++) {
            if (failure != null) {
                throw Abandoned.INSTANCE;
            }
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }

    private void await() {
        for (int spins = 0; pending.get() > 0; spins++) {
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }

    /// Ends the workers after the work they have; closing twice is harmless.
    @Override
    public void close() {
        turn.lock();
        try {
            closed = true;
            for (Worker worker : workers) {
                worker.wake();
            }
        } finally {
            turn.unlock();
        }
    }

    private final class Worker implements Runnable {
        private final int number;
        private volatile Thread thread;
        private volatile boolean parked;

        Worker(int number) { this.number = number; }

        void wake() {
            if (parked) {
                LockSupport.unpark(thread);
            }
        }

        @Override
        public void run() {
            thread = Thread.currentThread();
            int done = 0;
            while (awaitWork(done)) {
                done++;
                try {
                    task.run(number);
                } catch (Abandoned abandoned) {
                    // The thread that failed has told why.
                } catch (Throwable thrown) {
                    failure = thrown;
                } finally {
                    pending.decrementAndGet();
                }
            }
        }

        /// @return whether there is work, otherwise the team is closed
        private boolean awaitWork(int done) {
            for (int spins = 0; generation == done; spins++) {
                if (closed || thread.isInterrupted() && resign(done)) {
                    return false;
                }
                if (spins < SPINS) {
                    Thread.onSpinWait();
                } else {
                    parked = true;
                    if (generation == done && !closed) {
                        LockSupport.park(ThreadTeam.this);
                    }
                    parked = false;
                }
            }
            return true;
        }

        /// Closes the team because this worker was interrupted; not during a run, which needs the worker.
        private boolean resign(int done) {
            if (!turn.tryLock()) {
                Thread.yield();
                return false;
            }
            try {
                if (generation == done) {
                    close();
                }
                return closed;
            } finally {
                turn.unlock();
            }
        }
    }
}
