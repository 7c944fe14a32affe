package dev.ghostlane.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.engine.steps.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A team does every unit of work once, tells of failures and ends when it is closed.
@Timeout(120)
class ThreadTeamTest {

    private static void run(ThreadTeam team, Step.Work work, int units) {
        team.run(thread -> team.part(thread, work, units));
    }

    @Test
    void sizesAreBounded() {
        for (int threads : new int[]{Integer.MIN_VALUE, -1, 0, 1025, Integer.MAX_VALUE}) {
            String message = assertThrows(IllegalArgumentException.class, () -> ThreadTeam.of(threads))
                    .getMessage();
            assertTrue(message.contains("" + threads), message);
        }
        for (int threads = 1; threads <= 4; threads++) {
            try (ThreadTeam team = ThreadTeam.of(threads)) {
                assertEquals(threads, team.size());
            }
        }
    }

    @Test
    void everyUnitIsDoneOnceBeforeRunReturns() {
        for (int threads = 1; threads <= 4; threads++) {
            try (ThreadTeam team = ThreadTeam.of(threads)) {
                for (int units : new int[]{0, 1, 2, 3, 4, 5, 7, 100, 1001}) {
                    AtomicIntegerArray done = new AtomicIntegerArray(units);
                    run(team, (_, begin, end) -> {
                        for (int i = begin; i < end; i++) {
                            done.incrementAndGet(i);
                        }
                    }, units);
                    for (int i = 0; i < units; i++) {
                        assertEquals(1, done.get(i),
                                "unit " + i + " of " + units + ", " + threads + " threads");
                    }
                }
            }
        }
    }

    /// Ranges are the same in every run, neighbouring, one for each thread and of sizes that differ by one.
    @Test
    void theCutIsStaticAndEven() {
        try (ThreadTeam team = ThreadTeam.of(3)) {
            for (int run = 0; run < 20; run++) {
                Set<List<Integer>> ranges = ConcurrentHashMap.newKeySet();
                run(team, (_, begin, end) -> ranges.add(List.of(begin, end)), 11);
                assertEquals(Set.of(List.of(0, 3), List.of(3, 7), List.of(7, 11)), ranges);
            }
            AtomicInteger covered = new AtomicInteger();
            run(team, (_, begin, end) -> covered.addAndGet(end - begin), Integer.MAX_VALUE);
            assertEquals(Integer.MAX_VALUE, covered.get());
        }
    }

    /// Short and long pauses: workers spin, park and are woken again, and no wake-up is lost.
    @Test
    void workComesThroughWhateverThePauses() {
        try (ThreadTeam team = ThreadTeam.of(2)) {
            AtomicInteger units = new AtomicInteger();
            for (int run = 0; run < 3000; run++) {
                run(team, (_, begin, end) -> units.addAndGet(end - begin), 2);
                if (run % 10 == 0) {
                    LockSupport.parkNanos(run * 300L);
                }
            }
            assertEquals(6000, units.get());
        }
    }

    @Test
    void resultsOfWorkersAreVisibleToTheCaller() {
        try (ThreadTeam team = ThreadTeam.of(3)) {
            int[] plain = new int[300];
            for (int run = 1; run <= 1000; run++) {
                int value = run;
                run(team, (_, begin, end) -> {
                    for (int i = begin; i < end; i++) {
                        plain[i] += value;
                    }
                }, plain.length);
            }
            for (int value : plain) {
                assertEquals(500_500, value);
            }
        }
    }

    @Test
    void aFailureOfAWorkerReachesTheCaller() {
        try (ThreadTeam team = ThreadTeam.of(3)) {
            for (Throwable failure : List.of(new ArithmeticException("x"), new StackOverflowError("y"))) {
                IllegalStateException thrown = assertThrows(IllegalStateException.class,
                        () -> run(team, (_, begin, _) -> {
                            if (begin > 0) {
                                sneak(failure);
                            }
                        }, 3));
                assertSame(failure, thrown.getCause());
                run(team, (_, _, _) -> {}, 3);
            }
        }
    }

