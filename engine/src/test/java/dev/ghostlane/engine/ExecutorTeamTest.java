package dev.ghostlane.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Teams whose workers run on the threads of an executor.
@Timeout(120)
class ExecutorTeamTest {

    private static int threadsOf(ThreadTeam team) {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        team.run(_ -> {
            threads.add(Thread.currentThread());
            team.barrier(1);
        });
        return threads.size();
    }

    @Test
    void partsRunOnTheThreadsOfTheExecutor() throws Exception {
        Set<Thread> before = Workers.alive();
        ThreadGroup group = new ThreadGroup("theirs");
        try (ExecutorService executor = Executors.newFixedThreadPool(2, task -> new Thread(group, task));
                ThreadTeam team = ThreadTeam.of(3, executor)) {
            Set<ThreadGroup> groups = ConcurrentHashMap.newKeySet();
            team.run(thread -> {
                if (thread > 0) {
                    groups.add(Thread.currentThread().getThreadGroup());
                }
            });
            assertEquals(Set.of(group), groups);
            assertEquals(3, threadsOf(team));
            assertEquals(Set.of(), Workers.since(before), "no thread of the team's own");
        }
    }

    @Test
    void theExecutorsThreadsAreFreeAfterClosing() throws Exception {
        try (ExecutorService executor = Executors.newFixedThreadPool(1)) {
            for (int i = 0; i < 100; i++) {
                try (ThreadTeam team = ThreadTeam.of(2, executor)) {
                    assertEquals(2, threadsOf(team));
                }
            }
            assertEquals("free", executor.submit(() -> "free").get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void anyKindOfExecutorWillDo() {
        for (ExecutorService executor : List.of(Executors.newCachedThreadPool(), Executors.newWorkStealingPool(3),
                new ForkJoinPool(3), Executors.newVirtualThreadPerTaskExecutor())) {
            try (executor; ThreadTeam team = ThreadTeam.of(3, executor)) {
                for (int run = 0; run < 100; run++) {
                    assertEquals(3, threadsOf(team), executor.toString());
                }
            }
        }
    }

    @Test
    void executorsThatCannotRunAllWorkersAreRefused() throws Exception {
        ExecutorService closed = Executors.newFixedThreadPool(2);
        closed.close();
        assertThrows(RejectedExecutionException.class, () -> ThreadTeam.of(2, closed));
        String same = assertThrows(RejectedExecutionException.class, () -> ThreadTeam.of(2, Runnable::run))
                .getMessage();
        assertTrue(same.contains("calling thread"), same);
        assertThrows(NullPointerException.class, () -> ThreadTeam.of(2, null));
        assertThrows(IllegalArgumentException.class, () -> ThreadTeam.of(0, Runnable::run));
        try (ExecutorService small = Executors.newFixedThreadPool(1)) {
            String few = assertThrows(RejectedExecutionException.class, () -> ThreadTeam.of(4, small, 100_000_000L))
                    .getMessage();
            assertTrue(few.contains("all 3 workers") && few.contains("found 1 running"), few);
            assertEquals("free", small.submit(() -> "free").get(10, TimeUnit.SECONDS), "those that started have ended");
        }
    }

    @Test
    void anExecutorThatIsShutDownLetsTheTeamGoOn() throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(1);
        ThreadTeam team = ThreadTeam.of(2, executor);
        executor.shutdown();
        assertEquals(2, threadsOf(team));
        assertFalse(executor.awaitTermination(10, TimeUnit.MILLISECONDS), "it waits for the worker");
        team.close();
        assertTrue(executor.awaitTermination(10, TimeUnit.SECONDS));
    }

    @Test
    void interruptingAnIdleWorkerEndsTheTeam() throws Exception {
        for (int threads = 2; threads <= 4; threads++) {
            for (boolean parked : new boolean[]{false, true}) {
                ExecutorService executor = Executors.newFixedThreadPool(threads - 1);
                try (ThreadTeam team = ThreadTeam.of(threads, executor)) {
                    assertEquals(threads, threadsOf(team));
                    if (parked) {
                        Thread.sleep(20);
                    }
                    executor.shutdownNow();
                    assertTrue(executor.awaitTermination(10, TimeUnit.SECONDS), "the workers have ended");
                    String message = assertThrows(IllegalStateException.class, () -> team.run(_ -> {})).getMessage();
                    assertTrue(message.contains("closed"), message);
                }
            }
        }
    }

    @Test
    void aRunFinishesAlthoughItsWorkersAreInterrupted() throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try (ThreadTeam team = ThreadTeam.of(3, executor)) {
            AtomicInteger parts = new AtomicInteger();
            CountDownLatch inside = new CountDownLatch(2);
            team.run(thread -> {
                if (thread == 0) {
                    Workers.await("the workers", () -> inside.getCount() == 0);
                    executor.shutdownNow();
                }
                inside.countDown();
                team.barrier(1);
                parts.incrementAndGet();
                team.barrier(2);
            });
            assertEquals(3, parts.get());
            assertTrue(executor.awaitTermination(10, TimeUnit.SECONDS));
            assertThrows(IllegalStateException.class, () -> team.run(_ -> {}));
        }
    }

    /// While workers are interrupted at any moment, each run is either done by all or refused.
    @Test
    void aRunIsDoneByAllOrRefusedWheneverItsFuturesAreCancelled() throws Exception {
        try (ExecutorService pool = Executors.newCachedThreadPool()) {
            for (int attempt = 0; attempt < 300; attempt++) {
                List<Future<?>> futures = new ArrayList<>();
                Executor executor = task -> futures.add(pool.submit(task));
                try (ThreadTeam team = ThreadTeam.of(3, executor)) {
                    int delay = attempt * 37 % 2000;
                    Future<?> canceller = pool.submit(() -> {
                        for (int i = 0; i < delay; i++) {
                            Thread.onSpinWait();
                        }
                        futures.getLast().cancel(true);
                    });
                    AtomicInteger parts = new AtomicInteger();
                    int runs = 0;
                    try {
                        while (runs < 200) {
                            team.run(_ -> parts.incrementAndGet());
                            runs++;
                        }
                    } catch (IllegalStateException e) {
                        assertTrue(e.getMessage().contains("closed"), e.getMessage());
                    }
                    assertEquals(3 * runs, parts.get());
                    canceller.get();
                }
            }
        }
    }

    /// Virtual threads that wait for each other on a single carrier: each must let the others run.
    @Test
    void virtualCallersAndWorkersDoNotHangOnOneCarrier(@TempDir Path folder) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djdk.virtualThreadScheduler.parallelism=1", "-Djdk.virtualThreadScheduler.maxPoolSize=1", "-cp",
                System.getProperty("java.class.path"), OneCarrier.class.getName()).redirectErrorStream(true)
                .redirectOutput(output.toFile()).start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), () -> "it hangs: " + process);
        } finally {
            process.destroyForcibly();
        }
        assertEquals("2400 parts", Files.readString(output).strip());
        assertEquals(0, process.exitValue());
    }

    /// What runs in a JVM of its own: four virtual threads, each with a team of three, of virtual or platform workers.
    static final class OneCarrier {

        private OneCarrier() {}

        public static void main(String[] args) throws Exception {
            AtomicInteger parts = new AtomicInteger();
            try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> users = new ArrayList<>();
                for (int user = 0; user < 4; user++) {
                    boolean virtual = user % 2 == 0;
                    users.add(executor.submit(() -> {
                        try (ThreadTeam team = virtual ? ThreadTeam.of(3, executor) : ThreadTeam.of(3)) {
                            for (int run = 0; run < 200; run++) {
                                team.run(_ -> {
                                    team.barrier(1);
                                    parts.incrementAndGet();
                                    team.barrier(2);
                                });
                            }
                        }
                    }));
                }
                for (Future<?> user : users) {
                    user.get();
                }
            }
            System.out.println(parts + " parts");
        }
    }
}
