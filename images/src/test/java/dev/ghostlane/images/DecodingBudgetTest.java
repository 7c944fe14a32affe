package dev.ghostlane.images;

import static dev.ghostlane.images.TestImages.encode;
import static dev.ghostlane.images.TestImages.picture;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Images that are decoded at once share memory, each waiting for its turn.
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DecodingBudgetTest {
    private static final long MIB = 1 << 20;
    private static final DecodeOptions OPTIONS = DecodeOptions.DEFAULT;
    private static final Duration NO_TIME = Duration.ZERO;

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "bmp", "tiff"})
    void anImageTakesSixBytesAPixelOrMore(String format) {
        byte[] file = encode(picture(200, 100), format);
        long bytes = ImageDecoder.memory(file, "it", OPTIONS);
        assertTrue(bytes >= 6 * 200 * 100 && bytes <= 13 * 200 * 100, format + ": " + bytes);
        long limited = ImageDecoder.memory(encode(picture(900, 700), format), "it", OPTIONS.withMemoryLimit(MIB));
        assertTrue(limited <= 2 * MIB, "with subsampling: " + limited);
    }

    @Test
    void whatIsNoImageHasNoNeed() {
        assertThrows(ImageException.class, () -> ImageDecoder.memory(new byte[100], "it", OPTIONS));
        assertThrows(ImageException.class, () -> ImageDecoder.memory(new byte[0], "it", OPTIONS));
    }

    @Test
    void sharesComeBackOnce() throws InterruptedException {
        DecodingBudget budget = new DecodingBudget(4 * MIB);
        DecodingBudget.Share share = budget.reserve(3 * MIB);
        assertEquals(MIB, budget.free());
        assertNull(budget.reserve(2 * MIB, NO_TIME));
        share.close();
        share.close();
        assertEquals(4 * MIB, budget.free());
        budget.reserve(100 * MIB).close();
        assertEquals(4 * MIB, budget.free());
        assertThrows(IllegalArgumentException.class, () -> budget.reserve(-1));
        assertThrows(IllegalArgumentException.class, () -> new DecodingBudget(MIB - 1));
    }

    @Test
    void aLargeImageIsNotPassedBySmallOnes() throws InterruptedException {
        DecodingBudget budget = new DecodingBudget(4 * MIB);
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        List<Thread> waiting = new ArrayList<>();
        try (DecodingBudget.Share _ = budget.reserve(3 * MIB)) {
            for (long bytes : new long[]{4 * MIB, 1, 2}) {
                Thread thread = Thread.ofPlatform().start(() -> {
                    try (DecodingBudget.Share _ = budget.reserve(bytes)) {
                        order.add("" + bytes);
                        // Long enough that the next would be seen if it did not wait; two small ones may meet.
                        Thread.sleep(bytes == 4 * MIB ? 20 : 0);
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                });
                waiting.add(thread);
                while (thread.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
            }
            assertEquals(List.of(), order);
        }
        for (Thread thread : waiting) {
            thread.join();
        }
        assertEquals("" + 4 * MIB, order.getFirst());
        assertEquals(3, order.size());
    }

    @Test
    void anImageHoldsItsShareWhileItIsUsed() {
        byte[] png = encode(picture(300, 200), "png");
        DecodingBudget budget = new DecodingBudget(4 * MIB);
        RgbImage used = budget.use(ImageSource.of(png, "a.png"), OPTIONS, NO_TIME, image -> {
            assertTrue(budget.free() < 4 * MIB - 6 * 300 * 200 + 1024, "" + budget.free());
            return image;
        });
        assertArrayEquals(ImageDecoder.decode(png, "a.png").rgb(), used.rgb());
        assertEquals(4 * MIB, budget.free());
        assertThrows(ImageException.class, () -> budget.use(ImageSource.of(new byte[9], "b.png"), OPTIONS, NO_TIME,
                image -> image));
        assertEquals(4 * MIB, budget.free());
    }

    @Test
    void whoWaitsTooLongOrIsInterruptedHasNoMemoryNow() throws InterruptedException {
        byte[] png = encode(picture(300, 200), "png");
        DecodingBudget budget = new DecodingBudget(MIB);
        try (DecodingBudget.Share _ = budget.reserve(MIB)) {
            String message = assertThrows(ImageMemoryException.class, () -> budget.use(ImageSource.of(png, "a.png"),
                    OPTIONS, Duration.ofMillis(5), image -> image)).getMessage();
            assertTrue(message.startsWith("a.png: waited 5 ms for "), message);
            Thread.currentThread().interrupt();
            assertThrows(ImageMemoryException.class, () -> budget.use(ImageSource.of(png, "a.png"), OPTIONS,
                    Duration.ofMinutes(1), image -> image));
            assertTrue(Thread.interrupted());
        }
        assertEquals(MIB, budget.free());
    }

    @Test
    void whatIsLargerThanTheBudgetIsSubsampled() {
        byte[] png = encode(picture(900, 700), "png");
        assertEquals("450×350 RGB", new DecodingBudget(MIB).use(ImageSource.of(png, "a.png"), OPTIONS, NO_TIME,
                RgbImage::toString));
    }

    @Test
    void streamsAreReadToTheirEndOrTheLimit() {
        byte[] png = encode(picture(30, 20), "png");
        ImageSource stream = ImageSource.of(new ByteArrayInputStream(png), "upload");
        assertEquals("30×20 RGB", stream.decode(OPTIONS).toString());
        String empty = assertThrows(ImageException.class, () -> stream.decode(OPTIONS)).getMessage();
        assertTrue(empty.startsWith("upload: ") && empty.contains("empty"), empty);
        ImageSource endless = ImageSource.of(new InputStream() {
            @Override
            public int read() { return 1; }
        }, "endless");
        String tooLong = assertThrows(ImageException.class, () -> endless.decode(OPTIONS.withMemoryLimit(MIB)))
                .getMessage();
        assertEquals("endless: expected an image of at most 1048576 bytes, found a larger file", tooLong);
        ImageSource broken = ImageSource.of(new InputStream() {
            @Override
            public int read() throws IOException { throw new IOException("connection reset"); }
        }, "broken");
        String reset = assertThrows(ImageException.class, () -> broken.loaded(OPTIONS)).getMessage();
        assertEquals("broken: cannot be read: connection reset", reset);
    }

    @Test
    void nullsAreRefusedByName() {
        assertEquals("path", assertThrows(NullPointerException.class, () -> ImageDecoder.decode(null)).getMessage());
        assertEquals("file", assertThrows(NullPointerException.class, () -> ImageDecoder.decode(null, "x"))
                .getMessage());
        assertEquals("source", assertThrows(NullPointerException.class, () -> ImageDecoder.decode(new byte[9], null))
                .getMessage());
        assertEquals("options", assertThrows(NullPointerException.class,
                () -> ImageDecoder.decode(new byte[9], "x", null)).getMessage());
        assertEquals("image", assertThrows(NullPointerException.class, () -> BufferedImages.rgb(null)).getMessage());
        assertFalse(ImageSource.of(new byte[0], "x").name().isEmpty());
    }
}
