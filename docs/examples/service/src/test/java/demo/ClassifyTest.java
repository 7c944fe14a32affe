package demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.LoadOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the service answers, to good questions and to bad ones.
class ClassifyTest {
    private static RunningService service;

    @BeforeAll
    static void start() { service = new RunningService(Settings.DEFAULT); }

    @AfterAll
    static void stop() { service.close(); }

    @Test
    void aPhotoIsClassified() throws Exception {
        HttpResponse<String> answer = service.post(RunningService.photo());
        assertEquals(200, answer.statusCode(), answer.body());
        List<?> classes = (List<?>) RunningService.json(answer).get("classes");
        assertEquals(5, classes.size(), answer.body());
        Map<?, ?> best = (Map<?, ?>) classes.getFirst();
        assertEquals("cat", best.get("label"));
        assertEquals(0.8034, (double) best.get("probability"), 0.0001);
    }

    @Test
    void aDamagedPhotoIsSaidToBe() throws Exception {
        byte[] photo = RunningService.photo();
        HttpResponse<String> answer = service.post("classify?name=half.png",
                BodyPublishers.ofByteArray(Arrays.copyOf(photo, photo.length / 2)));
        assertError(400, "half.png: the PNG file is truncated or damaged", answer);
    }

    @Test
    void whatIsNoPhotoIsSaidToBe() throws Exception {
        assertError(400, "expected an image", service.post("# Not a photo".getBytes(StandardCharsets.UTF_8)));
        assertError(400, "expected an image, found an empty file", service.post(new byte[0]));
    }

    @Test
    void unknownPathsAndMethodsAreErrorsInJson() throws Exception {
        assertError(404, "nothing is here", service.get("photos"));
        HttpResponse<String> answer = service.get("classify");
        assertError(405, "expected the method POST", answer);
        assertEquals("POST", answer.headers().firstValue("Allow").orElseThrow());
        assertError(405, "expected the method GET, HEAD", service.post("", BodyPublishers.ofString("x")));
    }

    /// The JDK's server refuses that itself. Nothing that was sent is repeated as HTML.
    @ParameterizedTest
    @ValueSource(strings = {"EVIL", "GET /%zz?EVIL HTTP/1.1", "POST /classify?name=EVIL%zz HTTP/1.1",
            "GET mailto:EVIL HTTP/1.1", "POST /classify HTTP/1.1|Content-Length: EVIL",
            "POST /classify HTTP/1.1|Content-Length: -1", "POST /classify HTTP/1.1|Transfer-Encoding: EVIL",
            "POST /classify HTTP/1.1|Transfer-Encoding: chunked|Content-Length: 5",
            "POST /classify HTTP/1.1|Transfer-Encoding: chunked||EVIL", "OPTIONS * HTTP/1.1"})
    void whatIsNoProperHttpIsRefusedAndNotRepeated(String request) throws Exception {
        try (RawClient client = new RawClient(service.uri())) {
            // At once: the server may close the connection after the first line.
            client.lines((request.replaceFirst("\\|", "|Host: localhost:" + service.port() + "|") + "||")
                    .split("\\|", -1));
            String answer = client.rest();
            assertTrue(answer.isEmpty() || answer.matches("(?s)HTTP/1.1 (400|404|501) .*"), answer);
            assertFalse(answer.contains("EVIL"), answer);
        }
        assertEquals(200, service.get("health").statusCode());
    }

    @Test
    void whatFailsInTheServiceIsForItsLogAlone() throws Exception {
        try (InputStream weights = GhostNetV2.class.getResourceAsStream("bundled.safetensors");
                RunningService broken = new RunningService(
                        GhostNetV2.load(weights, LoadOptions.NONE.withMetadata("std", "1e-38,1e-38,1e-38")),
                        Settings.DEFAULT)) {
            HttpResponse<String> answer = broken.post(RunningService.photo());
            assertError(500, "the service failed; its log says how", answer);
            assertFalse(answer.body().contains("logit") || answer.body().contains("Exception"), answer.body());
            assertEquals(200, broken.get("health").statusCode());
        }
    }

