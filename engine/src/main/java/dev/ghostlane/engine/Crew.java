package dev.ghostlane.engine;

import dev.ghostlane.engine.steps.Step;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The threads of a [ThreadTeam]. Apart from it, so that they do not keep a team reachable that nobody holds any more.
final class Crew {

    /// How often a worker looks for the next run before it parks: at most about a millisecond, on CPUs whose pause
    /// instruction is slow.
    private static final int SPINS = 20_000;

    /// How often a thread looks for the others, inside a run, before it lets other threads have its processor: longer
    /// than the parts of a step differ. Where processors are busy, whom it waits for may need just this one.
    private static final int BARRIER_SPINS = 3_000;

    private final Worker[] workers;
    private final ReentrantLock turn = new ReentrantLock();
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicInteger arrived = new AtomicInteger();
    private ThreadTeam.Task task;
    private volatile int generation;
    private volatile boolean closed;
    private volatile Throwable failure;

    /// Ends a thread's part because another one failed.
    private static final class Abandoned extends RuntimeException {
        private static final long serialVersionUID = 1;
        private static final Abandoned INSTANCE = new Abandoned();

        private Abandoned() { super("another thread of the team failed", null, false, false); }
    }

    Crew(int threads) {
        if (threads < 1 || threads > 1024) {
            throw new IllegalArgumentException("threads must be 1 to 1024, found " + threads);
        }
        workers = new Worker[threads - 1];
        for (int i = 0; i < workers.length; i++) {
            workers[i] = new Worker(i + 1);
        }
    }

    void start(Consumer<Worker> starter, Runnable check) {
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

    void requireStarted(long patience) {
        long end = System.nanoTime() + patience;
        for (int started = 0; started < workers.length; Thread.yield()) {
            started = (int) Stream.of(workers).filter(worker -> worker.thread != null).count();
            if (started < workers.length && System.nanoTime() - end > 0) {
                throw new RejectedExecutionException("the executor must run all " + workers.length
                        + " workers at the same time, found " + started + " running");
            }
        }
    }

    /// As [ThreadTeam#size()].
    int size() { return workers.length + 1; }

    /// As [ThreadTeam#run].
    void run(ThreadTeam.Task task) {
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

    /// As [ThreadTeam#part].
    void part(int thread, Step.Work work, int units) {
        int begin = (int) ((long) units * thread / size());
        int end = (int) ((long) units * (thread + 1) / size());
        if (begin < end) {
            work.run(thread, begin, end);
        }
    }

    /// As [ThreadTeam#barrier].
    void barrier(int round) {
        int all = round * size();
        if (arrived.incrementAndGet() >= all) {
            return;
        }
        for (int spins = 0; arrived.get() < all; spins++) {
            if (failure != null) {
                throw Abandoned.INSTANCE;
            }
            if (spins < BARRIER_SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }

    private void await() {
        for (int spins = 0; pending.get() > 0; spins++) {
            if (spins < BARRIER_SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }

    boolean isClosed() { return closed; }

    /// As [ThreadTeam#close].
    void close() {
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

    final class Worker implements Runnable {
        final int number;
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
                        LockSupport.park(Crew.this);
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
