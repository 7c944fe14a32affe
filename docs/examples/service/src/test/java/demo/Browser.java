package demo;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A headless Chromium, driven by WebDriver: as much of the protocol as the test of a page needs.
final class Browser implements AutoCloseable {
    private static final Pattern STARTED = Pattern.compile(".*started successfully on port (\\d+).*");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Process driver;
    private final URI session;

    /// Where a program is on the path, under one of its names.
    static Optional<Path> program(String... names) {
        return Stream.of(names).flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))).filter(Files::isExecutable).findFirst();
    }

    Browser(Path chromium, Path chromedriver) throws IOException, InterruptedException {
        driver = new ProcessBuilder(chromedriver.toString(), "--port=0").redirectErrorStream(true).start();
        try {
            URI service = URI.create("http://127.0.0.1:" + port(driver.inputReader(StandardCharsets.UTF_8)) + "/");
            List<String> arguments = new ArrayList<>(List.of("--headless=new", "--disable-gpu",
                    "--disable-dev-shm-usage", "--no-first-run"));
            if (System.getProperty("user.name").equals("root")) {
                // Chromium's sandbox does not work for root, who has only this page opened.
                arguments.add("--no-sandbox");
            }
            Map<?, ?> capabilities = Map.of("goog:chromeOptions",
                    Map.of("binary", chromium.toString(), "args", arguments), "goog:loggingPrefs",
                    Map.of("browser", "ALL"));
            Map<?, ?> answer = (Map<?, ?>) post(service.resolve("session"),
                    Map.of("capabilities", Map.of("alwaysMatch", capabilities)));
            session = service.resolve("session/" + answer.get("sessionId") + "/");
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            driver.destroy();
            throw e;
        }
    }

    private static String port(BufferedReader out) throws IOException {
        StringBuilder said = new StringBuilder();
        String line = out.readLine();
        while (line != null) {
            Matcher started = STARTED.matcher(line);
            if (started.matches()) {
                return started.group(1);
            }
            said.append(line).append('\n');
            line = out.readLine();
        }
        throw new IllegalStateException("chromedriver did not start: " + said);
    }

    /// Opens a page and forgets what those before have left in the console.
    void open(URI page) throws IOException, InterruptedException {
        command("url", Map.of("url", "about:blank"));
        console();
        command("url", Map.of("url", page.toString()));
    }

    /// Runs a function's body in the page.
    Object run(String script) throws IOException, InterruptedException {
        return command("execute/sync", Map.of("script", script, "args", List.of()));
    }

    /// Runs a function's body until it returns something that counts as true in JavaScript.
    Object await(String script) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < PATIENCE.toNanos()) {
            Object found = run("return (() => {" + script + "})() || null");
            if (found != null) {
                return found;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("the page never had: " + script + "; it is " + run("return document.body.innerText"));
    }

    /// Drops a file on the middle of an element, as a hand with a mouse does.
    void drop(Path file, String selector) throws IOException, InterruptedException {
        Map<?, ?> box = (Map<?, ?>) run(
                "return document.querySelector('" + selector + "').getBoundingClientRect().toJSON()");
        int x = (int) (number(box, "x") + number(box, "width") / 2);
        int y = (int) (number(box, "y") + number(box, "height") / 2);
        Map<?, ?> data = Map.of("items", List.of(), "files", List.of(file.toString()), "dragOperationsMask", 1);
        for (String type : List.of("dragEnter", "dragOver", "drop")) {
            devTools("Input.dispatchDragEvent", Map.of("type", type, "x", x, "y", y, "data", data));
        }
    }

    private static double number(Map<?, ?> box, String side) { return ((Number) box.get(side)).doubleValue(); }

    /// Sets the size of the window's content and the colours that the page is told to prefer.
    void show(int width, int height, String colours) throws IOException, InterruptedException {
        devTools("Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        devTools("Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colours))));
    }

    void picture(Path png) throws IOException, InterruptedException {
        Map<?, ?> picture = (Map<?, ?>) devTools("Page.captureScreenshot", Map.of("captureBeyondViewport", true));
        Files.write(png, Base64.getDecoder().decode(picture.get("data").toString()));
    }

    /// What the console has, errors and breaches of the page's policy among it.
    List<?> console() throws IOException, InterruptedException {
        return (List<?>) command("se/log", Map.of("type", "browser"));
    }

    private Object devTools(String method, Map<?, ?> parameters) throws IOException, InterruptedException {
        return command("goog/cdp/execute", Map.of("cmd", method, "params", parameters));
    }

    private Object command(String path, Map<?, ?> parameters) throws IOException, InterruptedException {
        return post(session.resolve(path), parameters);
    }

    private Object post(URI uri, Map<?, ?> parameters) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(HttpRequest.newBuilder(uri).timeout(PATIENCE)
                .POST(BodyPublishers.ofString(JSON.std.asString(parameters))).build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(uri + ": " + answer.body());
        }
        return JSON.std.mapFrom(answer.body()).get("value");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        try {
            client.send(HttpRequest.newBuilder(session.resolve(".")).timeout(PATIENCE).DELETE().build(),
                    BodyHandlers.discarding());
        } finally {
            driver.destroy();
            client.close();
        }
    }
}
