package dev.ghostlane.images.jpeg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.ghostlane.images.PillowFiles;
import dev.ghostlane.images.PillowFiles.Case;
import dev.ghostlane.images.PillowFiles.Verdict;
import dev.ghostlane.kernels.jpeg.ColourSpace;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/// What holds for coefficients whatever the file. That they are right, their pixels say, see `JpegPillowTest`.
class JpegReaderTest {
    private static final List<Case> SAMPLE = PillowFiles.jpegs();

    private final JpegReader reader = new JpegReader();

    @Provide
    Arbitrary<Case> accepted() { return Arbitraries.of(SAMPLE).filter(file -> file.verdict() == Verdict.DECODES); }

    private static boolean isStored(JpegReader reader) { return reader.coefficientBytes() > 0; }

    /// Position of the extent of a block within an MCU.
    private static int extent(int place) { return 2 * (place >> 7) + (place >> 3 & 1); }

    @Property(tries = 300)
    void anyPartsOfRowsAreThoseOfTheWhole(@ForAll("accepted") Case file, @ForAll long seed) {
        int[] whole = JpegCoefficients.read(reader, file.file());
        Frame frame = reader.frame();
        int step = JpegCoefficients.step(frame);
        int[] places = JpegCoefficients.places(frame);
        int row = frame.across() * step;
        short[] part = new short[step * frame.across()];
        int[] extents = new int[part.length / 64];
        Random random = new Random(seed);
        reader.begin(places, step);
        for (int y = 0; y < frame.down(); y++) {
            for (int x = 0; x < frame.across();) {
                int count = 1 + random.nextInt(frame.across() - x);
                if (random.nextBoolean()) {
                    reader.skip(count);
                } else {
                    Arrays.fill(part, (short) 0);
                    int at = step * random.nextInt(frame.across() - count + 1);
                    reader.read(count, part, extents, at);
                    for (int i = 0; i < count; i++) {
                        assertMcu(whole, y * (row + row / 64), row, x + i, part, extents, at + i * step, places, step);
                    }
                }
                x += count;
            }
        }
        reader.end();
    }

    private static void assertMcu(int[] whole, int line, int row, int mcu, short[] part, int[] extents, int at,
            int[] places, int step) {
        for (int i = 0; i < step; i++) {
            assertEquals(whole[line + mcu * step + i], part[at + i], "MCU " + mcu + ", coefficient " + i);
        }
        for (int place : places) {
            assertEquals(whole[line + row + extent(mcu * step + place)], extents[extent(at + place)],
                    "MCU " + mcu + ", block at " + place);
        }
    }

    @Property(tries = 300)
    void extentsAreExact(@ForAll("accepted") Case file) {
        int[] all = JpegCoefficients.read(reader, file.file());
        Frame frame = reader.frame();
        int step = JpegCoefficients.step(frame);
        int row = frame.across() * step;
        for (int y = 0; y < frame.down(); y++) {
            int line = y * (row + row / 64);
            for (int mcu = 0; mcu < frame.across(); mcu++) {
                for (int place : JpegCoefficients.places(frame)) {
                    int expected = 0;
                    for (int i = 1; i < 64; i++) {
                        expected |= all[line + mcu * step + place + i / 8 * 16 + i % 8] == 0 ? 0 : i;
                    }
                    assertEquals(expected, all[line + row + extent(mcu * step + place)],
                            "row " + y + ", MCU " + mcu + ", block at " + place);
                }
            }
        }
    }

    /// Whatever was read before, even if it was damaged.
    @Property(tries = 300)
    void oneReaderReadsFileAfterFile(@ForAll long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 5; i++) {
            Case file = SAMPLE.get(random.nextInt(SAMPLE.size()));
            if (file.verdict() == Verdict.REFUSES) {
                assertThrows(JpegException.class, () -> JpegCoefficients.read(reader, file.file()), file.how());
            } else if (file.verdict() == Verdict.DECODES) {
                assertArrayEquals(JpegCoefficients.read(new JpegReader(), file.file()),
                        JpegCoefficients.read(reader, file.file()), file.how());
            }
        }
    }

    /// The same header gives the same object, so that nothing has to be prepared for it again.
    @Test
    void filesInOneScanAreReadWithoutAllocation() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (Case file : SAMPLE) {
            if (file.verdict() != Verdict.DECODES) {
                continue;
            }
            reader.open(file.file());
            if (isStored(reader)) {
                continue;
            }
            reader.load();
            Frame frame = reader.frame();
            int[] places = JpegCoefficients.places(frame);
            int step = JpegCoefficients.step(frame);
            int across = frame.across();
            int down = frame.down();
            short[] coefficients = new short[across * step];
            int[] extents = new int[coefficients.length / 64];
            long least = Long.MAX_VALUE;
            for (int i = 0; i < 5; i++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                reader.open(file.file());
                reader.load();
                reader.begin(places, step);
                for (int y = 0; y < down; y++) {
                    Arrays.fill(coefficients, (short) 0);
                    reader.read(across / 2, coefficients, extents, 0);
                    reader.skip(across - across / 2);
                }
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
                assertSame(frame, reader.frame(), file.how());
            }
            assertEquals(0, least, file.how());
        }
    }

    @Test
    void coloursAreGuessedAsLibjpegDoes() {
        assertEquals(ColourSpace.YCC, colours(true, 0, "123"));
        assertEquals(ColourSpace.YCC, colours(true, -1, "RGB"));
        assertEquals(ColourSpace.RGB, colours(false, 0, "123"));
        assertEquals(ColourSpace.YCC, colours(false, 1, "RGB"));
        assertEquals(ColourSpace.YCC, colours(false, 2, "123"));
        assertEquals(ColourSpace.RGB, colours(false, -1, "RGB"));
        assertEquals(ColourSpace.YCC, colours(false, -1, "rgb"));
        assertEquals(ColourSpace.GRAY, colours(false, 2, "1"));
        assertEquals(ColourSpace.CMYK, colours(true, -1, "1234"));
        assertEquals(ColourSpace.CMYK, colours(true, 0, "CMYK"));
        assertEquals(ColourSpace.YCCK, colours(false, 1, "1234"));
        assertEquals(ColourSpace.YCCK, colours(false, 2, "1234"));
    }

    private ColourSpace colours(boolean jfif, int adobe, String names) {
        reader.open(new TestJpeg().withNames(names).withJfif(jfif).withAdobe(adobe).bytes());
        reader.load();
        return reader.frame().colours();
    }

    @Test
    void scansOfPartsNeedMemoryForTheWhole() {
        TestJpeg file = new TestJpeg().withNames("123").withSize(17, 9);
        reader.open(file.bytes());
        assertEquals(0, reader.coefficientBytes());
        reader.open(file.withProgression(true).bytes());
        assertEquals(3 * 3 * 2 * 64 * 2, reader.coefficientBytes());
        assertTrue(reader.width() == 17 && reader.height() == 9);
    }
}
