package dev.ghostlane.ghostnetv2.hub;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.testdata.LocalHub;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A hub on this machine, a cache in some folder, and what pulls from the one into the other do.
final class Pulling implements AutoCloseable {

    static final HubModel MODEL = HubModel.find("ghostnetv2_100.in1k").orElseThrow();

    /// A file that is a checkpoint.
    static final byte[] FILE = bundled();

    /// Long enough for a machine that does other things as well.
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    final LocalHub hub = new LocalHub(FILE);
    final List<String> notes = new ArrayList<>();
    final List<Long> received = new ArrayList<>();
    private final Path cache;
    private final Map<String, String> environment = new HashMap<>();
    private Duration timeout = TIMEOUT;

    Pulling(Path cache) {
        this.cache = cache;
        environment.put("HF_ENDPOINT", hub.endpoint());
        environment.put("GHOSTLANE_CACHE", cache.toString());
        environment.put("HF_HOME", cache.resolve("nobody").toString());
    }

    Pulling with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /// Does not wait as long as users do for a server that says nothing.
    Pulling impatient() {
        timeout = Duration.ofMillis(300);
        return this;
    }

    HubSettings settings() { return HubSettings.of(environment).with(timeout, Duration.ofMillis(2)); }

    Path pull() { return pull(MODEL); }

    Path pull(HubModel model) { return new Hub(settings()).pull(model, observer()); }

    PullObserver observer() {
        return new PullObserver() {
            @Override
            public void note(String message) { notes.add(message); }

            @Override
            public void received(long bytes, long total) { received.add(bytes); }
        };
    }

    /// Pulls, and the cache has the whole file and nothing else of it then.
    void succeeds() throws IOException {
        Path file = pull();
        assertArrayEquals(FILE, Files.readAllBytes(file));
        assertEquals(List.of(), parts());
    }

    /// Pulls in vain; the cache does not have the model then.
    ///
    /// @param words that the message has
    String fails(String... words) {
        String message = assertThrows(HubException.class, this::pull).getMessage();
        for (String word : words) {
            assertTrue(message.contains(word), word + " in " + message);
        }
        assertFalse((message + notes).contains("secret"), message + notes);
        assertFalse(new Hub(settings()).has(MODEL));
        return message;
    }

    /// What interrupted pulls have left.
    List<Path> parts() throws IOException {
        if (!Files.isDirectory(cache.resolve("timm"))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(cache.resolve("timm"))) {
            return files.filter(file -> file.toString().endsWith(".part")).toList();
        }
    }

    /// First bytes that the storage server was asked for, in order.
    List<Integer> ranges() { return hub.storageRequests().stream().map(LocalHub.Request::first).toList(); }

    /// Another version of the file: other weights.
    static byte[] otherFile() {
        byte[] other = FILE.clone();
        other[other.length - 4]++;
        return other;
    }

    private static byte[] bundled() {
        try (InputStream resource = GhostNetV2.class.getResourceAsStream("bundled.safetensors")) {
            return resource.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException { hub.close(); }
}
