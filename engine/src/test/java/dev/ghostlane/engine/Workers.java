package dev.ghostlane.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The worker threads of thread teams, found among all threads of the JVM.
final class Workers {

    private static final long PATIENCE = 10_000_000_000L;

    private Workers() {}

    /// All that are alive now.
    static Set<Thread> alive() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("ghostlane-worker"))
                .collect(Collectors.toSet());
    }

    /// Those that are alive now and were not before.
    static Set<Thread> since(Set<Thread> before) {
        Set<Thread> now = alive();
        now.removeAll(before);
        return now;
    }

    /// Waits until the threads have ended, at most ten seconds.
    static void assertEnd(Set<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(PATIENCE / 1_000_000);
            assertTrue(!thread.isAlive(), thread + " lives on");
        }
    }

    /// Waits for something that another thread does, at most ten seconds.
    static void await(String what, Supplier<Boolean> condition) {
        long end = System.nanoTime() + PATIENCE;
        while (!condition.get()) {
            assertTrue(System.nanoTime() < end, "still waiting: " + what);
            Thread.onSpinWait();
        }
    }
}
