package dev.ghostlane.images.jpeg;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Blocks that nobody sees: what comes after them, and whether the file is accepted, is as if they were decoded,
/// whatever the codes and the bits.
class SkippedBlocksTest {
    private static final int FILES = 2000;
    private static final int[] ZERO_RUN = {0xf0};
    private static final int[] END = {0x00};

    /// Bytes of the table's segment, of random codes: few short ones, many long ones, and some that leave almost
    /// nothing to those that are no code.
    private static byte[] table(Random random, int name, int... most) {
        byte[] counts = new byte[16];
        ByteArrayOutputStream symbols = new ByteArrayOutputStream();
        int free = 1;
        int style = random.nextInt(4);
        for (int bits = 1; bits <= 16; bits++) {
            free *= 2;
            int count = switch (style) {
                case 0 -> random.nextInt(2);
                case 1 -> bits < 3 ? 0 : random.nextInt(4);
                case 2 -> bits < 9 ? random.nextInt(2) : random.nextInt(24);
                default -> random.nextInt(free);
            };
            count = Math.min(Math.min(count, free - 1), 200 - symbols.size());
            for (int i = 0; i < count; i++) {
                symbols.write(most[random.nextInt(most.length)]);
            }
            counts[bits - 1] = (byte) count;
            free -= count;
        }
        ByteArrayOutputStream segment = new ByteArrayOutputStream();
        int length = 2 + 1 + 16 + symbols.size();
        segment.writeBytes(TestJpeg.bytes(0xff, 0xc4, length >> 8, length, name));
        segment.writeBytes(counts);
        segment.writeBytes(symbols.toByteArray());
        return segment.toByteArray();
    }

    /// Symbols of coefficients, among which ends and runs of 16 zeros are frequent, rare, or not at all.
    private static int[] symbols(Random random) {
        int runs = 1 << random.nextInt(5);
        int sizes = 1 + random.nextInt(random.nextBoolean() ? 3 : 15);
        int[] some = random.ints(40, 0, 256).map(v -> (v >> 4) % runs << 4 | 1 + (v & 15) % sizes).toArray();
        IntStream all = IntStream.concat(Arrays.stream(some), Arrays.stream(random.nextBoolean() ? END : some));
        all = IntStream.concat(all, Arrays.stream(random.nextInt(3) == 0 ? ZERO_RUN : some));
        return IntStream.concat(all, IntStream.range(0, random.nextInt(20)).map(_ -> random.nextInt(256))).toArray();
    }

