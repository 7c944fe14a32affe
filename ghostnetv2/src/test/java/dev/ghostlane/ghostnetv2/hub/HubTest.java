package dev.ghostlane.ghostnetv2.hub;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.testdata.LocalHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The cache: a model is downloaded once, checked, and there for good.
@FirstJvmOnly
class HubTest {

    @TempDir
    private Path cache;
    private Pulling pulling;

    @BeforeEach
    void start() { pulling = new Pulling(cache); }

    @AfterEach
    void stop() throws IOException { pulling.close(); }

    @Test
    void aModelIsDownloadedOnceAndLoads() throws IOException {
        Hub hub = new Hub(pulling.settings());
        assertFalse(hub.has(Pulling.MODEL));
        pulling.succeeds();
        assertTrue(hub.has(Pulling.MODEL));
        Path file = cache.resolve("timm/ghostnetv2_100.in1k.safetensors");
        assertEquals(file, pulling.pull());
        assertEquals(1, pulling.hub.hubRequests().size(), "the second pull needs no server");
        LocalHub.Request request = pulling.hub.hubRequests().getFirst();
        assertEquals("GET /timm/ghostnetv2_100.in1k/resolve/main/model.safetensors",
                request.method() + " " + request.target());
        assertEquals(GhostNetV2.bundled().configuration(), GhostNetV2.load(file).configuration());
        assertTrue(pulling.notes.getFirst().contains("3.3 MB") && pulling.notes.getLast().contains("SHA-256 as stated"),
                pulling.notes.toString());
        assertEquals(0, pulling.received.getFirst());
        assertEquals(Pulling.FILE.length, pulling.received.getLast());
    }

    @Test
    void modelsHaveTimmsNames() {
        for (HubModel model : HubModel.ALL) {
            assertEquals(Optional.of(model), HubModel.find(model.name()));
            assertEquals(Optional.of(model), HubModel.find("timm/" + model.name()));
            assertEquals(Optional.of(model), HubModel.find(model.name().replace(".in1k", "")));
        }
        assertEquals(5, HubModel.ALL.size());
        for (String other : List.of("", "timm/", "ghostnetv2_110.in1k", "ghostnetv2_100.in1k.safetensors",
                "other/ghostnetv2_100.in1k", "ghostnetv2_100.in1")) {
            assertEquals(Optional.empty(), HubModel.find(other), other);
        }
    }

    @Test
    void modelsDoNotMix() throws IOException {
        pulling.succeeds();
        pulling.hub.replace(Pulling.otherFile());
        HubModel other = HubModel.find("ghostnet_100").orElseThrow();
        assertArrayEquals(Pulling.otherFile(), Files.readAllBytes(pulling.pull(other)));
        pulling.succeeds();
    }

    @Test
    void pullingAgainReplacesTheFileWhenTheNewOneIsComplete() throws IOException {
        pulling.succeeds();
        pulling.hub.replace(Pulling.otherFile());
        pulling.hub.storage(LocalHub.status(403));
        Hub hub = new Hub(pulling.settings());
        assertThrows(HubException.class, () -> hub.pullAgain(Pulling.MODEL, PullObserver.SILENT));
        pulling.succeeds();
        assertArrayEquals(Pulling.otherFile(), Files.readAllBytes(hub.pullAgain(Pulling.MODEL, PullObserver.SILENT)));
    }

    @Test
    void offlineSaysWhatIsMissingAndAsksNobody() throws IOException {
        pulling.with("HF_HUB_OFFLINE", "yes");
        pulling.fails("ghostnetv2_100.in1k: not in the cache", cache.toString(), "HF_HUB_OFFLINE",
                pulling.hub.endpoint() + "/timm/ghostnetv2_100.in1k/resolve/main/model.safetensors");
        assertEquals(List.of(), pulling.hub.hubRequests());
        pulling.with("HF_HUB_OFFLINE", "0").succeeds();
        pulling.with("HF_HUB_OFFLINE", "1").succeeds();
        assertTrue(assertThrows(HubException.class, () -> new Hub(pulling.settings().offline("--offline")).pullAgain(
                Pulling.MODEL, PullObserver.SILENT)).getMessage().contains("--offline"));
    }

    @Test
    void whatIsLeftOfAnEarlierVersionIsDropped() throws IOException {
        pulling.hub.replace(Pulling.otherFile());
        LocalHub.Answer cut = pulling.hub.content(100_000);
        pulling.hub.storage(cut, LocalHub.status(404));
        pulling.fails("404");
        assertEquals(100_000, new Hub(pulling.settings()).partial(Pulling.MODEL));
        pulling.hub.replace(Pulling.FILE);
        pulling.succeeds();
        assertEquals(List.of(0, 100_000, 0), pulling.ranges());
        assertEquals(0, new Hub(pulling.settings()).partial(Pulling.MODEL));
    }

    @Test
    void aDamagedBeginningIsFoundAndDownloadedAgain() throws IOException {
        Files.createDirectories(cache.resolve("timm"));
        Files.write(cache.resolve("timm/ghostnetv2_100.in1k.safetensors." + pulling.hub.sha256() + ".part"),
                new byte[200_000]);
        pulling.succeeds();
        assertEquals(List.of(200_000, 0), pulling.ranges());
    }

    @Test
    void aCompletePartNeedsNoStorage() throws IOException {
        Files.createDirectories(cache.resolve("timm"));
        Files.write(cache.resolve("timm/ghostnetv2_100.in1k.safetensors." + pulling.hub.sha256() + ".part"),
                Pulling.FILE);
        pulling.succeeds();
        assertEquals(List.of(), pulling.ranges());
    }

    @Test
    void aFullDiskIsSaid() throws IOException {
        assumeTrue(Files.exists(Path.of("/dev/full")), "there is no /dev/full, which is always full");
        Files.createDirectories(cache.resolve("timm"));
        Path part = Files.createSymbolicLink(
                cache.resolve("timm/ghostnetv2_100.in1k.safetensors." + pulling.hub.sha256() + ".part"),
                Path.of("/dev/full"));
        pulling.fails(cache.toString(), "No space left", "GHOSTLANE_CACHE");
        assertEquals(1, pulling.ranges().size(), "the network is not to blame, so it is not asked again");
        Files.delete(part);
    }

    @Test
    void aCacheThatIsNoFolderIsSaid() throws IOException {
        Path file = Files.createFile(cache.resolve("file"));
        pulling.with("GHOSTLANE_CACHE", file.toString()).fails(file.toString(), "GHOSTLANE_CACHE");
    }

    @Test
    void threadsThatPullTheSameModelDownloadItOnce() throws IOException {
        List<CompletableFuture<Path>> pulls = List.of(CompletableFuture.supplyAsync(this::pullSilently),
                CompletableFuture.supplyAsync(this::pullSilently), CompletableFuture.supplyAsync(this::pullSilently));
        for (CompletableFuture<Path> pull : pulls) {
            assertArrayEquals(Pulling.FILE, Files.readAllBytes(pull.join()));
        }
        assertEquals(1, pulling.ranges().size());
    }

    private Path pullSilently() { return new Hub(pulling.settings()).pull(Pulling.MODEL, PullObserver.SILENT); }
}
