package dev.ghostlane.images;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Photos are turned upright where that is asked for, and only there.
class OrientationTest {
    private static final DecodeOptions UPRIGHT = DecodeOptions.DEFAULT.withUpright(true);

    private static final int VALUE_END = 32;

    /// EXIF tags: another one, then the orientation.
    private static byte[] tags(ByteOrder order, int type, int orientation) {
        byte mark = (byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M');
        return ByteBuffer.allocate(38).order(order).put(mark).put(mark).putShort((short) 42).putInt(8)
                .putShort((short) 2).putShort((short) 0x0100).putShort((short) 3).putInt(1).putInt(0)
                .putShort((short) 0x0112).putShort((short) type).putInt(1).putShort((short) orientation).array();
    }

    /// Pixels that are letters, lines separated by strokes.
    private static RgbImage letters(String text) {
        String[] lines = text.split("/");
        byte[] rgb = new byte[3 * lines.length * lines[0].length()];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (text.replace("/", "").charAt(i / 3) + i % 3);
        }
        return new RgbImage(lines[0].length(), lines.length, rgb);
    }

    private static void assertSame(RgbImage expected, RgbImage actual, String... message) {
        assertEquals(expected.toString(), actual.toString(), () -> String.join("", message));
        assertArrayEquals(expected.rgb(), actual.rgb(), () -> String.join("", message));
    }

