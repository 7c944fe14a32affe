package dev.ghostlane.ghostnetv2.hub;

import static dev.ghostlane.testdata.LocalHub.body;
import static dev.ghostlane.testdata.LocalHub.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.testdata.LocalHub;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What goes wrong on networks: none of it gets a wrong file into the cache, and what may pass is tried again.
@FirstJvmOnly
class HubFaultsTest {
    private static final int SIZE = Pulling.FILE.length;

    @TempDir
    private Path cache;
    private Pulling pulling;
    private LocalHub hub;

    @BeforeEach
    void start() {
        pulling = new Pulling(cache);
        hub = pulling.hub;
    }

    @AfterEach
    void stop() throws IOException { pulling.close(); }

    @Test
    void aConnectionThatIsCutGoesOnWhereItWas() throws IOException {
        hub.storage(hub.content(1000), hub.content(0), hub.content(100_000), hub.content(SIZE - 101_001));
        pulling.succeeds();
        assertEquals(List.of(0, 1000, 1000, 101_000, SIZE - 1), pulling.ranges());
    }

    @Test
    void triesAreBoundedAndTheNextPullGoesOn() throws IOException {
        hub.storage(Collections.nCopies(5, hub.content(10)).toArray(LocalHub.Answer[]::new));
        pulling.fails("ghostnetv2_100.in1k", "4 further tries", "goes on");
        assertEquals(List.of(0, 10, 20, 30, 40), pulling.ranges());
        pulling.succeeds();
        assertEquals(50, pulling.ranges().getLast());
    }

    @Test
    void aBadLineThatGetsOnIsNotGivenUp() throws IOException {
        hub.storage(hub.content(10), hub.content(10), hub.content(10), hub.content(1 << 20), hub.content(10),
                hub.content(10), hub.content(10));
        pulling.succeeds();
        assertEquals(8, pulling.ranges().size());
    }

    @Test
    void aServerThatFallsSilentIsAskedAgain() throws IOException {
        hub.hub(hub.silence());
        hub.storage(hub.stall(5000), hub.silence());
        pulling.impatient().succeeds();
        assertEquals(List.of(0, 5000, 5000), pulling.ranges());
        assertTrue(pulling.notes.toString().contains("no byte came for 300 ms"), pulling.notes.toString());
    }

    @Test
    void aServerThatIsNotThereFailsAtOnce() throws IOException {
        hub.close();
        pulling.fails("cannot reach " + hub.endpoint(), "HTTPS_PROXY");
        assertEquals(List.of(), pulling.notes);
        pulling.with("HF_ENDPOINT", "http://nowhere.invalid").fails("cannot reach http://nowhere.invalid",
                "its name has no address");
    }

