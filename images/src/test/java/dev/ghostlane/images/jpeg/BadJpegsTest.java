package dev.ghostlane.images.jpeg;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is not decoded is refused by name.
class BadJpegsTest {
    private final JpegReader reader = new JpegReader();

    private void accepted(TestJpeg file) { JpegCoefficients.read(reader, file.bytes()); }

    private void refused(byte[] file, String part) {
        String message = assertThrows(JpegException.class, () -> JpegCoefficients.read(reader, file)).getMessage();
        assertTrue(message.contains(part), message);
    }

    private void refused(TestJpeg file, String part) { refused(file.bytes(), part); }

    @ParameterizedTest
    @CsvSource({"c3,lossless JPEG", "c5,hierarchical JPEG", "c6,hierarchical JPEG", "c7,hierarchical JPEG",
            "c8,a JPEG with extensions", "c9,arithmetic coding", "ca,arithmetic coding", "cb,arithmetic coding",
            "cd,arithmetic coding", "ce,arithmetic coding", "cf,arithmetic coding", "f7,JPEG-LS",
            "de,hierarchical JPEG", "cc,arithmetic coding"})
    void otherProcessesAreNamed(String marker, String kind) {
        refused(new TestJpeg().withFrame(Integer.parseInt(marker, 16), 8), kind + " is not supported; convert it");
    }

    @Test
    void otherFramesAreNamed() {
        refused(new TestJpeg().withFrame(0xc1, 12), "JPEG of 12 bits a sample is not supported");
        refused(new TestJpeg().withNames("12"), "a JPEG of 2 components is not supported");
        refused(new TestJpeg().withNames("12345"), "a JPEG of 5 components is not supported");
        refused(new TestJpeg().withSize(8, 0), "a JPEG whose height stands after its pixels is not supported");
        refused(new TestJpeg().withSize(0, 8), "its width is 0");
        refused(new TestJpeg().withNames("123").withSampling(0x51), "sampling factors of 1 to 4, found 5×1");
        refused(new TestJpeg().withSize(65_501, 1), "at most 65500 pixels on a side, found 65501×1");
    }

    /// Components of 3 and 2 blocks of an MCU: libjpeg-turbo cannot either.
    @Test
    void fractionsAreNamed() {
        byte[] file = new TestJpeg().withNames("123").withSampling(0x31).bytes();
        accepted(new TestJpeg().withNames("123").withSampling(0x31));
        for (int i = 0; i < file.length - 2; i++) {
            if (file[i] == '2' && file[i + 1] == 0x11) {
                file[i + 1] = 0x21;
                break;
            }
        }
        refused(file, "sampled in fractions of one another (2×1 of 3×1) is not supported");
    }

    @Test
    void missingTablesAreNamed() {
        refused(new TestJpeg().withTables(false, true), "the quantisation table 0 is missing");
        refused(new TestJpeg().withTables(true, false).withProgression(true), "the Huffman table 0");
    }

    /// Of films: the tables that the standard suggests, in which `00` is no difference and `1010` the end of a block.
    @Test
    void sequentialFilesMayLackHuffmanTables() {
        accepted(new TestJpeg().withTables(true, false).withData(0b00101011));
        refused(new TestJpeg().withTables(true, false).withData(0b00101111).withAfter(), "bytes end too early");
    }

    @Test
    void aFileOfTablesMayComeBefore() {
        byte[] image = new TestJpeg().withTables(false, true).bytes();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(Arrays.copyOf(new TestJpeg().bytes(), 2 + 69), 0, 2 + 69);
        file.writeBytes(TestJpeg.bytes(0xff, 0xd9));
        file.writeBytes(image);
        JpegCoefficients.read(reader, file.toByteArray());
        refused(image, "the quantisation table 0 is missing");
    }

    @Test
    void segmentsOfWrongLengthAreNamed() {
        refused(new TestJpeg().withBefore(0xff, 0xdd, 0, 5, 0, 0, 0), "restart interval has a wrong length");
        refused(new TestJpeg().withBefore(0xff, 0xdb, 0, 3, 4), "expected quantisation tables 0 to 3, found 4");
        refused(new TestJpeg().withBefore(0xff, 0xc4, 0, 5, 0, 0, 0), "Huffman tables have a wrong length");
        refused(new TestJpeg().withBefore(0xff, 0xc0, 0, 11, 8, 0, 8, 0, 8, 1, '1', 0x11, 0), "two frame headers");
        refused(new TestJpeg().withBefore(0xff, 0xd8), "another image begins within it");
        refused(new TestJpeg().withBefore(0xff, 0x02, 0, 2), "unknown marker ff 2");
        accepted(new TestJpeg().withBefore(1, 2, 3, 0xff, 0, 0xff, 0xff, 0xff, 0xfe, 0, 3, 1, 0xff, 0xe5, 0, 2));
    }

    /// 65,500×65,500 pixels in 100 bytes.
    @Test
    void fewBytesAreNoLargeImage() {
        for (boolean progressive : new boolean[]{false, true}) {
            refused(new TestJpeg().withSize(65_500, 65_500).withProgression(progressive).withData(0, 0),
                    "bytes are too few for 65500×65500 pixels");
        }
    }

    @Test
    void progressionsThatAreNoneAreNamed() {
        refused(new TestJpeg().withProgression(true).withScan(0, 1, 0), "a scan of coefficients 0 to 1");
        refused(new TestJpeg().withProgression(true).withScan(5, 4, 0), "a scan of coefficients 5 to 4");
        refused(new TestJpeg().withProgression(true).withScan(1, 64, 0), "a scan of coefficients 1 to 64");
        refused(new TestJpeg().withNames("123").withProgression(true).withScan(1, 5, 0), "of 3 components");
        refused(new TestJpeg().withProgression(true).withScan(0, 0, 0x31), "a scan of bit 1 after bit 3");
        refused(new TestJpeg().withProgression(true).withScan(0, 0, 14), "a scan of bit 14");
        refused(new TestJpeg().withProgression(true).withAfter(), "truncated or damaged: it lacks scans");
        refused(new TestJpeg().withAfter(scans(1)), "another scan after the last");
    }

    @Test
    void endlessScansAreRefused() {
        TestJpeg file = new TestJpeg().withProgression(true);
        accepted(file.withAfter(scans(255)));
        refused(file.withAfter(scans(256)), "a JPEG of more than 256 scans is not supported");
    }

    /// Scans of first coefficients, and the end.
    private static int[] scans(int count) {
        byte[] scan = TestJpeg.scan("1", 0, 0, 0);
        byte[] all = new byte[count * (scan.length + 1) + 2];
        for (int i = 0; i < count; i++) {
            System.arraycopy(scan, 0, all, i * (scan.length + 1), scan.length);
        }
        all[all.length - 2] = (byte) 0xff;
        all[all.length - 1] = (byte) 0xd9;
        int[] values = new int[all.length];
        Arrays.setAll(values, i -> all[i]);
        return values;
    }

    /// What comes behind the pixels does not matter if it ends too early.
    @Test
    void aCompleteImageNeedsNoEnd() {
        accepted(new TestJpeg().withAfter("something of a camera's".chars().toArray()));
        accepted(new TestJpeg().withAfter(0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xc4, 0, 40, 1));
        accepted(new TestJpeg().withAfter());
        accepted(new TestJpeg().withAfter(0xff));
        refused(new TestJpeg().withSize(64, 64).withData(0, 0).withAfter(), "bytes end too early");
    }
}
