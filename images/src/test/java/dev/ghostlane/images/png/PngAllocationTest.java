package dev.ghostlane.images.png;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.ghostlane.images.bands.Position;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.resample.Taps;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/// What decoding a PNG to a network's input allocates.
class PngAllocationTest {

    private static final int SIDE = 224;
    private static final List<Float> ONES = List.of(1f, 1f, 1f);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static byte[] photo(int type, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, (i % 251 + i / width) * 0x010203 | 0xff000000);
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(image, "png", file);
        return file.toByteArray();
    }

    /// Means of neighbours, which overlap as a filter's do.
    private static Taps taps(int inputs) {
        int[] first = new int[SIDE];
        int[] start = new int[SIDE + 1];
        for (int i = 0; i < SIDE; i++) {
            first[i] = i * inputs / SIDE;
            start[i + 1] = start[i] + Math.min(4 * inputs / SIDE + 1, inputs - first[i]);
        }
        int[] weights = new int[start[SIDE]];
        Arrays.fill(weights, (1 << Taps.FRACTION_BITS) * SIDE / (4 * inputs + SIDE));
        return new Taps(first, start, weights);
    }

    private static long allocated(PngDecoder decoder, byte[] file, Taps across, Taps down, Position position,
            float[] input) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        decoder.open(file);
        assertTrue(decoder.isInBands(Long.MAX_VALUE));
        decoder.input(across, down, position, ONES, ONES, input, 0);
        decoder.close();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    /// As one would with the pixels of 12 megapixels, 36 MB, nowhere.
    @Test
    void aFirstPhotoNeedsAtMostFourMegabytes() throws IOException {
        byte[] file = photo(BufferedImage.TYPE_3BYTE_BGR, 4000, 3000);
        float[] input = new float[3 * SIDE * SIDE];
        for (boolean isOnItsSide : new boolean[]{false, true}) {
            PngDecoder decoder = new PngDecoder(Kernels.scalar());
            Position position = new Position(isOnItsSide, false, false);
            long bytes = allocated(decoder, file, taps(4000), taps(3000), position, input);
            assertTrue(bytes <= 4 << 20, () -> bytes + " bytes, on its side: " + isOnItsSide);
            decoder.open(file);
            assertTrue(bytes <= decoder.memory(taps(4000), taps(3000), isOnItsSide), () -> bytes + " bytes");
            decoder.close();
        }
    }

    @Test
    void afterTheFirstPhotosNothingIsAllocated() throws IOException {
        for (int type : new int[]{BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_4BYTE_ABGR}) {
            byte[] file = photo(type, 300, 250);
            float[] input = new float[3 * SIDE * SIDE];
            PngDecoder decoder = new PngDecoder(Kernels.best());
            Position position = new Position(false, true, true);
            Taps across = taps(300);
            Taps down = taps(250);
            long least = Long.MAX_VALUE;
            for (int run = 0; run < 3000 && least > 0; run++) {
                least = Math.min(least, allocated(decoder, file, across, down, position, input));
            }
            assertEquals(0, least);
        }
    }
}
