package dev.ghostlane.engine;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/// A small team of threads that cut the work of a step between them: the caller and some daemon workers.
///
/// The cut is static, so which thread computes what depends on nothing but the team's size; the results do
/// not even depend on that. Workers spin for a short time after a piece of work, because the next step follows at
/// once, then park.
///
/// Any thread may use a team; those that do so at the same time take turns.
public final class ThreadTeam implements AutoCloseable {

    /// How often a waiting thread looks again before it parks: at most about a millisecond, on CPUs whose pause
    /// instruction is slow.
    private static final int SPINS = 20_000;

    private final Worker[] workers;
    private final ReentrantLock turn = new ReentrantLock();
    private final AtomicInteger pending = new AtomicInteger();
    private Step.Work work;
    private int units;
    private volatile int generation;
    private volatile boolean closed;
    private volatile Throwable failure;

    private ThreadTeam(int threads) {
        workers = new Worker[threads - 1];
        for (int i = 0; i < workers.length; i++) {
            workers[i] = new Worker(i + 1);
        }
        try {
            for (Worker worker : workers) {
                worker.start();
            }
        } catch (Throwable thrown) {
            close();
            throw thrown;
        }
    }

    /// A team of `threads`, the caller included; 1 means the caller alone.
    ///
    /// @throws IllegalArgumentException if the number is not 1 to 1024
    public static ThreadTeam of(int threads) {
        if (threads < 1 || threads > 1024) {
            throw new IllegalArgumentException("threads must be 1 to 1024, found " + threads);
        }
        return new ThreadTeam(threads);
    }

    /// Threads of the team, the caller included.
    public int size() { return workers.length + 1; }

    /// Computes all units, each thread a range of neighbouring ones, and returns when all are done.
    ///
    /// @throws IllegalStateException if the team is closed
    void run(Step.Work work, int units) {
        turn.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the thread team is closed");
            }
            this.work = work;
            this.units = units;
            failure = null;
            pending.set(workers.length);
            generation++;
            for (Worker worker : workers) {
                worker.wake();
            }
            try {
                part(0);
            } finally {
                await();
            }
            if (failure != null) {
                throw new IllegalStateException("a worker thread failed", failure);
            }
        } finally {
            this.work = null;
            turn.unlock();
        }
    }

    private void part(int number) {
        int begin = (int) ((long) units * number / size());
        int end = (int) ((long) units * (number + 1) / size());
        if (begin < end) {
            work.run(begin, end);
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

    private final class Worker extends Thread {
        private final int number;
        private volatile boolean parked;

        Worker(int number) {
            super("ghostlane-worker-" + number);
            this.number = number;
            setDaemon(true);
        }

        void wake() {
            if (parked) {
                LockSupport.unpark(this);
            }
        }

        @Override
        public void run() {
            int done = 0;
            while (awaitWork(done)) {
                done++;
                try {
                    part(number);
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
                if (closed) {
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
    }
}
