package demo;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Stopping keeps nobody from the answer that is under way.
@Timeout(60)
class StopTest {

    @Test
    void anUploadThatHasBegunIsAnsweredWhileTheServiceStops() throws Exception {
        byte[] photo = RunningService.photo();
        try (RunningService service = new RunningService(Settings.DEFAULT);
                RawClient client = new RawClient(service.uri())) {
            UploadTest.beginUpload(service, client, photo);
            while (service.uploads() == 0) {
                Thread.sleep(10);
            }
            URI uri = service.uri();
            Thread stopping = Thread.ofPlatform().start(service::close);
            awaitRefusal(uri);
            assertTrue(stopping.isAlive(), "it did not wait");

            client.send(new byte[]{photo[photo.length - 1]});
            String answer = client.rest();
            assertTrue(answer.startsWith("HTTP/1.1 200 ") && answer.contains("\"cat\""), answer);
            // At once, not when the thirty seconds are over.
            assertTrue(stopping.join(Duration.ofSeconds(20)), "it does not end");
        }
    }

    @Test
    void anUploadThatBrokeOffIsNotWaitedFor() throws Exception {
        byte[] photo = RunningService.photo();
        try (RunningService service = new RunningService(Settings.DEFAULT)) {
            try (RawClient client = new RawClient(service.uri())) {
                UploadTest.beginUpload(service, client, photo);
                while (service.uploads() == 0) {
                    Thread.sleep(10);
                }
            }
            while (service.uploads() > 0) {
                Thread.sleep(10);
            }
            Thread stopping = Thread.ofPlatform().start(service::close);
            assertTrue(stopping.join(Duration.ofSeconds(10)), "it does not end");
        }
    }

    private static void awaitRefusal(URI uri) throws InterruptedException {
        while (true) {
            try (RawClient _ = new RawClient(uri)) {
                Thread.sleep(10);
            } catch (IOException e) {
                assertThrows(IOException.class, () -> new RawClient(uri).close());
                return;
            }
        }
    }
}