    /// The caller's own failure comes as it is, and only after the workers are done.
    @Test
    void aFailureOfTheCallerWaitsForTheWorkers() {
        try (ThreadTeam team = ThreadTeam.of(2)) {
            AtomicInteger finished = new AtomicInteger();
            assertThrows(ArithmeticException.class, () -> run(team, (_, begin, _) -> {
                if (begin == 0) {
                    throw new ArithmeticException("the caller's part");
                }
                LockSupport.parkNanos(50_000_000);
                finished.incrementAndGet();
            }, 2));
            assertEquals(1, finished.get());
            AtomicInteger units = new AtomicInteger();
            run(team, (_, begin, end) -> units.addAndGet(end - begin), 2);
            assertEquals(2, units.get());
        }
    }

    /// Before anybody goes on to the next round, all have finished this one.
    @Test
    void threadsMeetAtBarriers() {
        for (int threads = 1; threads <= 4; threads++) {
            int size = threads;
            try (ThreadTeam team = ThreadTeam.of(size)) {
                int[] plain = new int[size];
                AtomicInteger early = new AtomicInteger();
                team.run(thread -> {
                    for (int round = 1; round <= 500; round += 2) {
                        plain[thread] = round;
                        team.barrier(round);
                        for (int value : plain) {
                            early.addAndGet(value == round ? 0 : 1);
                        }
                        team.barrier(round + 1);
                    }
                });
                assertEquals(0, early.get(), size + " threads");
            }
        }
    }

    /// Whoever waits at a barrier for a thread that failed goes home; the team can be used again.
    @Test
    void aFailureReleasesThoseWhoWait() {
        try (ThreadTeam team = ThreadTeam.of(3)) {
            for (int failing = 0; failing < 3; failing++) {
                int number = failing;
                ArithmeticException failure = new ArithmeticException("thread " + failing);
                RuntimeException thrown = assertThrows(RuntimeException.class, () -> team.run(thread -> {
                    team.barrier(1);
                    if (thread == number) {
                        throw failure;
                    }
                    team.barrier(2);
                }));
                assertSame(failure, number == 0 ? thrown : thrown.getCause());
                AtomicInteger done = new AtomicInteger();
                team.run(_ -> {
                    team.barrier(1);
                    done.incrementAndGet();
                });
                assertEquals(3, done.get());
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable failure) throws T { throw (T) failure; }

    @Test
    void usersTakeTurns() throws Exception {
        try (ThreadTeam team = ThreadTeam.of(2)) {
            AtomicInteger inside = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            List<Thread> users = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                users.add(Thread.ofPlatform().start(() -> {
                    for (int run = 0; run < 200; run++) {
                        run(team, (_, _, _) -> {
                            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                            inside.decrementAndGet();
                        }, 2);
                    }
                }));
            }
            for (Thread user : users) {
                user.join();
            }
            assertTrue(most.get() <= 2, most + " threads worked at once in a team of 2");
        }
    }

    @Test
    void aClosedTeamRefusesWorkAndLeavesNoThreadBehind() throws Exception {
        Set<Thread> before = Workers.alive();
        ThreadTeam team = ThreadTeam.of(4);
        Set<Thread> workers = Workers.since(before);
        assertEquals(3, workers.size());
        Workers.await("idle workers park",
                () -> workers.stream().allMatch(worker -> worker.getState() == Thread.State.WAITING));
        team.close();
        team.close();
        Workers.assertEnd(workers);
        assertThrows(IllegalStateException.class, () -> run(team, (_, _, _) -> {}, 4));
    }

    @Test
    void closingWaitsForTheWorkAtHand() throws Exception {
        ThreadTeam team = ThreadTeam.of(2);
        CountDownLatch started = new CountDownLatch(2);
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger finished = new AtomicInteger();
        Thread user = Thread.ofPlatform().start(() -> run(team, (_, _, _) -> {
            started.countDown();
            Workers.await("the release", () -> release.getCount() == 0);
            finished.incrementAndGet();
        }, 2));
        assertTrue(started.await(10, TimeUnit.SECONDS));
        Thread closer = Thread.ofPlatform().start(team::close);
        Workers.await("closing waits", () -> closer.getState() == Thread.State.WAITING);
        release.countDown();
        user.join();
        closer.join();
        assertEquals(2, finished.get());
    }
}
