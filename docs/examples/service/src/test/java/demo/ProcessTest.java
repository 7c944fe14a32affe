package demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The service in a process of its own: its command line, and limits that are those of a process.
@Timeout(120)
class ProcessTest {
    private static final Pattern ADDRESS = Pattern.compile("Listening on (\\S+),.*");
    private static final int TERMINATED = 128 + 15;

    @Test
    void slowClientsAreCutOffWhileOthersAreAnswered() throws Exception {
        Process process = start(List.of(), "--port", "0", "--request-seconds", "2");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            URI service = address(out);
            long begin = System.nanoTime();
            try (RawClient headers = new RawClient(service); RawClient body = new RawClient(service)) {
                headers.lines("POST /classify HTTP/1.1", "Host: localhost:" + service.getPort());
                body.lines("POST /classify HTTP/1.1", "Host: localhost:" + service.getPort(), "Content-Length: 1000000",
                        "");
                boolean headersCut = false;
                boolean bodyCut = false;
                while (!headersCut || !bodyCut) {
                    assertTrue(System.nanoTime() - begin < 60e9, "headers cut: " + headersCut + ", body: " + bodyCut);
                    String answer = RawClient.answer(service, "GET /health HTTP/1.1",
                            "Host: localhost:" + service.getPort());
                    assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
                    headersCut = headersCut || isCut(headers, "X-Slow: yes\r\n");
                    bodyCut = bodyCut || isCut(body, "slow");
                    Thread.sleep(100);
                }
                assertTrue(System.nanoTime() - begin > 1e9, "they were cut off at once");
            }
            process.destroy();
            assertEquals(TERMINATED, process.waitFor());
        } finally {
            process.destroyForcibly();
        }
    }

    private static boolean isCut(RawClient client, String more) {
        try {
            client.send(more.getBytes(StandardCharsets.US_ASCII));
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /// A photo may be good although there is no memory for it.
    @Test
    void aPhotoWithoutMemoryIsRefusedForNow() throws Exception {
        ByteArrayOutputStream huge = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(5000, 5000, BufferedImage.TYPE_BYTE_GRAY), "gif", huge);
        Process process = start(List.of("-Xmx64m"), "--port", "0");
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
                HttpClient client = HttpClient.newHttpClient()) {
            URI classify = address(out).resolve("classify");
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(classify).POST(BodyPublishers.ofByteArray(huge.toByteArray())).build(),
                    BodyHandlers.ofString());
            ClassifyTest.assertError(503, "no room", answer);
            assertEquals("1", answer.headers().firstValue("Retry-After").orElseThrow());
            assertEquals(200, client.send(
                    HttpRequest.newBuilder(classify).POST(BodyPublishers.ofByteArray(RunningService.photo())).build(),
                    BodyHandlers.ofString()).statusCode());
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void whoOpensItToTheNetworkMustSayUnderWhichName() throws Exception {
        Process process = start(List.of(), "--host", "0.0.0.0");
        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(2, process.waitFor(), said);
        assertTrue(said.contains("--host 0.0.0.0 needs --origin"), said);
    }

    @Test
    void anOriginHasNoPath() throws Exception {
        Process process = start(List.of(), "--origin", "https://photos.example/page");
        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(2, process.waitFor(), said);
        assertTrue(said.contains("expected an origin such as https://photos.example, without a path"), said);
    }

    private static Process start(List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "demo.Main"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }

    private static URI address(BufferedReader out) throws IOException {
        String line = out.readLine();
        Matcher address = ADDRESS.matcher(String.valueOf(line));
        assertTrue(address.matches(), "expected the address, found " + line);
        return URI.create(address.group(1));
    }
}
