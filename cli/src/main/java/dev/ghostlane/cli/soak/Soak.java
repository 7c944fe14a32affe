package dev.ghostlane.cli.soak;

import dev.ghostlane.engine.Session;
import dev.ghostlane.engine.ThreadTeam;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import java.util.Arrays;
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

    /// Sizes of the teams that all share, and of those on an executor: odd ones too, and more threads than most
    /// machines have processors or small maps have rows.
    private static final int[] TEAMS = {1, 2, 3, 5, 8};

    /// Most threads of a session's own.
    private static final int MOST = 5;

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
        List<ThreadTeam> teams = Arrays.stream(TEAMS).mapToObj(ThreadTeam::of).toList();
        List<ThreadTeam> lent = Arrays.stream(TEAMS).mapToObj(size -> ThreadTeam.of(size, executor)).toList();
        List<Thread> workers = IntStream.range(0, threads)
                .mapToObj(i -> Thread.ofPlatform().daemon().name("soak-" + i).start(() -> loop(i, end, teams, lent)))
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
        lent.forEach(ThreadTeam::close);
        teams.forEach(ThreadTeam::close);
        executor.close();
    }

    /// Takes every case and every way once before it chooses at random, so that a short test meets all of them.
    private void loop(int number, long end, List<ThreadTeam> teams, List<ThreadTeam> lent) {
        SplittableRandom random = new SplittableRandom(seed * 31 + number);
        try (Session kept = cases.get(number % cases.size()).plan().session()) {
            for (int round = 0; round == 0 || System.nanoTime() - end < 0; round++) {
                SoakCase some = cases.get(round < cases.size()
                        ? (number + round) % cases.size()
                        : random.nextInt(cases.size()));
                runSomehow(some, round < WAYS ? (number + round) % WAYS : random.nextInt(WAYS), random, end, teams,
                        lent);
                count(cases.get(number % cases.size()), kept);
            }
        } catch (Throwable thrown) {
            failures.add(Thread.currentThread().getName() + ": " + thrown
                    + (thrown.getCause() == null ? "" : ", caused by " + thrown.getCause()));
        }
    }

    private void runSomehow(SoakCase some, int way, SplittableRandom random, long end, List<ThreadTeam> teams,
            List<ThreadTeam> lent)
            throws Exception {
        int team = random.nextInt(TEAMS.length);
        int own = random.nextInt(2, MOST + 1);
        switch (way) {
            case 0 -> runTwice(some, some.plan().session(own));
            case 1 -> runTwice(some, some.plan().session(teams.get(team)));
            case 2 -> runTwice(some, some.plan().session(lent.get(team)));
            case 3 -> runVirtually(some, own);
            case 4 -> runInterrupted(some, own);
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

    private void runVirtually(SoakCase some, int size) throws Exception {
        FutureTask<Void> task = new FutureTask<>(() -> runTwice(some, some.plan().session(size)), null);
        Thread.ofVirtual().start(task);
        task.get();
    }

    private void runInterrupted(SoakCase some, int size) {
        Thread.currentThread().interrupt();
        runTwice(some, some.plan().session(size));
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