    @ParameterizedTest
    @CsvSource({"1,ab/cd/ef", "2,ba/dc/fe", "3,fe/dc/ba", "4,ef/cd/ab", "5,ace/bdf", "6,eca/fdb", "7,fdb/eca",
            "8,bdf/ace"})
    void everyOrientationBecomesUpright(int orientation, String expected) {
        RgbImage stored = letters("ab/cd/ef");
        for (ByteOrder order : new ByteOrder[]{ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            byte[] tiff = TestImages.tiff(order, orientation, 2, 3, stored.rgb());
            assertSame(letters(expected), ImageDecoder.decode(tiff, "a.tiff", UPRIGHT));
            assertSame(letters(expected), ImageDecoder.decode(tiff, "a.tiff"), "TIFF, as Pillow does");
            byte[] png = TestImages.withChunk(TestImages.png(2, 1, 8, 2, (byte) 1, (byte) 2, (byte) 3, (byte) 4,
                    (byte) 5, (byte) 6), "eXIf", tags(order, 3, orientation));
            boolean turned = orientation > 4;
            assertEquals(turned ? "1×2 RGB" : "2×1 RGB", ImageDecoder.decode(png, "a.png", UPRIGHT).toString());
            byte[] jpeg = TestImages.withSegment(TestImages.encode(TestImages.picture(20, 30), "jpg"), 1, "Exif\0\0",
                    tags(order, 3, orientation));
            RgbImage unturned = ImageDecoder.decode(jpeg, "a.jpg");
            assertSame(Orientation.values()[orientation - 1].upright(unturned),
                    ImageDecoder.decode(jpeg, "a.jpg", UPRIGHT));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 255, 256, 65535})
    void valuesWithoutAMeaningChangeNothing(int orientation) {
        RgbImage stored = letters("ab/cd/ef");
        byte[] tiff = TestImages.tiff(ByteOrder.LITTLE_ENDIAN, orientation, 2, 3, stored.rgb());
        assertSame(stored, ImageDecoder.decode(tiff, "a.tiff", UPRIGHT));
    }

    /// EXIF tags: the orientation alone, as a value of any type, in the entry or, if it is longer, after it.
    private static byte[] typed(ByteOrder order, int type, int count, Consumer<ByteBuffer> value, int bytes) {
        byte mark = (byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M');
        ByteBuffer tags = ByteBuffer.allocate(26 + 16).order(order).put(mark).put(mark).putShort((short) 42).putInt(8)
                .putShort((short) 1).putShort((short) 0x0112).putShort((short) type).putInt(count);
        if (bytes * count > 4) {
            tags.putInt(26).position(26);
        }
        value.accept(tags);
        return tags.array();
    }

    /// What Pillow 9.4 turns and what it leaves, tried with each type.
    @Test
    void theValueMayBeOfAnyTypeOfNumbersAsInPillow() {
        byte[] plain = TestImages.encode(TestImages.picture(20, 30), "jpg");
        Consumer<ByteBuffer> text = tags -> tags.put((byte) '6').put((byte) 0);
        for (ByteOrder order : new ByteOrder[]{ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            Map<String, byte[]> turned = Map.ofEntries(
                    Map.entry("SHORT", typed(order, 3, 1, tags -> tags.putShort((short) 6), 2)),
                    Map.entry("SHORT, 3 of them",
                            typed(order, 3, 3, tags -> tags.putShort((short) 6).putShort((short) 1), 2)),
                    Map.entry("LONG", typed(order, 4, 1, tags -> tags.putInt(6), 4)),
                    Map.entry("RATIONAL", typed(order, 5, 1, tags -> tags.putInt(12).putInt(2), 8)),
                    Map.entry("SBYTE", typed(order, 6, 1, tags -> tags.put((byte) 6), 1)),
                    Map.entry("SSHORT", typed(order, 8, 1, tags -> tags.putShort((short) 6), 2)),
                    Map.entry("SLONG", typed(order, 9, 1, tags -> tags.putInt(6), 4)),
                    Map.entry("SRATIONAL", typed(order, 10, 1, tags -> tags.putInt(-6).putInt(-1), 8)),
                    Map.entry("FLOAT", typed(order, 11, 1, tags -> tags.putFloat(6), 4)),
                    Map.entry("DOUBLE", typed(order, 12, 1, tags -> tags.putDouble(6), 8)),
                    Map.entry("IFD", typed(order, 13, 1, tags -> tags.putInt(6), 4)),
                    Map.entry("LONG8", typed(order, 16, 1, tags -> tags.putLong(6), 8)));
            Map<String, byte[]> left = Map.ofEntries(
                    Map.entry("BYTE", typed(order, 1, 1, tags -> tags.put((byte) 6), 1)),
                    Map.entry("ASCII", typed(order, 2, 2, text, 1)),
                    Map.entry("UNDEFINED", typed(order, 7, 1, tags -> tags.put((byte) 6), 1)),
                    Map.entry("no type", typed(order, 99, 1, tags -> tags.putShort((short) 6), 2)),
                    Map.entry("no value", typed(order, 3, 0, tags -> tags.putShort((short) 6), 2)),
                    Map.entry("6/0", typed(order, 5, 1, tags -> tags.putInt(6).putInt(0), 8)),
                    Map.entry("6.5", typed(order, 11, 1, tags -> tags.putFloat(6.5f), 4)),
                    Map.entry("-6", typed(order, 9, 1, tags -> tags.putInt(-6), 4)));
            turned.forEach((name, tags) -> assertEquals("30×20 RGB", ImageDecoder
                    .decode(TestImages.withSegment(plain, 1, "Exif\0\0", tags), "a.jpg", UPRIGHT).toString(), name));
            left.forEach((name, tags) -> assertEquals("20×30 RGB", ImageDecoder
                    .decode(TestImages.withSegment(plain, 1, "Exif\0\0", tags), "a.jpg", UPRIGHT).toString(), name));
        }
    }

    @Test
    void damagedTagsChangeNothing() {
        byte[] plain = TestImages.encode(TestImages.picture(20, 30), "jpg");
        RgbImage expected = ImageDecoder.decode(plain, "a.jpg");
        byte[] tags = tags(ByteOrder.BIG_ENDIAN, 3, 6);
        for (int length = 0; length < VALUE_END; length++) {
            byte[] cut = TestImages.withSegment(plain, 1, "Exif\0\0", Arrays.copyOf(tags, length));
            assertEquals(30, ImageDecoder.decode(cut, "a.jpg", UPRIGHT).height(), "cut to " + length);
        }
        byte[] far = ByteBuffer.wrap(tags.clone()).putInt(4, Integer.MAX_VALUE - 8).array();
        byte[] negative = ByteBuffer.wrap(tags.clone()).putInt(4, -8).array();
        for (byte[] bad : new byte[][]{far, negative, tags(ByteOrder.BIG_ENDIAN, 2, 6)}) {
            assertSame(expected, ImageDecoder.decode(TestImages.withSegment(plain, 1, "Exif\0\0", bad), "a.jpg",
                    UPRIGHT));
        }
        assertSame(expected, ImageDecoder.decode(TestImages.withSegment(plain, 1, "http", tags), "a.jpg", UPRIGHT));
    }
}
