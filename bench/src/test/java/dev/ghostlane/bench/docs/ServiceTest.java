package dev.ghostlane.bench.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The HTTP service of the page about production, started as it says there.
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ServiceTest {
    private static final int UPLOADS = 1000;
    private static final int MOST_LINES = 30;

    @TempDir
    private Path folder;

    private static String service() {
        return Project.read().pages().stream().filter(page -> Objects.equals(page.name(), "docs/production.md"))
                .flatMap(page -> page.javaBlocks().stream()).filter(block -> block.contains("class Service"))
                .findAny().orElseThrow();
    }

    @Test
    void aThousandUploadsAtOnceAreAnswered() throws Exception {
        assertTrue(service().lines().count() <= MOST_LINES, service());
        Path source = Files.writeString(folder.resolve("Service.java"), service());
        int port = freePort();
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true", "-Dfile.encoding=UTF-8", "-cp", JavaBlocks.classPath(), source.toString(),
                "" + port).redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
        try {
            awaitStart(process, port);
            uploads(port);
        } catch (Exception | AssertionError e) {
            throw new AssertionError(e.getMessage() + "; the service said: " + Files.readString(folder.resolve("log")),
                    e);
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static void uploads(int port) throws IOException {
        byte[] good = image();
        byte[] bad = Arrays.copyOf(good, good.length / 2);
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/classify"))
                    .timeout(Duration.ofMinutes(5));
            for (int i = 0; i < UPLOADS; i++) {
                answers.add(client.sendAsync(
                        request.copy().POST(BodyPublishers.ofByteArray(i % 10 == 7 ? bad : good)).build(),
                        BodyHandlers.ofString()));
            }
            String first = null;
            int busy = 0;
            for (int i = 0; i < UPLOADS; i++) {
                HttpResponse<String> answer = answers.get(i).join();
                if (answer.statusCode() == 503) {
                    assertTrue(answer.body().contains("wait"), answer.body());
                    busy++;
                } else if (i % 10 == 7) {
                    assertEquals(400, answer.statusCode());
                    assertTrue(answer.body().startsWith("the stream: the PNG file is truncated or damaged"),
                            answer.body());
                } else {
                    assertEquals(200, answer.statusCode(), answer.body());
                    first = first == null ? answer.body() : first;
                    assertEquals(first, answer.body());
                }
            }
            assertTrue(busy < UPLOADS / 2, busy + " found the service busy");
        }
    }

    private static byte[] image() throws IOException {
        BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < 48; y++) {
            for (int x = 0; x < 64; x++) {
                image.setRGB(x, y, x * 4 << 16 | y * 5 << 8 | (x * y & 0xff));
            }
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(image, "png", file);
        return file.toByteArray();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void awaitStart(Process process, int port) throws InterruptedException {
        while (true) {
            assertTrue(process.isAlive(), "it ended");
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("localhost", port));
                return;
            } catch (IOException e) {
                Thread.sleep(100);
            }
        }
    }
}
