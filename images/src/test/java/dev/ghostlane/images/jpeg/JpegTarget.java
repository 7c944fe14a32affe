package dev.ghostlane.images.jpeg;

import dev.ghostlane.images.PillowFiles;
import dev.ghostlane.testdata.fuzz.FuzzTarget;
import java.util.Arrays;
import java.util.List;

/// A JPEG file, up to its coefficients: refused by a [JpegException], or read to its end.
public final class JpegTarget implements FuzzTarget {
    /// Bytes of the coefficients of the largest image that is read: 16 lines of 32 blocks, so that an input takes
    /// little time.
    private static final long LIMIT = 1 << 16;

    /// Blocks of an MCU, at most: those of 4 components of 4×4. Only those of one scan are at most 10.
    private static final int MOST_BLOCKS = 4 * 16;

    private final JpegReader reader = new JpegReader();
    private final short[] coefficients = new short[8 * MOST_BLOCKS * 64];
    private final int[] extents = new int[coefficients.length / 64];

    @Override
    public String name() { return "jpeg"; }

    @Override
    public List<byte[]> seeds() {
        return PillowFiles.jpegs().stream().map(PillowFiles.Case::file).filter(file -> file.length < 800).limit(40)
                .toList();
    }

    @Override
    public List<String> words() {
        return List.of("JFIF\0", "Adobe", "ÿÚ\0\b\1\1\0\0?\0", "ÿÄ", "ÿÛ", "ÿÝ\0\4\0\1", "ÿÀ\0\13\b",
                "ÿÂ\0\21\b", "ÿÐ", "ÿÙ");
    }

    @Override
    public int longest() { return 2048; }

    @Override
    public Bounds bounds() { return new Bounds(64, (1 << 20) + (128 << 10), 1_000_000_000L); }

    @Override
    public Check parse(byte[] input) {
        try {
            reader.open(input);
            if (reader.coefficientBytes() > LIMIT) {
                return Check.NONE;
            }
            reader.load();
            Frame frame = reader.frame();
            int[] places = JpegCoefficients.places(frame);
            int step = JpegCoefficients.step(frame);
            reader.begin(places, step);
            for (int y = 0; y < frame.down(); y++) {
                if (y > 0 && y % 8 == input.length % 8) {
                    reader.skipRest((frame.down() - y) * frame.across());
                    break;
                }
                if (y % 8 == 7) {
                    reader.skip(frame.across());
                    continue;
                }
                for (int x = 0; x < frame.across(); x += 8) {
                    int count = Math.min(8, frame.across() - x);
                    Arrays.fill(coefficients, 0, count * step, (short) 0);
                    Arrays.fill(extents, 0, count * step / 64, -1);
                    reader.read(count, coefficients, extents, 0);
                    requireExtents(count, places, step);
                }
            }
            reader.end();
        } catch (JpegException e) {
            if (e.getMessage().isBlank()) {
                throw new AssertionError("expected a message", e);
            }
        } finally {
            reader.close();
        }
        return Check.NONE;
    }

    private void requireExtents(int mcus, int[] places, int step) {
        for (int i = 0; i < mcus; i++) {
            for (int place : places) {
                int at = i * step + place;
                int extent = extents[2 * (at >> 7) + (at >> 3 & 1)];
                if ((extent & ~63) != 0 || extent == 0 && coefficients[at + 1] != 0) {
                    throw new AssertionError("MCU " + i + ", block at " + place + ": found the extent " + extent);
                }
            }
        }
    }
}
