package dev.ghostlane.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import javax.imageio.IIOException;
import org.junit.jupiter.api.Test;

/// Where the heap has no room for a good image, that is said, and not that the image is bad.
class ImageMemoryTest {
    private static final int WIDTH = 12_000;
    private static final int HEIGHT = 7_000;
    private static final int AT_ONCE = 8;

    /// Decodes a large image many times at once, as a process of its own.
    static final class Decode {
        public static void main(String[] args) throws Exception {
            byte[] png = TestImages.stripes(WIDTH, HEIGHT);
            DecodingBudget budget = new DecodingBudget(512L << 20);
            atOnce("alone", () -> check(ImageDecoder.decode(png, "a.png")));
            atOnce("sharing", () -> budget.use(ImageSource.of(png, "a.png"), DecodeOptions.DEFAULT,
                    Duration.ofMinutes(2), Decode::check));
        }

        private static void atOnce(String how, Supplier<String> decode) throws Exception {
            try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
                List<Future<String>> answers = new ArrayList<>();
                for (int i = 0; i < AT_ONCE; i++) {
                    answers.add(threads.submit(() -> {
                        try {
                            return decode.get();
                        } catch (ImageMemoryException e) {
                            return "no memory: " + e.getMessage();
                        } catch (Throwable e) {
                            return "wrong: " + e;
                        }
                    }));
                }
                for (Future<String> answer : answers) {
                    System.out.println(how + " " + answer.get());
                }
            }
        }

        private static String check(RgbImage image) {
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < 3 * WIDTH; x += 1000) {
                    if (image.rgb()[3 * WIDTH * y + x] != (byte) y) {
                        return "wrong: " + x + " of line " + y;
                    }
                }
            }
            return "right: " + image;
        }
    }

    @Test
    void eightLargeImagesAtOnceAreRightOrThereIsNoMemoryNow() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g", "-Djava.awt.headless=true", "-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-cp",
                System.getProperty("java.class.path"), Decode.class.getName()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        for (String how : new String[]{"alone", "sharing"}) {
            List<String> answers = said.lines().filter(line -> line.startsWith(how)).toList();
            assertEquals(AT_ONCE, answers.size(), said);
            for (String answer : answers) {
                assertTrue(answer.equals(how + " right: 12000×7000 RGB")
                        || answer.startsWith(how + " no memory: a.png: the heap has no room"), said);
            }
        }
        assertTrue(said.contains("sharing right"), said);
    }

    @Test
    void aShortageIsSeenThroughWhateverIsWrappedAroundIt() {
        assertTrue(ImageMemoryException.isShortage(new OutOfMemoryError("any")));
        assertTrue(ImageMemoryException.isShortage(new IIOException("Caught exception during read: ",
                new RuntimeException(new OutOfMemoryError()))));
        assertTrue(ImageMemoryException.isShortage(new IIOException("Java heap space")));
        assertTrue(ImageMemoryException.isShortage(new IIOException("Error reading PNG: Java heap space")));
        assertFalse(ImageMemoryException.isShortage(new IIOException("Error reading PNG image data")));
        assertFalse(ImageMemoryException.isShortage(new IIOException(null, new RuntimeException("bad CRC"))));
    }
}