    @ParameterizedTest
    @CsvSource({"400,expected 200", "401,HF_TOKEN can hold", "403,not allowed", "404,HF_ENDPOINT", "410,not there",
            "407,USER:PASSWORD", "451,expected 200", "204,expected 200", "304,expected 200"})
    void refusalsAreSaidAndNotRepeated(int status, String words) throws IOException {
        hub.hub(status(status, "X-Error-Message: because\u009b of the moon"));
        pulling.fails("answers " + status + " (because? of the moon)", words, hub.endpoint());
        hub.storage(status(status));
        pulling.fails("answers " + status, words);
        assertEquals(2, hub.hubRequests().size());
        pulling.succeeds();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void whatMayPassIsTriedAgain(int status) throws IOException {
        hub.hub(status(status), status(status, "Retry-After: 0"), status(status, "Retry-After: Mon, 01 Jan 2035"));
        hub.storage(status(status));
        pulling.succeeds();
        assertEquals(5, hub.hubRequests().size());
        assertTrue(pulling.notes.toString().contains("answers " + status), pulling.notes.toString());
    }

    @Test
    void aServerThatStaysBusyIsLeftAlone() {
        hub.hub(Collections.nCopies(5, status(503)).toArray(LocalHub.Answer[]::new));
        pulling.fails("answers 503", "4 further tries");
        assertEquals(5, hub.hubRequests().size());
        hub.hub(status(429, "Retry-After: 3600"));
        pulling.fails("429", "3600 seconds");
        assertEquals(6, hub.hubRequests().size());
    }

    @Test
    void redirectsAreFollowed() throws IOException {
        hub.hub(status(307, "Location: /renamed/model", "ETag: \"" + "0".repeat(64) + "\""),
                hub.redirect("elsewhere?a=b"), status(308, "Location: " + hub.storage()));
        hub.storage(status(301, "Location: /again", "X-Linked-Size: 7", "X-Linked-Etag: \"" + "0".repeat(64) + "\""));
        pulling.succeeds();
        assertEquals(List.of("/renamed/model", "/renamed/elsewhere?a=b"),
                hub.hubRequests().stream().skip(1).map(LocalHub.Request::target).toList());
        assertEquals("/again", hub.storageRequests().getLast().target());
    }

    @Test
    void redirectsThatLeadNowhereAreSaid() {
        hub.hub(Collections.nCopies(11, status(302, "Location: /round?Signature=secret"))
                .toArray(LocalHub.Answer[]::new));
        pulling.fails("more than 10 redirects", "/round");
        assertEquals(11, hub.hubRequests().size());
        hub.hub(status(302));
        pulling.fails("no address");
        for (String bad : List.of("ftp://127.0.0.1/secret?secret", "http://", "http://a b?secret", "http:///path",
                "http://127.0.0.1:99999/x", "file:///etc/passwd")) {
            hub.hub(status(302, "Location: " + bad.replace("/secret", "/")));
            pulling.fails("redirect");
        }
    }

    @Test
    void theTokenGoesToTheEndpointAlone() throws IOException {
        pulling.with("HF_TOKEN", " hf_secret\n");
        hub.hub(status(307, "Location: /renamed"));
        pulling.succeeds();
        assertEquals(2, hub.hubRequests().size());
        for (LocalHub.Request request : hub.hubRequests()) {
            assertEquals("Bearer hf_secret", request.headers().get("Authorization"));
        }
        assertFalse(hub.storageRequests().toString().contains("hf_secret"));
        Files.delete(cache.resolve("timm/ghostnetv2_100.in1k.safetensors"));
        hub.hub(status(401));
        pulling.fails("the token (HF_TOKEN", "not valid");
    }

    @Test
    void aWrongLengthIsRefused() throws IOException {
        hub.storage(body(200, new byte[SIZE + 1], SIZE + 1));
        pulling.fails(SIZE + " bytes", SIZE + 1 + "");
        hub.storage(body(200, new byte[SIZE - 1], SIZE - 1));
        pulling.fails(SIZE + " bytes");
        hub.storage(body(200, new byte[SIZE + 1], -1));
        pulling.fails("the server sends more");
        assertEquals(List.of(), pulling.parts());
        // Without a length, an end that comes too early can only be told by what the hub stated.
        hub.storage(body(200, Arrays.copyOf(Pulling.FILE, 77), -1));
        pulling.succeeds();
        assertEquals(77, pulling.ranges().getLast());
    }

    @Test
    void aWrongHashIsRefusedAndNothingOfItKept() throws IOException {
        hub.storage(body(200, Pulling.otherFile(), SIZE));
        String message = pulling.fails("SHA-256 " + hub.sha256());
        assertTrue(message.matches(".*found [0-9a-f]{64}.*"), message);
        assertEquals(List.of(), pulling.parts());
        pulling.succeeds();
    }

    @Test
    void serversThatDoNotGoOnWhereTheyAreAskedToBeginAgain() throws IOException {
        hub.storage(hub.content(100), body(200, Pulling.FILE, SIZE));
        pulling.succeeds();
        for (LocalHub.Answer answer : List.of(status(416), body(206, Pulling.FILE, SIZE),
                body(206, Pulling.FILE, SIZE, "Content-Range: bytes 0-" + (SIZE - 1) + "/" + SIZE))) {
            Files.delete(cache.resolve("timm/ghostnetv2_100.in1k.safetensors"));
            hub.storage(hub.content(100), answer);
            pulling.succeeds();
            assertEquals(0, pulling.ranges().getLast());
        }
    }

    @Test
    void aHubThatHasTheFileItselfIsUnderstood() throws IOException {
        String tag = "ETag: \"" + hub.sha256() + "\"";
        hub.hub(body(200, Arrays.copyOf(Pulling.FILE, 300), SIZE, tag), body(200, Pulling.FILE, SIZE, tag),
                hub.content(SIZE));
        pulling.succeeds();
        assertEquals(List.of(0, 0, 300), hub.hubRequests().stream().map(LocalHub.Request::first).toList());
        assertTrue(pulling.notes.getLast().contains("as stated"));
    }

    @Test
    void aMirrorThatLeadsToAHubIsHeldToWhatThatStates() throws IOException {
        hub.hub(status(302, "Location: " + hub.storage()));
        hub.storage(hub.redirect("/blob"), body(200, Pulling.otherFile(), SIZE));
        pulling.with("HF_TOKEN", "hf_secret").fails("SHA-256 " + hub.sha256());
        assertFalse(hub.storageRequests().toString().contains("hf_secret"));
        hub.hub(status(302, "Location: " + hub.storage()));
        hub.storage(hub.redirect("/blob"));
        pulling.succeeds();
        assertTrue(pulling.notes.getLast().contains("as stated"), pulling.notes.toString());
    }

    @Test
    void aFileThatNoCheckpointCanBeIsNotBegun() throws IOException {
        hub.hub(status(302, "Location: " + hub.storage(), "X-Linked-Size: 3000000000"));
        hub.storage(body(200, new byte[10], 3_000_000_000L));
        pulling.fails("at most 2147483639 bytes", "3000000000");
        assertEquals(List.of(), pulling.parts());
        assertEquals(List.of(), pulling.received);
    }

    @Test
    void whatCannotGoOnIsNotSaidToBeKept() throws IOException {
        hub.hub(Collections.nCopies(5, body(200, Arrays.copyOf(Pulling.FILE, 300), SIZE))
                .toArray(LocalHub.Answer[]::new));
        assertFalse(pulling.fails("4 further tries").contains("kept"));
        assertEquals(0, new Hub(pulling.settings()).partial(Pulling.MODEL));
        pulling.succeeds();
    }

    @Test
    void wordsOfServersAreShownWithoutControlCharacters() {
        hub.hub(status(302, "Location: http://a\u009b.example/"));
        pulling.fails("found http://a?.example/");
        hub.storage(hub.content(100), body(206, Pulling.FILE, SIZE, "Content-Range: \u009bbytes"));
        hub.storage(Collections.nCopies(4, status(503)).toArray(LocalHub.Answer[]::new));
        pulling.fails("503");
        assertTrue(pulling.notes.toString().contains("found Content-Range: ?bytes"), pulling.notes.toString());
    }

    @Test
    void withoutAStatedHashTheFormatIsCheckedAndThatIsSaid() throws IOException {
        hub.hub(body(200, Arrays.copyOf(Pulling.FILE, 300), SIZE), body(200, Pulling.FILE, SIZE));
        pulling.succeeds();
        assertTrue(pulling.notes.toString().contains("states no SHA-256"), pulling.notes.toString());
        assertEquals(List.of(0, 0), hub.hubRequests().stream().map(LocalHub.Request::first).toList());
        Files.delete(cache.resolve("timm/ghostnetv2_100.in1k.safetensors"));
        byte[] page = "<html>Please log in to the airport's network</html>".getBytes(StandardCharsets.UTF_8);
        hub.hub(body(200, page, page.length));
        pulling.fails("no checkpoint", "log in to the airport");
        hub.hub(body(200, page, -1));
        pulling.fails("no checkpoint");
        hub.hub(body(200, Arrays.copyOf(Pulling.FILE, SIZE - 1), -1));
        pulling.fails("no checkpoint");
        assertEquals(List.of(), pulling.parts());
    }
}
