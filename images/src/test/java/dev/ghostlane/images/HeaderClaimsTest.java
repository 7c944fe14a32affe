package dev.ghostlane.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A header that announces more pixels than the file can have costs no memory for them.
class HeaderClaimsTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int SIDE = 5000;
    private static final long MOST = 1 << 20;

    private static void endsTooEarly(byte[] file) {
        assertThrows(ImageException.class, () -> ImageDecoder.decode(file, "a"));
        long before = THREADS.getCurrentThreadAllocatedBytes();
        ImageException e = assertThrows(ImageException.class, () -> ImageDecoder.decode(file, "a"));
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertEquals("a: the image is truncated or damaged: it ends too early", e.getMessage());
        assertTrue(allocated < MOST, allocated + " bytes");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 32773})
    void tiff(int compression) {
        boolean isFax = compression > 1 && compression < 5;
        endsTooEarly(new TestTiff(SIDE, SIDE, isFax ? 1 : 8, 1, 1).tag(259, compression).piece(new byte[100]).file());
        endsTooEarly(new TestTiff(SIDE, SIDE, isFax ? 1 : 8, 1, 1).tag(259, compression).piece(new byte[100])
                .without(279).file());
        endsTooEarly(new TestTiff(SIDE, SIDE, isFax ? 1 : 8, 1, 1).tag(259, compression).tag(322, SIDE).tag(323, SIDE)
                .piece(new byte[100]).file());
    }

    /// In bands, too, and where only the need is asked for.
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void png(int interlaced) {
        byte[] header = ByteBuffer.allocate(13).putInt(SIDE).putInt(SIDE).put((byte) 8).putInt(interlaced).array();
        byte[] small = TestImages.png(1, 1, 8, 0, (byte) 1);
        byte[] file = TestImages.withChunk(small, "abCd", new byte[40]);
        CRC32 crc = new CRC32();
        crc.update("IHDR".getBytes(StandardCharsets.US_ASCII));
        crc.update(header);
        ByteBuffer.wrap(file).position(16).put(header).putInt((int) crc.getValue());
        String message = "a: the PNG file is truncated or damaged: it ends too early, its " + file.length
                + " bytes are too few for 5000×5000 pixels";
        InputReader reader = InputReader.whole(Preprocessing.IMAGENET, 300, 200);
        float[] input = new float[reader.floats()];
        ImageSource source = ImageSource.of(file, "a");
        for (Executable refused : List.<Executable>of(() -> ImageDecoder.decode(file, "a"),
                () -> ImageDecoder.memory(file, "a", DecodeOptions.DEFAULT),
                () -> reader.memory(file, "a", DecodeOptions.DEFAULT), () -> reader.read(source, input, 0))) {
            assertEquals(message, assertThrows(ImageException.class, refused).getMessage());
            long before = THREADS.getCurrentThreadAllocatedBytes();
            assertThrows(ImageException.class, refused);
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            assertTrue(allocated < MOST, allocated + " bytes");
        }
    }

    @Test
    void gif() {
        ByteBuffer file = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
        file.put("GIF89a".getBytes()).putShort((short) SIDE).putShort((short) SIDE).put(new byte[]{(byte) 0x80, 0, 0})
                .put(new byte[6]).put((byte) ',').putInt(0).putShort((short) SIDE).putShort((short) SIDE).put((byte) 0)
                .put(new byte[]{2, 100});
        endsTooEarly(file.array());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void bmp(int compression) {
        ByteBuffer file = ByteBuffer.allocate(2000).order(ByteOrder.LITTLE_ENDIAN);
        int bits = compression == 2 ? 4 : 8;
        file.put(new byte[]{'B', 'M'}).putInt(0).putInt(0).putInt(1200).putInt(40).putInt(SIDE).putInt(SIDE)
                .putShort((short) 1).putShort((short) bits).putInt(compression).putInt(0).putLong(0).putLong(0)
                .put(new byte[]{1, 2, 3});
        endsTooEarly(file.array());
    }
}
