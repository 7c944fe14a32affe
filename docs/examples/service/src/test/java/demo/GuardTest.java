package demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that other pages have browsers send are refused.
class GuardTest {
    private static RunningService service;

    @BeforeAll
    static void start() {
        service = new RunningService(Settings.DEFAULT.withOrigins(URI.create("https://photos.example")));
    }

    @AfterAll
    static void stop() { service.close(); }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:PORT", "LOCALHOST:PORT", "127.0.0.1:PORT", "[::1]:PORT", "photos.example"})
    void itsOwnNamesAreAnswered(String host) throws Exception {
        assertStatus(200, "", "GET / HTTP/1.1", "Host: " + host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:PORT", "localhost", "localhost:1", "photos.example.evil",
            "localhost:PORT@evil.example", ""})
    void otherNamesAreRefused(String host) throws Exception {
        assertStatus(421, "this service's names", "GET / HTTP/1.1", "Host: " + host);
        assertStatus(421, "this service's names", "GET /health HTTP/1.1", "Host: " + host);
        assertStatus(421, "this service's names", "POST /classify HTTP/1.1", "Host: " + host, "Content-Length: 0");
    }

    @Test
    void noNameAndTwoNamesAreRefused() throws Exception {
        assertStatus(421, "this service's names", "GET / HTTP/1.1");
        assertStatus(421, "this service's names", "GET / HTTP/1.1", "Host: localhost:PORT", "Host: evil.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null", "https://localhost:PORT", "http://localhost:1",
            "http://photos.example", "https://photos.example.evil"})
    void otherPagesAreRefused(String origin) throws Exception {
        assertStatus(403, "another origin", "POST /classify HTTP/1.1", "Host: localhost:PORT", "Origin: " + origin,
                "Content-Length: 0");
        assertStatus(403, "another origin", "GET /health HTTP/1.1", "Host: localhost:PORT", "Origin: " + origin);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:PORT", "http://127.0.0.1:PORT", "https://photos.example"})
    void itsOwnPagesAreAnswered(String origin) throws Exception {
        assertStatus(200, "", "GET /health HTTP/1.1", "Host: localhost:PORT", "Origin: " + origin);
    }

    private static void assertStatus(int status, String message, String... lines) throws Exception {
        String[] request = new String[lines.length];
        for (int i = 0; i < lines.length; i++) {
            request[i] = lines[i].replace("PORT", Integer.toString(service.port()));
        }
        String answer = RawClient.answer(service.uri(), request);
        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), String.join(" | ", request) + ": " + answer);
        if (status >= 400) {
            String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
            assertEquals(status, RunningService.json(body).get("status"));
            assertTrue(body.contains(message), body);
        }
    }
}