    @Test
    void nothingBesideThePageIsServedWhateverThePathSays() throws Exception {
        for (String path : List.of("/../pom.xml", "/..%2Fpom.xml", "/%2e%2e/pom.xml", "/page.html", "/demo/Main.class",
                "/page.css/", "/%00")) {
            String answer = RawClient.answer(service.uri(), "GET " + path + " HTTP/1.1",
                    "Host: localhost:" + service.port());
            assertTrue(answer.startsWith("HTTP/1.1 404 "), path + ": " + answer);
            assertTrue(answer.contains("\"nothing is here"), answer);
        }
    }

    @Test
    void aNameIsSaidBackAndNothingElse() throws Exception {
        String name = "../../../etc/passwd\r\nX-Forged: yes\u202egnp.<b>";
        HttpResponse<String> answer = service.post(
                "classify?x=1&name=" + URLEncoder.encode(name, StandardCharsets.UTF_8),
                BodyPublishers.ofByteArray(RunningService.photo()));
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals("../../../etc/passwd  X-Forged: yes gnp.<b>", RunningService.json(answer).get("name"));
        assertFalse(answer.headers().map().containsKey("X-Forged"));
    }

    @Test
    void longNamesAreCutBetweenCharacters() {
        assertEquals("😀".repeat(100), PhotoName.of("name=" + "%F0%9F%98%80".repeat(1000)));
        assertEquals("photo", PhotoName.of("name=%0A%0D"));
        assertEquals("photo", PhotoName.of(null));
    }

    @Test
    void thePageForbidsForeignCode() throws Exception {
        for (String path : List.of("", "page.js", "page.css", "icon.svg", "health", "nowhere")) {
            HttpResponse<String> answer = service.get(path);
            String policy = answer.headers().firstValue("Content-Security-Policy").orElseThrow();
            assertTrue(policy.startsWith("default-src 'none'; script-src 'self';"), policy);
            assertTrue(policy.contains("frame-ancestors 'none'"), policy);
            assertFalse(policy.contains("unsafe"), policy);
            assertEquals("nosniff", answer.headers().firstValue("X-Content-Type-Options").orElseThrow());
        }
        String page = service.get("").body();
        assertFalse(page.contains("<script>") || page.contains("style=") || page.contains("onclick"), page);
    }

    @Test
    void headIsGetWithoutTheBody() throws Exception {
        String answer = RawClient.answer(service.uri(), "HEAD / HTTP/1.1", "Host: localhost:" + service.port());
        assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        assertTrue(answer.toLowerCase(Locale.ROOT)
                .contains("content-length: " + service.get("").body().getBytes(StandardCharsets.UTF_8).length), answer);
        assertTrue(answer.endsWith("\r\n\r\n"), answer);
    }

    @Test
    void healthTellsWhatItDoes() throws Exception {
        service.post(RunningService.photo());
        Map<String, Object> health = RunningService.json(service.get("health"));
        assertEquals("up", health.get("status"));
        assertEquals(0, health.get("uploads"));
        assertTrue((int) health.get("classified") > 0, health.toString());
        assertTrue(health.get("kernels").toString().startsWith("SIMD"), health.toString());
    }

    @Test
    void itListensOnTheLoopbackAddressAlone() throws Exception {
        assertEquals("127.0.0.1", service.uri().getHost());
        for (URI other : LocalAddresses.otherThanLoopback(service.port())) {
            assertThrows(IOException.class, () -> new RawClient(other).close(),
                    other.toString());
        }
    }

    static void assertError(int status, String message, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals("application/json; charset=utf-8", answer.headers().firstValue("Content-Type").orElseThrow());
        Map<String, Object> error = RunningService.json(answer);
        assertEquals(status, error.get("status"), answer.body());
        assertTrue(error.get("error").toString().contains(message), answer.body());
    }
}
