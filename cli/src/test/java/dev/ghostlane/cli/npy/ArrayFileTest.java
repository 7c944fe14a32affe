package dev.ghostlane.cli.npy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.cli.console.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Arrays of `.npz` files.
class ArrayFileTest {
    private static final byte[] FIRST = NpyFiles.bytes(1, 0, NpyFiles.header("<f4", "(2,)"), NpyFiles.floats(1, 2));
    private static final byte[] SECOND = NpyFiles.bytes(1, 0, NpyFiles.header("|u1", "(3,)"), new byte[]{3, 4, 5});

    @TempDir
    private Path folder;
    private Path file;

    @BeforeEach
    void name() { file = folder.resolve("x.npz"); }

    @ParameterizedTest
    @ValueSource(ints = {ZipEntry.STORED, ZipEntry.DEFLATED})
    void oneOrOneOfSeveral(int method) throws IOException {
        Files.write(file, NpyFiles.zip(method, "a.npy", FIRST));
        assertArrayEquals(new float[]{1, 2}, read(file.toString()));
        assertArrayEquals(new float[]{1, 2}, read(file + ":a"));
        Files.write(file, NpyFiles.zip(method, "a.npy", FIRST, "b/c d.npy", SECOND, "notes.txt", new byte[9]));
        assertArrayEquals(new float[]{1, 2}, read(file + ":a.npy"));
        assertArrayEquals(new float[]{3, 4, 5}, read(file + ":b/c d"));
        refused(file.toString(), file + ": expected one array, or a choice such as " + file + ":NAME, found the arrays"
                + " a, b/c d");
        refused(file + ":c", file + ": expected an array of the name c, found the arrays a, b/c d");
        refused(file + ":notes.txt", file + ": expected an array of the name notes.txt, found the arrays a, b/c d");
    }

    @Test
    void filesWithoutArrays() throws IOException {
        refused(file + ":a", file + ": no such file");
        Files.write(file, NpyFiles.zip(ZipEntry.STORED, "data.pkl", FIRST));
        refused(file.toString(), file + ": expected one array, or a choice such as " + file
                + ":NAME, found a zip file without .npy files");
        Files.write(file, FIRST);
        assertArrayEquals(new float[]{1, 2}, read(file.toString()));
        refused(file + ":a", file + ": expected an .npz file, of which :a would be an array, found another");
        Files.writeString(file, "PK is not enough");
        refused(file.toString(), file + ": the .npz file is truncated or damaged: zip END header not found");
    }

    /// A file whose own name looks like a choice.
    @Test
    void aFileOfTheWholeNameIsTaken() throws IOException {
        Path odd = Files.write(folder.resolve("x.npz:a"), FIRST);
        assertArrayEquals(new float[]{1, 2}, read(odd.toString()));
    }

    @Test
    void arraysOfTheSameName() throws IOException {
        byte[] zip = NpyFiles.zip(ZipEntry.STORED, "a.npy", FIRST, "b.npy", SECOND);
        String names = new String(zip, StandardCharsets.ISO_8859_1).replace("b.npy", "a.npy");
        Files.write(file, names.getBytes(StandardCharsets.ISO_8859_1));
        refused(file + ":a", file + ": the .npz file has two arrays of the name a");
    }

    /// 20 MB of zeros in 20 KB; 10 MB, as of sixteen black images, are fine.
    @Test
    void whatInflatesBeyondBoundsIsRefused() throws IOException {
        int size = 10 << 20;
        Files.write(file, NpyFiles.zip(ZipEntry.DEFLATED, "a.npy",
                NpyFiles.bytes(1, 0, NpyFiles.header("|u1", "(" + size + ",)"), new byte[size])));
        assertEquals(size, read(file.toString()).length);
        Files.write(file, NpyFiles.zip(ZipEntry.DEFLATED, "a.npy",
                NpyFiles.bytes(1, 0, NpyFiles.header("|u1", "(" + 2 * size + ",)"), new byte[2 * size])));
        String message = assertThrows(InputException.class, () -> read(file.toString())).getMessage();
        assertTrue(message
                .matches("\\Q" + file + ":a: expected at most 100 times its \\E\\d+ compressed bytes, found \\d+;"
                        + " write it with numpy.savez instead of savez_compressed"),
                message);
    }

    @Test
    void lengthsAndChecksumsMustHold() throws IOException {
        byte[] zip = NpyFiles.zip(ZipEntry.STORED, "a.npy", FIRST);
        zip[zip.length / 3] ^= 1;
        Files.write(file, zip);
        assertThrows(InputException.class, () -> read(file.toString()));
        zip = NpyFiles.zip(ZipEntry.STORED, "a.npy", FIRST);
        int data = 30 + "a.npy".length() + FIRST.length - 1;
        zip[data] ^= 1;
        Files.write(file, zip);
        refused(file.toString(), file + ":a: the array does not have the length or checksum that the .npz file states:"
                + " it is damaged");
    }

    @Test
    void randomMutationsAreReadOrRefused() throws IOException {
        byte[] good = NpyFiles.zip(ZipEntry.DEFLATED, "a.npy", FIRST, "b.npy", SECOND);
        for (long seed = 0; seed < 3_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] bytes = Arrays.copyOf(good, random.nextInt(4) == 0 ? random.nextInt(good.length) : good.length);
            for (int i = random.nextInt(1, 4); i > 0 && bytes.length > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            Files.write(file, bytes);
            try {
                assertArrayEquals(new float[]{1, 2}, read(file + ":a"), "seed " + seed);
            } catch (InputException e) {
                assertTrue(e.getMessage().startsWith(file.toString()), "seed " + seed + ": " + e.getMessage());
            }
        }
    }

    private static float[] read(String argument) throws IOException {
        try (NpyReader reader = ArrayFile.of(argument).open()) {
            float[] values = new float[reader.shape().stream().reduce(1, (a, b) -> a * b)];
            reader.read(values, values.length);
            return values;
        }
    }

    private static void refused(String argument, String message) {
        assertEquals(message, assertThrows(InputException.class, () -> read(argument)).getMessage());
    }
}