    /// Random bits, with ones that are rare, as frequent as zeros, or frequent; sometimes with markers.
    private static byte[] data(Random random, int length, boolean restarts) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        int style = random.nextInt(4);
        int number = 0;
        for (int i = 0; i < length; i++) {
            int bits = random.nextInt(256);
            int value = style == 0 ? bits & random.nextInt(256) : style == 1 ? bits | random.nextInt(256) : bits;
            data.write(value);
            if (value == 0xff) {
                data.write(0);
            }
            if (restarts && random.nextInt(40) == 0) {
                data.write(0xff);
                data.write(0xd0 + (random.nextInt(10) == 0 ? random.nextInt(8) : number++ % 8));
            }
        }
        return data.toByteArray();
    }

    private static int[] values(byte[] bytes) { return IntStream.range(0, bytes.length).map(i -> bytes[i]).toArray(); }

    private static byte[] file(Random random) {
        ByteArrayOutputStream before = new ByteArrayOutputStream();
        before.writeBytes(table(random, 0x00, random.ints(8, 0, 12).toArray()));
        before.writeBytes(table(random, 0x10, symbols(random)));
        before.writeBytes(table(random, 0x01, random.ints(8, 0, 12).toArray()));
        before.writeBytes(table(random, 0x11, symbols(random)));
        int interval = random.nextInt(3) > 0 ? 0 : 1 + random.nextInt(20);
        before.writeBytes(TestJpeg.bytes(0xff, 0xdd, 0, 4, 0, interval));
        // Of some files more than is held of a file at a time.
        boolean isLarge = random.nextInt(20) == 0;
        int length = 20 + random.nextInt(isLarge ? 200_000 : random.nextBoolean() ? 100 : 4000);
        TestJpeg jpeg = new TestJpeg().withTables(true, false)
                .withSize(8 * (1 + random.nextInt(40)), isLarge ? 800 : 16)
                .withBefore(values(before.toByteArray())).withData(values(data(random, length, interval > 0)));
        if (random.nextInt(3) == 0) {
            jpeg.withNames("123").withSampling(0x22);
        }
        return withOtherTables((random.nextInt(3) == 0 ? jpeg.withAfter() : jpeg).bytes());
    }

    /// Gives the second and third component of a scan of three the second tables.
    private static byte[] withOtherTables(byte[] file) {
        byte[] header = TestJpeg.scan("123");
        for (int at = 0; at + header.length <= file.length; at++) {
            if (Arrays.equals(file, at, at + header.length, header, 0, header.length)) {
                file[at + 8] = 0x11;
                file[at + 10] = 0x11;
            }
        }
        return file;
    }

    /// Reads some MCUs, and passes over or reads others.
    ///
    /// @param seed of how many
    /// @return what was read, and what became of the file
    private static List<String> outcome(JpegReader reader, byte[] file, long seed, boolean pass) {
        List<String> outcome = new ArrayList<>();
        Random random = new Random(seed);
        try {
            Frame frame = reader.frame();
            int step = JpegCoefficients.step(frame);
            int row = frame.across();
            short[] coefficients = new short[row * step];
            int[] extents = new int[coefficients.length / 64];
            reader.begin(JpegCoefficients.places(frame), step);
            for (int left = row * frame.down(); left > 0;) {
                int mcus = 1 + random.nextInt(Math.min(left, row));
                if (random.nextBoolean()) {
                    Arrays.fill(coefficients, (short) 0);
                    reader.read(mcus, coefficients, extents, 0);
                    outcome.add(mcus + " MCUs: " + Arrays.toString(Arrays.copyOf(coefficients, mcus * step))
                            + Arrays.toString(Arrays.copyOf(extents, mcus * step / 64)));
                } else if (pass) {
                    reader.skip(mcus);
                } else {
                    reader.read(mcus, coefficients, extents, 0);
                }
                left -= mcus;
            }
            reader.end();
            outcome.add("accepted");
        } catch (JpegException e) {
            outcome.add(e.getMessage());
        } finally {
            reader.close();
        }
        return outcome;
    }

    private static boolean open(JpegReader reader, byte[] file) {
        try {
            reader.open(file);
            reader.load();
            return true;
        } catch (JpegException e) {
            reader.close();
            return false;
        }
    }

    /// Passes over so many blocks that those that follow are passed over by tables for it.
    private static void skip(JpegReader reader) {
        Frame frame = reader.frame();
        int mcus = frame.across() * frame.down();
        for (int skipped = 0; skipped < HuffmanTable.LEAST_SKIPPED; skipped += mcus) {
            reader.begin(JpegCoefficients.places(frame), JpegCoefficients.step(frame));
            try {
                reader.skip(mcus);
            } catch (JpegException e) {
                // Once more.
            }
        }
    }

    @Test
    void blocksThatArePassedOverChangeNothing() {
        JpegReader reader = new JpegReader();
        int accepted = 0;
        int refused = 0;
        for (int seed = 0; seed < FILES; seed++) {
            byte[] file = file(new Random(seed));
            if (!open(reader, file)) {
                continue;
            }
            List<String> expected = outcome(reader, file, seed, false);
            String message = "seed " + seed + ", file " + HexFormat.of().formatHex(file, 0, Math.min(400, file.length));
            open(reader, file);
            assertEquals(expected, outcome(reader, file, seed, true), () -> "few blocks, " + message);
            open(reader, file);
            skip(reader);
            assertEquals(expected, outcome(reader, file, seed, true), () -> "many blocks, " + message);
            accepted += expected.getLast().equals("accepted") ? 1 : 0;
            refused += expected.getLast().equals("accepted") ? 0 : 1;
        }
        assertTrue(accepted > FILES / 4 && refused > FILES / 20, accepted + " accepted, " + refused + " refused");
    }
}
