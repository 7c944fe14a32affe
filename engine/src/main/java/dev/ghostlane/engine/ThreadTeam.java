package dev.ghostlane.engine;

import dev.ghostlane.engine.steps.Step;
import java.lang.System.Logger.Level;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

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
/// part throws, an error too, ends the run and not the team. A team that is not closed ends when nothing refers to it
/// any more, with a warning the first time.
public final class ThreadTeam implements AutoCloseable {

    /// How long an executor may take to start the workers.
    private static final long START_NANOS = 10_000_000_000L;

    private final Crew crew;
    private final Cleaner.Cleanable cleanup;

    /// What each thread of the team does.
    @FunctionalInterface
    interface Task {

        /// @param thread number of the thread, 0 for the caller
        void run(int thread);
    }

    private ThreadTeam(Crew crew) {
        this.crew = crew;
        this.cleanup = crew.size() > 1 ? Unclosed.CLEANER.register(this, new Unclosed(crew)) : () -> {};
    }

    /// {@return a team of `threads`, the caller included; 1 means the caller alone}
    ///
    /// @param threads from 1 to 1024
    /// @throws IllegalArgumentException if the number is not 1 to 1024
    public static ThreadTeam of(int threads) {
        Crew crew = new Crew(threads);
        // Nothing of the thread that happens to make the team stays reachable from its workers.
        crew.start(worker -> Thread.ofPlatform().daemon().name("ghostlane-worker-" + worker.number)
                .inheritInheritableThreadLocals(false).start(worker), () -> {});
        return new ThreadTeam(crew);
    }

    /// {@return a team whose workers are tasks of an executor, for applications that decide themselves which threads
    /// there are}
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
    /// @param executor runs the workers, all at the same time and for as long as the team lives
    /// @throws IllegalArgumentException if the number is not 1 to 1024
    /// @throws RejectedExecutionException if the executor rejects a worker, runs it on the calling thread or has not
    ///         started all of them after ten seconds; those that were started end
    public static ThreadTeam of(int threads, Executor executor) { return of(threads, executor, START_NANOS); }

    /// @param patience nanoseconds that the executor may take to start the workers
    static ThreadTeam of(int threads, Executor executor, long patience) {
        Objects.requireNonNull(executor, "executor");
        Crew crew = new Crew(threads);
        Thread caller = Thread.currentThread();
        crew.start(worker -> executor.execute(() -> {
            if (Thread.currentThread() == caller) {
                throw new RejectedExecutionException(
                        "the executor must run workers on threads of its own, found the calling thread");
            }
            worker.run();
        }), () -> crew.requireStarted(patience));
        return new ThreadTeam(crew);
    }

    /// {@return the number of threads of the team, the caller included}
    public int size() { return crew.size(); }

    /// Has every thread run the task, and returns when all are done.
    ///
    /// @throws IllegalStateException if the team is closed, or with what a worker threw as its cause; what the caller's
    ///         part throws comes as it is
    void run(Task task) {
        try {
            crew.run(task);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// A thread's share of some units: neighbouring ones, the same in every run.
    void part(int thread, Step.Work work, int units) { crew.part(thread, work, units); }

    /// Waits, inside a task, until all threads of the team have come here; what they wrote before is then visible.
    ///
    /// @param round how many barriers this thread has met in this task, this one included
    void barrier(int round) { crew.barrier(round); }

    /// Ends the workers after the work they have; closing twice is harmless.
    @Override
    public void close() {
        crew.close();
        cleanup.clean();
    }

    /// Ends the threads of a team that became unreachable without having been closed.
    private record Unclosed(Crew crew) implements Runnable {

        static final Cleaner CLEANER = Cleaner.create();

        private static final AtomicBoolean SAID = new AtomicBoolean();

        @Override
        public void run() {
            if (crew.isClosed()) {
                return;
            }
            crew.close();
            if (SAID.compareAndSet(false, true)) {
                System.getLogger("dev.ghostlane.engine").log(Level.WARNING,
                        "a session, classifier or thread team with threads of its own was not closed; its "
                                + (crew.size() - 1)
                                + " threads are ended now that nothing refers to it. Close what has "
                                + "threads, with try-with-resources for example (this is said once)");
            }
        }
    }
}
