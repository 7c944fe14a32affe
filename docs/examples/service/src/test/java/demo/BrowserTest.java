package demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The page in a real browser. Pictures of it are left in `target/pictures`.
@Timeout(180)
class BrowserTest {
    private static final String BEST = "return document.querySelector('#classes li .label')?.textContent";
    private static final Path PICTURES = Path.of("target/pictures").toAbsolutePath();

    @TempDir
    private static Path photos;
    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        Optional<Path> chromium = Browser.program("chromium", "chromium-browser", "google-chrome");
        Optional<Path> driver = Browser.program("chromedriver");
        Assumptions.assumeTrue(chromium.isPresent() && driver.isPresent(),
                "the page is not tested: chromium and chromedriver are not both on the path"
                        + " (Debian: apt install chromium chromium-driver)");
        browser = new Browser(chromium.get(), driver.get());
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void aPhotoThatIsDroppedIsClassified() throws Exception {
        try (RunningService service = new RunningService(Settings.DEFAULT)) {
            browser.open(service.uri());
            browser.drop(RunningService.PHOTO, "#place");
            assertEquals("cat", browser.await(BEST));
            assertEquals("80.34 %", browser.run("return document.querySelector('#classes .share').textContent"));
            assertEquals("chelsea.png", browser.run("return document.querySelector('#status').textContent"));
            browser.await("const shown = document.querySelector('#preview'); return shown.naturalWidth === 451");
            assertEquals(List.of(), browser.console());
            Files.createDirectories(PICTURES);
            for (int width : new int[]{390, 1280}) {
                for (String colours : List.of("light", "dark")) {
                    browser.show(width, 800, colours);
                    assertEquals(true, browser.run("return document.documentElement.scrollWidth <= innerWidth"),
                            "the page is wider than " + width + " pixels");
                    browser.picture(PICTURES.resolve("page-" + width + "-" + colours + ".png"));
                }
            }
        }
    }

    @Test
    void whatIsNoPhotoIsSaidToBe() throws Exception {
        Path text = Files.writeString(photos.resolve("notes.png"), "not a photo");
        try (RunningService service = new RunningService(Settings.DEFAULT)) {
            browser.open(service.uri());
            browser.drop(text, "#place");
            String alarm = browser.await("return document.querySelector('#status.alarm')?.textContent").toString();
            assertTrue(alarm.startsWith("notes.png: expected an image"), alarm);
        }
    }

    @Test
    void labelsAndNamesThatLookLikeHtmlAreText() throws Exception {
        String label = "<img src=x onerror=\"document.title='taken over'\">";
        Path photo = Files.copy(RunningService.PHOTO, photos.resolve("<b onmouseover=alert(1)>&amp;.png"));
        List<String> labels = IntStream.range(0, 10).mapToObj(i -> label + i).toList();
        try (RunningService service = new RunningService(RunningService.MODEL.withLabels(labels), Settings.DEFAULT)) {
            browser.open(service.uri());
            browser.drop(photo, "#place");
            assertEquals(label + 3, browser.await(BEST));
            assertEquals("<b onmouseover=alert(1)>&amp;.png",
                    browser.run("return document.querySelector('#status').textContent"));
            assertEquals(0, ((Number) browser.run("return document.querySelectorAll('#answer img, #answer b').length"))
                    .intValue());
            assertEquals("What is on this photo?", browser.run("return document.title"));
        }
    }

    /// The policy is what the browser makes of it: a script that got into the page would not run.
    @Test
    void scriptsThatAreNotTheServicesDoNotRun() throws Exception {
        try (RunningService service = new RunningService(Settings.DEFAULT)) {
            browser.open(service.uri());
            browser.run("""
                    const script = document.createElement('script');
                    script.textContent = "document.title = 'taken over'";
                    document.body.append(script);
                    document.body.insertAdjacentHTML('beforeend', '<img src="/nowhere" onerror="document.title = 1">');
                    """);
            browser.await("return [...document.images].every(image => image.complete)");
            assertEquals("What is on this photo?", browser.run("return document.title"));
            assertTrue(browser.console().toString().contains("Content Security Policy"));
        }
    }

    /// What a page of another origin sends does arrive. It is refused there.
    @Test
    void otherPagesCannotHavePhotosClassified() throws Exception {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        other.start();
        try (RunningService service = new RunningService(Settings.DEFAULT)) {
            assertEquals(1, classifiedFrom(service.uri(), service));
            assertEquals(1, classifiedFrom(URI.create("http://127.0.0.1:" + other.getAddress().getPort()), service));
        } finally {
            other.stop(0);
        }
    }

    /// Sends a photo from a page and says how many the service has classified then.
    private static Object classifiedFrom(URI page, RunningService service) throws Exception {
        browser.open(page);
        browser.run("""
                document.createElement('canvas').toBlob(photo =>
                    fetch('%sclassify', {method: 'POST', mode: 'no-cors', body: photo})
                        .then(() => document.title = 'sent', problem => document.title = 'sent: ' + problem));
                """.formatted(service.uri()));
        browser.await("return document.title.startsWith('sent')");
        return RunningService.json(service.get("health")).get("classified");
    }
}
