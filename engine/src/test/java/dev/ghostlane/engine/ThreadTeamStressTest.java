package dev.ghostlane.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// Hand-offs of a team under stress: barriers, spinning, parking and waking, failures anywhere, interrupts of the
/// callers, several callers. `-Dghostlane.stress.seconds=600` makes it longer.
class ThreadTeamStressTest {

    private static final long SECONDS = Long.getLong("ghostlane.stress.seconds", 3);
    private static final int ROUNDS = 12;

    /// A run in which a part fails, or none.
    ///
    /// @param failing thread that fails; -1 for none
    /// @param round barrier before which it does
    /// @param kind 0: an exception, 1: a stack overflow, 2: too little memory
    private record Script(int failing, int round, int kind) {
        static Script random(SplittableRandom random, int threads) {
            boolean fails = random.nextInt(4) == 0;
            return new Script(fails ? random.nextInt(threads) : -1, random.nextInt(ROUNDS), random.nextInt(3));
        }

        void play(int thread, int at) {
            if (thread == failing && at == round) {
                switch (kind) {
                    case 0 -> throw new ArithmeticException("scripted");
                    case 1 -> overflow(0);
                    default -> throw new OutOfMemoryError("scripted");
                }
            }
        }

        private static int overflow(int depth) { return overflow(depth + 1) + overflow(depth + 2); }

        Class<? extends Throwable> expected() {
            return switch (kind) {
                case 0 -> ArithmeticException.class;
                case 1 -> StackOverflowError.class;
                default -> OutOfMemoryError.class;
            };
        }
    }

    @Test
    void nothingHangsNothingIsLostAndAllIsVisible() throws Exception {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        long end = System.nanoTime() + SECONDS * 1_000_000_000L;
        for (int game = 0; game == 0 || System.nanoTime() < end; game++) {
            int threads = random.nextInt(2, 9);
            boolean lent = random.nextBoolean();
            String what = "seed " + seed + ", game " + game + ", " + threads + " threads, on an executor: " + lent;
            List<SplittableRandom> ofCallers = List.of(random.split(), random.split(), random.split());
            try (ExecutorService executor = Executors.newCachedThreadPool();
                    ThreadTeam team = lent ? ThreadTeam.of(threads, executor) : ThreadTeam.of(threads)) {
                List<Future<?>> callers = new ArrayList<>();
                for (SplittableRandom own : ofCallers) {
                    callers.add(executor.submit(() -> play(what, team, own)));
                }
                for (Future<?> caller : callers) {
                    caller.get(100, TimeUnit.SECONDS);
                }
            }
        }
    }

    private static void play(String what, ThreadTeam team, SplittableRandom random) {
        int size = team.size();
        int[] plain = new int[size];
        for (int run = 0; run < 40; run++) {
            Script script = Script.random(random, size);
            boolean interrupted = random.nextInt(5) == 0;
            AtomicInteger stale = new AtomicInteger();
            int base = run * 1000;
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            Throwable thrown = null;
            try {
                team.run(thread -> {
                    for (int round = 0; round < ROUNDS; round += 2) {
                        plain[thread] = base + round;
                        script.play(thread, round);
                        team.barrier(round + 1);
                        for (int value : plain) {
                            stale.addAndGet(value == base + round ? 0 : 1);
                        }
                        script.play(thread, round + 1);
                        team.barrier(round + 2);
                    }
                });
            } catch (Throwable t) {
                thrown = t;
            }
            assertEquals(interrupted, Thread.interrupted(), what + ": the interrupt status");
            assertEquals(0, stale.get(), what + ", " + script);
            if (script.failing < 0) {
                assertEquals(null, thrown, what);
            } else {
                Throwable cause = script.failing == 0 ? thrown : thrown == null ? null : thrown.getCause();
                assertTrue(script.expected().isInstance(cause), what + ", " + script + ": " + thrown);
            }
            pause(random);
        }
    }

    /// None, within the spinning, around its end, or long after it.
    private static void pause(SplittableRandom random) {
        switch (random.nextInt(8)) {
            case 0 -> LockSupport.parkNanos(random.nextInt(1_000, 2_000_000));
            case 1 -> LockSupport.parkNanos(3_000_000);
            case 2 -> Thread.yield();
            default -> {
            }
        }
    }
}
