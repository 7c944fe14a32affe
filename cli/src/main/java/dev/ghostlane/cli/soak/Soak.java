package dev.ghostlane.cli.soak;

import dev.ghostlane.engine.Session;
import dev.ghostlane.engine.ThreadTeam;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/// Mixed work on many threads: each takes cases at random and runs them in the ways a server does.
public final class Soak {

    /// Threads of the team that all share; teams of a session's own and on an executor have two.
    private static final int TEAM = 3;

    /// How long a thread may take to finish its case when the time is over.
    private static final long PATIENCE_NANOS = 300_000_000_000L;

    /// Ways in which a case is run, see [#runSomehow].
    private static final int WAYS = 9;

    private final List<SoakCase> cases;
    private final SoakPools pools;
    private final int threads;
    private final long seed;
    private final AtomicLong checks = new AtomicLong();
    private final AtomicLong loads = new AtomicLong();
    private final AtomicLong opened = new AtomicLong();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    public Soak(List<SoakCase> cases, SoakPools pools, int threads, long seed) {
        this.cases = cases;
        this.pools = pools;
        this.threads = threads;
        this.seed = seed;
    }

    /// Runs and calls whose bits were compared.
    public long checks() { return checks.get(); }

    /// Models made anew while others ran.
    public long loads() { return loads.get(); }

    /// Pools that were opened and closed.
    public long pools() { return opened.get(); }

    /// What went wrong; a thread ends with its first failure.
    public List<String> failures() { return List.copyOf(failures); }

    /// Works for some time, and leaves no thread, session or team behind.
    ///
    /// @param each is called about every 100 milliseconds
    public void work(long nanos, Runnable each) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        ExecutorService executor = Executors.newCachedThreadPool();
        ThreadTeam team = ThreadTeam.of(TEAM);
        ThreadTeam lent = ThreadTeam.of(2, executor);
        List<Thread> workers = IntStream.range(0, threads)
                .mapToObj(i -> Thread.ofPlatform().daemon().name("soak-" + i).start(() -> loop(i, end, team, lent)))
                .toList();
        for (Thread worker : workers) {
            while (worker.isAlive() && System.nanoTime() - end < PATIENCE_NANOS) {
                worker.join(100);
                each.run();
            }
            if (worker.isAlive()) {
                // Closing what it uses would hang as well.
                failures.add(worker.getName() + " hangs at " + List.of(worker.getStackTrace()));
                return;
            }
        }
        lent.close();
        team.close();
        executor.close();
    }

    /// Takes every case and every way once before it chooses at random, so that a short test meets all of them.
    private void loop(int number, long end, ThreadTeam team, ThreadTeam lent) {
        SplittableRandom random = new SplittableRandom(seed * 31 + number);
        try (Session kept = cases.get(number % cases.size()).plan().session()) {
            for (int round = 0; round == 0 || System.nanoTime() - end < 0; round++) {
                SoakCase some = cases.get(round < cases.size()
                        ? (number + round) % cases.size()
                        : random.nextInt(cases.size()));
                runSomehow(some, round < WAYS ? (number + round) % WAYS : random.nextInt(WAYS), random, end, team,
                        lent);
                count(cases.get(number % cases.size()), kept);
            }
        } catch (Throwable thrown) {
            failures.add(Thread.currentThread().getName() + ": " + thrown
                    + (thrown.getCause() == null ? "" : ", caused by " + thrown.getCause()));
        }
    }

    private void runSomehow(SoakCase some, int way, SplittableRandom random, long end, ThreadTeam team,
            ThreadTeam lent)
            throws Exception {
        switch (way) {
            case 0 -> runTwice(some, some.plan().session(2));
            case 1 -> runTwice(some, some.plan().session(team));
            case 2 -> runTwice(some, some.plan().session(lent));
            case 3 -> runVirtually(some);
            case 4 -> runInterrupted(some);
            case 5 -> runLoaded(some);
            case 6 -> {
                pools.round(random, checks, end);
                opened.addAndGet(2);
            }
            default -> runTwice(some, some.plan().session());
        }
    }

    private void runTwice(SoakCase some, Session session) {
        try (session) {
            count(some, session);
            count(some, session);
        }
    }

    private void count(SoakCase some, Session session) {
        some.check(session);
        checks.incrementAndGet();
    }

    private void runVirtually(SoakCase some) throws Exception {
        FutureTask<Void> task = new FutureTask<>(() -> runTwice(some, some.plan().session(2)), null);
        Thread.ofVirtual().start(task);
        task.get();
    }

    private void runInterrupted(SoakCase some) {
        Thread.currentThread().interrupt();
        runTwice(some, some.plan().session(2));
        if (!Thread.interrupted()) {
            throw new IllegalStateException("a run has cleared the interrupt status");
        }
    }

    /// On a new model made of the same tensors, which is garbage afterwards.
    private void runLoaded(SoakCase some) {
        GhostNetV2 model = GhostNetV2.of(some.model().stateDict());
        loads.incrementAndGet();
        int batch = some.plan().inputShape().batch();
        runTwice(some,
                model.plan(batch, some.plan().inputShape().height(), some.plan().inputShape().width()).session());
    }
}
