package dev.ghostlane.ghostnetv2.hub;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Processes that really are killed, wherever they are: what they leave is a cache that works.
@FirstJvmOnly
class KilledPullTest {
    private static final int SIZE = Pulling.FILE.length;

    /// What the child process says when the last byte is there.
    private static final String ALL = "all bytes are there";

    @TempDir
    private Path cache;
    private Pulling pulling;

    @BeforeEach
    void start() { pulling = new Pulling(cache); }

    @AfterEach
    void stop() throws IOException { pulling.close(); }

    @ParameterizedTest
    @ValueSource(ints = {1, 100_000, 2_500_000, 3_307_715})
    void killedAfterSomeBytesTheNextPullGoesOnFromThem(int bytes) throws IOException, InterruptedException {
        assertTrue(bytes < SIZE);
        pulling.hub.storage(pulling.hub.stall(bytes));
        Process child = child();
        await(() -> new Hub(pulling.settings()).partial(Pulling.MODEL) == bytes, "that " + bytes + " bytes are there");
        kill(child);
        pulling.succeeds();
        assertEquals(List.of(0, bytes), pulling.ranges());
    }

    @Test
    void killedBeforeAnythingCameItLeavesNothingInTheWay() throws IOException, InterruptedException {
        pulling.hub.hub(pulling.hub.silence());
        Process child = child();
        await(() -> !pulling.hub.hubRequests().isEmpty(), "a request");
        kill(child);
        pulling.hub.storage(pulling.hub.stall(0));
        child = child();
        await(() -> !pulling.hub.storageRequests().isEmpty(), "a request of the file");
        kill(child);
        pulling.succeeds();
    }

    /// Between the last byte and the name of the file the checks run, which take some tens of milliseconds.
    @ParameterizedTest
    @ValueSource(ints = {0, 10, 30, 60, 100})
    void killedWhileItChecksOrNamesTheFile(int milliseconds) throws IOException, InterruptedException {
        Process child = child();
        try (BufferedReader out = child.inputReader()) {
            assertEquals(ALL, out.readLine());
            Thread.sleep(milliseconds);
            kill(child);
        }
        Hub hub = new Hub(pulling.settings());
        if (hub.has(Pulling.MODEL)) {
            assertArrayEquals(Pulling.FILE, Files.readAllBytes(hub.file(Pulling.MODEL)));
        }
        pulling.succeeds();
        assertEquals(List.of(0), pulling.ranges(), "no byte is fetched twice");
    }

    @Test
    void aProcessWaitsForAnotherAndTakesOverIfThatIsKilled() throws IOException, InterruptedException {
        pulling.hub.storage(pulling.hub.stall(1000));
        Process first = child();
        await(() -> new Hub(pulling.settings()).partial(Pulling.MODEL) == 1000, "the first bytes");
        Process second = child();
        pulling.hub.storage(pulling.hub.content(SIZE));
        Thread.ofVirtual().start(() -> {
            await(() -> !pulling.notes.isEmpty(), "that somebody waits");
            first.destroyForcibly();
        });
        pulling.succeeds();
        assertTrue(pulling.notes.getFirst().contains("waiting for another process"), pulling.notes.toString());
        assertEquals(0, second.waitFor());
        first.waitFor();
        assertEquals(List.of(0, 1000), pulling.ranges(), "one of the two goes on, the other finds the file");
    }

    /// Systems take a file's lock from a process as soon as one of its threads closes the file.
    @Test
    void aThreadThatIsInterruptedWhileItWaitsLeavesTheLockToTheOther() throws IOException, InterruptedException {
        pulling.hub.storage(pulling.hub.stall(1000));
        Hub hub = new Hub(pulling.settings().with(Duration.ofSeconds(60), Duration.ofMillis(2)));
        Thread first = Thread.ofPlatform().start(() -> assertThrows(HubException.class,
                () -> hub.pull(Pulling.MODEL, PullObserver.SILENT)));
        await(() -> hub.partial(Pulling.MODEL) == 1000, "the first bytes");
        CompletableFuture<String> message = new CompletableFuture<>();
        Thread second = Thread.ofPlatform().start(() -> message.complete(assertThrows(HubException.class,
                () -> hub.pull(Pulling.MODEL, pulling.observer())).getMessage()));
        await(() -> !pulling.notes.isEmpty(), "that the second waits");
        second.interrupt();
        assertEquals("ghostnetv2_100.in1k: the download was interrupted", message.join());
        Process child = child();
        assertFalse(child.waitFor(3, TimeUnit.SECONDS), "another process waits for the first thread");
        assertEquals(1, pulling.hub.hubRequests().size());
        first.interrupt();
        first.join();
        assertEquals(0, child.waitFor());
        assertEquals(List.of(0, 1000), pulling.ranges());
    }

    private Process child() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                Child.class.getName(), pulling.hub.endpoint(), cache.toString());
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static void kill(Process child) throws InterruptedException {
        child.destroyForcibly();
        child.waitFor();
    }

    private static void await(BooleanSupplier condition, String what) {
        long end = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                fail("waited 30 s for " + what);
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                fail("interrupted");
            }
        }
    }

    /// Pulls with the usual, long time limits.
    static final class Child {
        private Child() {}

        public static void main(String[] args) {
            HubSettings settings = HubSettings.of(Map.of("HF_ENDPOINT", args[0], "GHOSTLANE_CACHE", args[1], "HF_HOME",
                    args[1], "HF_HUB_DOWNLOAD_TIMEOUT", "60"));
            new Hub(settings).pull(Pulling.MODEL, new PullObserver() {
                @Override
                public void received(long bytes, long total) {
                    if (bytes == total) {
                        System.out.println(ALL);
                    }
                }
            });
        }
    }
}
