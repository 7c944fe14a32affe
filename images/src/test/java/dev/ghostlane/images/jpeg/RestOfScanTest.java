package dev.ghostlane.images.jpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.images.PillowFiles;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Rows that nobody sees, at the end of a scan: whether the file is accepted does not depend on whether they are
/// decoded.
class RestOfScanTest {
    private static final int VARIANTS = 60;

    private final JpegReader reader = new JpegReader();

    /// What becomes of a file of which so many MCUs are passed over, and then the rest.
    private String outcome(byte[] file, int passed, boolean atOnce) {
        try {
            reader.open(file);
            reader.load();
            Frame frame = reader.frame();
            int left = frame.down() * frame.across() - passed;
            reader.begin(JpegCoefficients.places(frame), JpegCoefficients.step(frame));
            reader.skip(passed);
            if (atOnce) {
                reader.skipRest(left);
            } else {
                reader.skip(left);
            }
            reader.end();
            return "accepted";
        } catch (JpegException e) {
            return e.getMessage();
        } finally {
            reader.close();
        }
    }

    private int mcus(byte[] file) {
        try {
            reader.open(file);
            reader.load();
            return reader.frame().down() * reader.frame().across();
        } catch (JpegException e) {
            return 0;
        } finally {
            reader.close();
        }
    }

    /// Whole files, files that end early, with or without a marker, and files with other bytes.
    private static byte[] variant(byte[] file, Random random) {
        int kind = random.nextInt(5);
        if (kind == 0) {
            return file;
        }
        int end = file.length - random.nextInt(file.length / 2);
        byte[] cut = Arrays.copyOf(file, kind == 1 ? end : kind == 2 ? end + 2 : file.length);
        if (kind == 2) {
            cut[end] = (byte) 0xff;
            cut[end + 1] = (byte) (random.nextBoolean() ? 0xd9 : random.nextInt(256));
        }
        for (int i = 0; kind > 2 && i < kind; i++) {
            cut[cut.length / 2 + random.nextInt(cut.length - cut.length / 2)] = (byte) (random.nextBoolean()
                    ? 0xff
                    : random.nextInt(256));
        }
        return cut;
    }

    @Test
    void isAcceptedOrRefusedAsIfItWereDecoded() {
        Random random = new Random(5);
        int accepted = 0;
        int refused = 0;
        List<byte[]> files = PillowFiles.jpegs().stream().map(PillowFiles.Case::file).toList();
        for (byte[] file : files) {
            for (int i = 0; i < VARIANTS; i++) {
                byte[] variant = variant(file, random);
                int mcus = mcus(variant);
                int passed = random.nextInt(mcus + 1);
                String expected = outcome(variant, passed, false);
                assertEquals(expected, outcome(variant, passed, true), () -> "variant of " + variant.length + " bytes");
                accepted += expected.equals("accepted") ? 1 : 0;
                refused += expected.equals("accepted") ? 0 : 1;
            }
        }
        assertTrue(accepted > files.size() && refused > files.size(), accepted + " accepted, " + refused + " refused");
    }
}
