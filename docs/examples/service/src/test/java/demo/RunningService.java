package demo;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// A service for a test, and a client of it.
final class RunningService implements AutoCloseable {
    static final GhostNetV2 MODEL = GhostNetV2.bundled();

    /// A cat, 451×300 pixels.
    static final Path PHOTO = Path.of("src/test/resources/chelsea.png").toAbsolutePath();

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final PhotoService service;

    RunningService(Settings settings) { this(MODEL, settings); }

    RunningService(GhostNetV2 model, Settings settings) {
        try {
            service = PhotoService.start(model, settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] photo() {
        try {
            return Files.readAllBytes(PHOTO);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, Object> json(HttpResponse<String> answer) { return json(answer.body()); }

    static Map<String, Object> json(String body) {
        try {
            return JSON.std.mapFrom(body);
        } catch (IOException e) {
            throw new AssertionError("expected JSON, found " + body, e);
        }
    }

    URI uri() { return service.uri(); }

    int port() { return uri().getPort(); }

    HttpResponse<String> post(byte[] body, String... headers) throws IOException, InterruptedException {
        return post("classify", BodyPublishers.ofByteArray(body), headers);
    }

    HttpResponse<String> post(String path, BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        return send(request(path, headers).POST(body));
    }

    CompletableFuture<HttpResponse<String>> postAsync(byte[] body) {
        return client.sendAsync(request("classify").POST(BodyPublishers.ofByteArray(body)).build(),
                BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers));
    }

    HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri().resolve(path)).timeout(Duration.ofMinutes(1));
        return headers.length == 0 ? request : request.headers(headers);
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /// How many photos it is receiving or classifying.
    int uploads() throws IOException, InterruptedException { return (int) json(get("health")).get("uploads"); }

    @Override
    public void close() {
        service.close();
        client.close();
    }
}
