package dev.ghostlane.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rules of PNG that are broken one at a time: the file is refused with what is wrong, or decoded as Pillow does.
class BadPngsTest {

    /// Two lines of two pixels of 8-bit gray.
    private static final byte[] ROWS = {0, 1, 2, 0, 3, 4};

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    BadPngsTest() { file.writeBytes(new byte[]{(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}); }

    private BadPngsTest chunk(String name, byte... content) {
        return chunk(name, content.length, content, 0);
    }

    /// @param error is added to the checksum
    private BadPngsTest chunk(String name, int length, byte[] content, int error) {
        byte[] letters = name.getBytes(StandardCharsets.ISO_8859_1);
        CRC32 crc = new CRC32();
        crc.update(letters);
        crc.update(content);
        file.writeBytes(ByteBuffer.allocate(12 + content.length).putInt(length).put(letters).put(content)
                .putInt((int) crc.getValue() + error).array());
        return this;
    }

    private BadPngsTest header(int bits, int type, int compression, int filters, int interlacing) {
        return chunk("IHDR", ByteBuffer.allocate(13).putInt(2).putInt(2).put((byte) bits).put((byte) type)
                .put((byte) compression).put((byte) filters).put((byte) interlacing).array());
    }

    private BadPngsTest gray() { return header(8, 0, 0, 0, 0); }

    private static byte[] deflated(byte... rows) {
        Deflater deflater = new Deflater();
        deflater.setInput(rows);
        deflater.finish();
        byte[] deflated = new byte[200 + rows.length];
        int length = deflater.deflate(deflated);
        deflater.end();
        return Arrays.copyOf(deflated, length);
    }

    private void refused(String message) {
        ImageException e = assertThrows(ImageException.class, () -> ImageDecoder.decode(file.toByteArray(), "a.png"));
        assertEquals("a.png: the PNG file is " + message, e.getMessage());
    }

    private void decoded() {
        RgbImage image = ImageDecoder.decode(file.toByteArray(), "a.png");
        assertArrayEquals(new byte[]{1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4}, image.rgb());
    }

    @Test
    void aFileNeedsNoEnd() {
        gray().chunk("IDAT", deflated(ROWS)).decoded();
        file.write(77);
        decoded();
    }

    @Test
    void theDataMayBeInPieces() {
        byte[] data = deflated(ROWS);
        gray().chunk("IDAT");
        for (byte piece : data) {
            chunk("IDAT", piece).chunk("IDAT");
        }
        chunk("IEND").decoded();
    }

    @Test
    void nothingMayBeBetweenThePieces() {
        byte[] data = deflated(ROWS);
        gray().chunk("IDAT", Arrays.copyOf(data, 5)).chunk("tEXt", new byte[4])
                .chunk("IDAT", Arrays.copyOfRange(data, 5, data.length))
                .refused("truncated or damaged: it ends too early, without all of its rows");
    }

    @Test
    void moreDataThanRowsAreIgnored() {
        gray().chunk("IDAT", deflated(Arrays.copyOf(ROWS, 100))).chunk("IEND").decoded();
    }

    /// Every chunk has a checksum of its own.
    @Test
    void theChecksumOfWhatIsInflatedIsNotLookedAt() {
        byte[] data = deflated(ROWS);
        data[data.length - 1]++;
        gray().chunk("IDAT", data).decoded();
    }

    @Test
    void fewerRowsAreRefused() {
        gray().chunk("IDAT", deflated(Arrays.copyOf(ROWS, 3)))
                .refused("damaged: its compressed data have fewer rows than the header says");
    }

    @Test
    void unknownChunksAndThoseThatMakeNoPixelsMayBeWrong() {
        gray().chunk("tRNS").chunk("gAMA", 2, new byte[2], 1).chunk("NEWx", new byte[9])
                .chunk("PLTE", 2, new byte[2], 5)
                .chunk("IDAT", deflated(ROWS)).chunk("IEND").decoded();
    }

    @ParameterizedTest
    @CsvSource({"IHDR", "PLTE", "IDAT"})
    void wrongChecksumsOfOthersAreRefused(String name) {
        byte[] header = {0, 0, 0, 2, 0, 0, 0, 2, 8, 3, 0, 0, 0};
        chunk("IHDR", 13, header, name.equals("IHDR") ? 1 : 0)
                .chunk("PLTE", 6, new byte[6], name.equals("PLTE") ? 1 : 0)
                .chunk("IDAT", deflated(ROWS).length, deflated(ROWS), name.equals("IDAT") ? 1 : 0);
        refused("damaged: the checksum of a chunk " + name + " is wrong");
    }

    @ParameterizedTest
    @CsvSource({"3,0", "16,3", "4,2", "8,1", "8,7", "1,4", "0,0"})
    void unknownSamplesAreRefused(int bits, int type) {
        header(bits, type, 0, 0, 0).refused("damaged: its header has the colour type " + type + " with " + bits
                + " bits");
    }

    @Test
    void unknownMethodsAreRefused() {
        header(8, 0, 1, 0, 0).refused("damaged: its compression or its filters are unknown");
        new BadPngsTest().header(8, 0, 0, 2, 0).refused("damaged: its compression or its filters are unknown");
        new BadPngsTest().header(8, 0, 0, 0, 2).refused("damaged: its interlacing is unknown");
        new BadPngsTest().gray().chunk("IDAT", deflated((byte) 0, (byte) 1, (byte) 2, (byte) 5, (byte) 3, (byte) 4))
                .refused("damaged: a row has the filter 5");
    }

    @Test
    void chunksOutOfTheirOrderAreRefused() {
        chunk("IDAT", deflated(ROWS)).refused("damaged: it does not begin with its header");
        new BadPngsTest().gray().gray().refused("damaged: there is a chunk IHDR before the image data");
        new BadPngsTest().gray().chunk("IEND").refused("damaged: it has no image data");
        new BadPngsTest().gray().refused("truncated or damaged: it ends too early, before the image data");
        new BadPngsTest().gray().chunk("I\0AT").refused("damaged: there is a chunk 0x49004154 before the image data");
        new BadPngsTest().chunk("IHDR", new byte[14]).refused("damaged: its header has 14 bytes");
    }

    @Test
    void palettesMustBeThereAndFit() {
        header(8, 3, 0, 0, 0).chunk("IDAT", deflated(ROWS)).refused("damaged: it has no palette");
        new BadPngsTest().header(8, 3, 0, 0, 0).chunk("PLTE", new byte[771])
                .refused("damaged: its palette has 257 colours");
    }

    @Test
    void lengthsBeyondTheFileAreRefused() {
        byte[] data = deflated(ROWS);
        gray().chunk("IDAT", data.length + 100, data, 0)
                .refused("truncated or damaged: it ends too early, within the chunk IDAT");
        new BadPngsTest().gray().chunk("tEXt", Integer.MAX_VALUE, data, 0)
                .refused("truncated or damaged: it ends too early, before the image data");
        new BadPngsTest().gray().chunk("tEXt", -1, data, 0).refused("damaged: the chunk tEXt has 4294967295 bytes");
    }

    @Test
    void dataThatCannotBeInflatedAreRefused() {
        byte[] data = deflated(ROWS);
        data[2] = (byte) 0xff;
        ImageException e = assertThrows(ImageException.class, () -> ImageDecoder.decode(
                gray().chunk("IDAT", data).file.toByteArray(), "a.png"));
        assertTrue(e.getMessage().startsWith("a.png: the PNG file is damaged: its data cannot be inflated: "),
                e.getMessage());
        byte[] dictionary = {0x78, (byte) 0xbb, 1, 2, 3, 4, 0, 0, 0};
        new BadPngsTest().gray().chunk("IDAT", dictionary)
                .refused("damaged: its data do not begin as compressed data do");
        new BadPngsTest().gray().chunk("IDAT", new byte[9])
                .refused("damaged: its data do not begin as compressed data do");
    }

    /// Passes without columns have no rows, so few bytes are enough.
    @Test
    void aColumnThatIsInterlacedIsDecoded() {
        byte[] header = ByteBuffer.allocate(13).putInt(1).putInt(1 << 20).putInt(0x08000000).put((byte) 1).array();
        RgbImage image = ImageDecoder
                .decode(chunk("IHDR", header).chunk("IDAT", deflated(new byte[2 << 20])).file.toByteArray(), "a.png");
        assertEquals("1×1048576 RGB", image.toString());
    }

    /// A file of some hundred bytes that claims a gigabyte.
    @Test
    void sizesThatTheDataCannotHaveAreRefusedBeforeDecoding() {
        byte[] header = ByteBuffer.allocate(13).putInt(30_000).putInt(30_000).put((byte) 8).array();
        chunk("IHDR", header).chunk("IDAT", deflated(new byte[1000]));
        int bytes = file.size();
        refused("truncated or damaged: it ends too early, its " + bytes + " bytes are too few for 30000×30000 pixels");
    }
}
