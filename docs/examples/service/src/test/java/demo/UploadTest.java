package demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.ghostnetv2.PoolOptions;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Uploads are bounded in size and in number.
@Timeout(120)
class UploadTest {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anUploadHasSoManyBytesAndNoMore(boolean chunked) throws Exception {
        byte[] photo = RunningService.photo();
        try (RunningService service = new RunningService(Settings.DEFAULT.withUploadBytes(photo.length))) {
            assertEquals(200, service.post("classify", body(photo, chunked)).statusCode());
        }
        try (RunningService service = new RunningService(Settings.DEFAULT.withUploadBytes(photo.length - 1))) {
            ClassifyTest.assertError(413, "expected a photo of at most " + (photo.length - 1) + " bytes",
                    service.post("classify", body(photo, chunked)));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoSendsMuchTooMuchHearsOfItToo(boolean chunked) throws Exception {
        try (RunningService service = new RunningService(Settings.DEFAULT.withUploadBytes(1000))) {
            HttpResponse<String> answer = service.post("classify", body(new byte[20_000_000], chunked));
            ClassifyTest.assertError(413, "at most 1000 bytes", answer);
            assertEquals(0, service.uploads());
        }
    }

    private static BodyPublisher body(byte[] bytes, boolean chunked) {
        return chunked
                ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))
                : BodyPublishers.ofByteArray(bytes);
    }

    @Test
    void oneUploadTooManyIsRefusedAtOnce() throws Exception {
        byte[] photo = RunningService.photo();
        try (RunningService service = new RunningService(Settings.DEFAULT.withUploads(2));
                RawClient first = new RawClient(service.uri());
                RawClient second = new RawClient(service.uri())) {
            beginUpload(service, first, photo);
            beginUpload(service, second, photo);
            while (service.uploads() < 2) {
                Thread.sleep(10);
            }
            HttpResponse<String> answer = service.post(photo);
            ClassifyTest.assertError(503, "busy with 2 photos", answer);
            assertEquals("1", answer.headers().firstValue("Retry-After").orElseThrow());

            first.send(new byte[]{photo[photo.length - 1]});
            String late = first.rest();
            assertTrue(late.startsWith("HTTP/1.1 200 ") && late.contains("\"cat\""), late);
            assertEquals(200, service.post(photo).statusCode());
        }
    }

    /// Each photo keeps a session busy for a hundred times as long as the others are patient.
    @Test
    void aPhotoThatWaitsTooLongForItsTurnIsRefused() throws Exception {
        ByteArrayOutputStream slow = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(6000, 6000, BufferedImage.TYPE_INT_RGB), "png", slow);
        int photos = PoolOptions.DEFAULT.sessions() + 2;
        Settings hasty = Settings.DEFAULT.withUploads(photos).withPatience(Duration.ofMillis(1));
        try (RunningService service = new RunningService(hasty)) {
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < photos; i++) {
                answers.add(service.postAsync(slow.toByteArray()));
            }
            List<HttpResponse<String>> refused = new ArrayList<>();
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                if (answer.join().statusCode() != 200) {
                    refused.add(answer.join());
                }
            }
            assertTrue(!refused.isEmpty() && refused.size() < photos, refused.size() + " of " + photos + " refused");
            for (HttpResponse<String> answer : refused) {
                ClassifyTest.assertError(503, "waited ", answer);
                assertEquals("1", answer.headers().firstValue("Retry-After").orElseThrow());
            }
            assertTrue(refused.stream().anyMatch(answer -> answer.body().contains(" ms for one of ")),
                    () -> refused.getFirst().body());
            assertEquals(200, service.post(RunningService.photo()).statusCode(), "its turn is at once");
        }
    }

    /// Sends all of an upload but its last byte.
    static void beginUpload(RunningService service, RawClient client, byte[] photo) throws Exception {
        client.lines("POST /classify HTTP/1.1", "Host: localhost:" + service.port(), "Connection: close",
                "Content-Length: " + photo.length, "");
        client.send(Arrays.copyOf(photo, photo.length - 1));
    }
}
