package dev.ghostlane.cli.npy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.cli.console.InputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyTest {
    private static final String GOOD = NpyFiles.header("<f4", "(2, 3)");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "1", "7", "2,3", "1,2,3,4", "3,0,2", "1,300,700,2"})
    void whatIsWrittenIsRead(String sizes) throws IOException {
        Integer[] shape = sizes.isEmpty()
                ? new Integer[0]
                : Stream.of(sizes.split(",")).map(Integer::valueOf).toArray(Integer[]::new);
        SplittableRandom random = new SplittableRandom(1);
        float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.intBitsToFloat(random.nextInt());
        }
        Path file = NpyFiles.write(folder.resolve("a.npy"), values, shape);
        assertEquals(List.of(shape), NpyFiles.shape(file));
        assertArrayEquals(NpyFiles.floats(values), NpyFiles.floats(NpyFiles.read(file)));
    }

    /// The bytes that `numpy.save` gives for `numpy.float32([[1, 2, 3], [4, 5, 6]])`.
    @Test
    void theFileHasTheBytesOfNumPy() throws IOException {
        Path file = NpyFiles.write(folder.resolve("a.npy"), new float[]{1, 2, 3, 4, 5, 6}, 2, 3);
        String dictionary = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }";
        String header = dictionary + " ".repeat(117 - dictionary.length()) + "\n";
        assertArrayEquals(NpyFiles.bytes(1, 0, header, NpyFiles.floats(1, 2, 3, 4, 5, 6)), Files.readAllBytes(file));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void allVersionsAreRead(int major) throws IOException {
        Path file = write(NpyFiles.bytes(major, 0, GOOD, NpyFiles.floats(1, 2, 3, 4, 5, 6)));
        assertArrayEquals(new float[]{1, 2, 3, 4, 5, 6}, NpyFiles.read(file));
    }

    @Test
    void keysMayHaveAnyOrderAndSpacing() throws IOException {
        String header = "\t{\"shape\":(2,3,),'fortran_order' : False , \"descr\":\"<f4\"}   ";
        Path file = write(NpyFiles.bytes(1, 0, header, NpyFiles.floats(1, 2, 3, 4, 5, 6)));
        assertEquals(List.of(2, 3), NpyFiles.shape(file));
        String python2 = "{'descr': '<f4', 'fortran_order': False, 'shape': (2L, 3L), }";
        assertEquals(List.of(2, 3),
                NpyFiles.shape(write(NpyFiles.bytes(1, 0, python2, NpyFiles.floats(1, 2, 3, 4, 5, 6)))));
    }

    /// What `numpy.save` writes of the numbers 0, 1, 200, as this type.
    @ParameterizedTest
    @CsvSource({"<f2, 0000003c405a", ">f2, 00003c005a40", "<f4, 000000000000803f00004843",
            ">f4, 000000003f80000043480000",
            "<f8, 0000000000000000000000000000f03f0000000000006940",
            ">f8, 00000000000000003ff00000000000004069000000000000",
            "|u1, 0001c8", "<u1, 0001c8", "<i2, 00000100c800", ">u2, 0000000100c8", "<i4, 0000000001000000c8000000",
            ">u4, 0000000000000001000000c8", "<u8, 00000000000000000100000000000000c800000000000000",
            ">i8, 0000000000000000000000000000000100000000000000c8"})
    void typesOfNumbers(String dtype, String data) throws IOException {
        Path file = write(NpyFiles.bytes(1, 0, NpyFiles.header(dtype, "(3,)"), HexFormat.of().parseHex(data)));
        assertArrayEquals(new float[]{0, 1, 200}, NpyFiles.read(file));
        assertEquals(dtype.endsWith("f4"), readsAsFloat32(file));
    }

    private static boolean readsAsFloat32(Path file) throws IOException {
        try {
            NpyReader.openFloat32(file).close();
            return true;
        } catch (InputException e) {
            assertTrue(e.getMessage().startsWith(file + ": expected numbers of float32, found "), e.getMessage());
            return false;
        }
    }

    @Test
    void largestAndSmallestIntegers() throws IOException {
        byte[] ones = new byte[8];
        Arrays.fill(ones, (byte) 0xff);
        assertArrayEquals(new float[]{0x1p64f},
                NpyFiles.read(write(NpyFiles.bytes(1, 0, NpyFiles.header("<u8", "(1,)"), ones))));
        assertArrayEquals(new float[]{-1},
                NpyFiles.read(write(NpyFiles.bytes(1, 0, NpyFiles.header(">i8", "(1,)"), ones))));
        assertArrayEquals(new float[]{0x1p32f, 0x1p32f},
                NpyFiles.read(write(NpyFiles.bytes(1, 0, NpyFiles.header("<u4", "(2,)"), ones))));
        assertArrayEquals(new float[]{-1, -1, -1, -1},
                NpyFiles.read(write(NpyFiles.bytes(1, 0, NpyFiles.header("<i2", "(2, 2)"), ones))));
    }

    /// Infinities stay, as NumPy's own conversion has it.
    @Test
    void doublesThatFloatsCannotHoldAreRefused() throws IOException {
        byte[] values = ByteBuffer.allocate(24).putDouble(1e-300).putDouble(Double.NEGATIVE_INFINITY).putDouble(-1e39)
                .array();
        Path file = write(NpyFiles.bytes(1, 0, NpyFiles.header(">f8", "(3,)"), values));
        assertEquals(file + ": expected values that float32 can hold, found -1.0E39 as element 2",
                assertThrows(InputException.class, () -> NpyFiles.read(file)).getMessage());
        assertArrayEquals(new float[]{0, Float.NEGATIVE_INFINITY}, NpyFiles.read(
                write(NpyFiles.bytes(1, 0, NpyFiles.header(">f8", "(2,)"), Arrays.copyOf(values, 16)))));
    }

    /// In Fortran order the first axis varies fastest. Read in pieces, it comes in C order.
    @Property(tries = 50, seed = "1")
    void fortranOrder(@ForAll @Size(max = 5) List<@IntRange(min = 1, max = 9) Integer> shape) throws IOException {
        int count = shape.stream().reduce(1, (a, b) -> a * b);
        float[] file = new float[count];
        float[] expected = new float[count];
        for (int c = 0; c < count; c++) {
            int rest = c;
            int from = 0;
            int stride = count;
            for (int axis = shape.size() - 1; axis >= 0; axis--) {
                stride /= shape.get(axis);
                from += rest % shape.get(axis) * stride;
                rest /= shape.get(axis);
            }
            expected[c] = file[from] = c;
        }
        String sizes = shape.stream().map(size -> size + ", ").collect(Collectors.joining("", "(", ")"));
        byte[] bytes = NpyFiles.bytes(1, 0, NpyFiles.header("<f4", sizes).replace("False", "True"),
                NpyFiles.floats(file));
        try (NpyReader reader = new NpyReader(new BytesChannel(bytes), bytes.length, "x")) {
            float[] found = new float[count];
            float[] piece = new float[7];
            for (int done = 0; done < count; done += piece.length) {
                int length = Math.min(piece.length, count - done);
                reader.read(piece, length);
                System.arraycopy(piece, 0, found, done, length);
            }
            assertArrayEquals(expected, found);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', value = {"|b1~, truth values; convert it with array.astype('float32')",
            "<c8~, complex numbers",
            "|O~, Python objects, which are code", "<U5~, texts", "|S5~, texts", "<M8[D]~, dates", "<m8[s]~, durations",
            "|V8~, records", "<f16~; convert it with array.astype('float32')", "f4~''",
            "=f4~; convert it with array.astype('float32')",
            "''~''", "<f1~; convert it with array.astype('float32')", "|f4~; convert it with array.astype('float32')"})
    void otherTypesAreNamed(String dtype, String words) throws IOException {
        String message = refused(NpyFiles.bytes(1, 0, NpyFiles.header(dtype, "(6,)"), new byte[24]));
        assertTrue(
                message.endsWith(": expected numbers (float16, float32, float64 or integers), found the dtype '" + dtype
                        + "'" + words),
                message);
    }

    @Test
    void structuredTypesAreNamed() throws IOException {
        String structured = "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (6,), }";
        assertTrue(refused(NpyFiles.bytes(1, 0, structured, new byte[24]))
                .endsWith(": expected numbers, found a structured dtype; save one of its fields, array['name']"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{", "[]", "null", "{'descr': '<f4'}", "{'descr': '<f4', 'fortran_order': False}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (6,), 'more': 1}",
            "{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (6,)}",
            "{'descr': '<f4', 'fortran_order': 0, 'shape': (6,)}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (6)}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': 6}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': [6]}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (-6,)}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (6.0,)}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (,)}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (6,,)}",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (6,)} x",
            "{'descr': '<f4', 'fortran_order': False, 'shape': (6,)",
            "{'descr': '<f4' 'fortran_order': False, 'shape': (6,)}",
            "{'descr': '<f4, 'fortran_order': False, 'shape': (6,)}",
            "{descr: '<f4', 'fortran_order': False, 'shape': (6,)}"})
    void damagedDictionariesAreRefused(String header) throws IOException {
        refused(NpyFiles.bytes(1, 0, header, new byte[24]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(7,)", "(5,)", "()", "(2147483647,)", "(2147483648,)", "(99999999999999999999999,)",
            "(2147483647, 2147483647)", "(2147483647, 2147483647, 2147483647, 2147483647)",
            "(65536, 65536, 65536, 65536)", "(0,)", "(3, 0)"})
    void theLengthMustFitTheShape(String shape) throws IOException {
        refused(NpyFiles.bytes(1, 0, NpyFiles.header("<f4", shape), new byte[24]));
    }

    @Test
    void everyTruncationIsRefused() throws IOException {
        byte[] good = NpyFiles.bytes(2, 0, GOOD, NpyFiles.floats(1, 2, 3, 4, 5, 6));
        for (int length = 0; length < good.length; length++) {
            refused(Arrays.copyOf(good, length));
        }
        refused(Arrays.copyOf(good, good.length + 1));
    }

    @Test
    void otherVersionsAndGiantHeadersAreRefused() throws IOException {
        refused(NpyFiles.bytes(4, 0, GOOD, new byte[24]));
        refused(NpyFiles.bytes(1, 1, GOOD, new byte[24]));
        refused(NpyFiles.bytes(0, 0, GOOD, new byte[24]));
        byte[] giant = NpyFiles.bytes(2, 0, GOOD, new byte[24]);
        giant[10] = (byte) 0xff;
        giant[11] = (byte) 0xff;
        refused(giant);
        refused(NpyFiles.bytes(2, 0, GOOD + " ".repeat(1 << 17), new byte[24]));
        refused("PK\3\4 something else entirely".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void randomMutationsAreReadOrRefused() throws IOException {
        byte[] good = NpyFiles.bytes(1, 0, GOOD, NpyFiles.floats(1, 2, 3, 4, 5, 6));
        for (long seed = 0; seed < 5_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] bytes = good.clone();
            for (int i = random.nextInt(1, 5); i > 0; i--) {
                int position = random.nextInt(good.length - 24);
                bytes[position] = random.nextBoolean()
                        ? (byte) random.nextInt()
                        : (byte) "(){}[],:'\"0123456789 FT<f4\\".charAt(random.nextInt(27));
            }
            Path file = write(bytes);
            try {
                assertEquals(6, NpyFiles.read(file).length, "seed " + seed);
            } catch (InputException e) {
                assertTrue(e.getMessage().startsWith(file.toString()), "seed " + seed + ": " + e.getMessage());
            }
        }
    }

    @Test
    void nothingIsLeftOfAFileThatIsNotCommitted() throws IOException {
        Path file = NpyFiles.write(folder.resolve("a.npy"), new float[]{1}, 1);
        try (NpyWriter writer = NpyWriter.create(file, List.of(2))) {
            writer.write(new float[]{7}, 1);
            assertThrows(IllegalStateException.class, writer::commit);
            assertThrows(IllegalStateException.class, () -> writer.write(new float[2], 2));
        }
        assertArrayEquals(new float[]{1}, NpyFiles.read(file));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void aLinkIsFollowedAndOtherThingsAreLeftAlone() throws IOException {
        Path file = NpyFiles.write(folder.resolve("a.npy"), new float[]{1}, 1);
        Path link = Files.createSymbolicLink(folder.resolve("link.npy"), file);
        NpyFiles.write(link, new float[]{2}, 1);
        assertTrue(Files.isSymbolicLink(link));
        assertArrayEquals(new float[]{2}, NpyFiles.read(file));
        assertThrows(InputException.class, () -> NpyWriter.create(folder, List.of(1)));
        assertThrows(InputException.class, () -> NpyWriter.create(Path.of("/dev/null"), List.of(1)));
        assertThrows(InputException.class, () -> NpyWriter.create(folder.resolve("no/a.npy"), List.of(1)));
        assertThrows(InputException.class, () -> NpyReader.open(folder));
        assertThrows(InputException.class, () -> NpyReader.open(folder.resolve("none.npy")));
    }

    private Path write(byte[] bytes) throws IOException { return Files.write(folder.resolve("x.npy"), bytes); }

    private String refused(byte[] bytes) throws IOException {
        Path file = write(bytes);
        String message = assertThrows(InputException.class, () -> NpyReader.open(file).close()).getMessage();
        assertTrue(message.startsWith(file.toString()), message);
        return message;
    }
}
