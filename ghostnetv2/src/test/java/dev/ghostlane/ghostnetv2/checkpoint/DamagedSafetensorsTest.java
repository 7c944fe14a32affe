package dev.ghostlane.ghostnetv2.checkpoint;

import static dev.ghostlane.ghostnetv2.checkpoint.SafetensorsFiles.entry;
import static dev.ghostlane.ghostnetv2.checkpoint.SafetensorsFiles.file;
import static dev.ghostlane.ghostnetv2.checkpoint.SafetensorsFiles.valid;
import static dev.ghostlane.ghostnetv2.checkpoint.SafetensorsFiles.withLength;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every rule of the format, broken: each gives a [CheckpointException] that names the file and the fault.
@Timeout(60)
class DamagedSafetensorsTest {
    private static final byte[] JSON = "{}".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    private static void refused(byte[] file, String... parts) {
        CheckpointException e = assertThrows(CheckpointException.class,
                () -> Safetensors.read(file, "bad.file"));
        assertSays(e, "bad.file: ");
        for (String part : parts) {
            assertSays(e, part);
        }
    }

    private static void assertSays(CheckpointException e, String part) {
        assertTrue(e.getMessage().contains(part), () -> "no <" + part + "> in <" + e.getMessage() + ">");
    }

    private static void refusedPath(Path path, String part) {
        CheckpointException e = assertThrows(CheckpointException.class, () -> Safetensors.read(path));
        assertSays(e, path.toString());
        assertSays(e, part);
        assertInstanceOf(IOException.class, e.getCause());
    }

    @Test
    void aFileCutAnywhereIsRefused() {
        byte[] valid = valid();
        for (int length = 0; length < valid.length; length++) {
            refused(Arrays.copyOf(valid, length));
        }
        refused(new byte[0], "found only 0 bytes");
        refused(Arrays.copyOf(valid, 7), "found only 7 bytes");
        refused(Arrays.copyOf(valid, 8), "found 0 bytes after the header's length", "truncated");
        refused(Arrays.copyOf(valid, 100), "truncated");
        refused(Arrays.copyOf(valid, valid.length - 1), "expected 72 bytes of tensors, found 71",
                "truncated");
    }

    @Test
    void bytesBehindTheLastTensorAreRefused() {
        byte[] valid = valid();
        refused(Arrays.copyOf(valid, valid.length + 1), "expected 72 bytes of tensors, found 73",
                "belong to no tensor");
        refused(file("{}", (byte) 0), "belong to no tensor");
    }

    @Test
    void aHeaderLengthBeyondTheLimitOrTheFileIsRefused() {
        refused(withLength(100_000_001, JSON), "at most 100000000 bytes, found length 100000001");
        refused(withLength(100_000_000, JSON), "expected a header of 100000000 bytes, found 2");
        refused(withLength(-1, JSON), "found length 18446744073709551615");
        refused(withLength(Long.MIN_VALUE, JSON), "found length 9223372036854775808");
        refused(withLength(3, JSON), "truncated");
    }

    @Test
    void pytorchFilesGetAHint() {
        refused("PK\3\4 and so on".getBytes(StandardCharsets.US_ASCII), "PyTorch");
    }

    @ParameterizedTest
    @ValueSource(strings = {" {}", "[]", "\n{}", "null", "\"a\"", "\0{}"})
    void aHeaderThatDoesNotStartWithABraceIsRefused(String header) {
        refused(file(header), "starts with '{'");
    }

    @Test
    void anEmptyHeaderIsRefused() {
        refused(file(""), "an empty header");
        refused(withLength(0, JSON), "an empty header");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{]", "{}}", "{} x", "{}\0", "{,}", "{\"a\"}", "{\"a\":}", "{\"a\":1}",
            "{a:1}", "{'a':{}}", "{\"__metadata__\":{},}", "{\"__metadata__\":{\"a\":\"b\",}}",
            "{\"__metadata__\":{\"a\":\"b\" \"c\":\"d\"}}", "{\"a", "{\"a\\", "{\"a\\\"", "{\"\t\":{}}",
            "{\"\\x\":{}}", "{\"\\u12\":{}}", "{\"\\u12g4\":{}}", "{\"\\ud800\":{}}",
            "{\"\\udc00\\ud800\":{}}", "{/**/}", "{\"a\":NaN}", "{}{}"})
    void aHeaderThatIsNotStrictJsonIsRefused(String header) {
        refused(file(header), "of the header)");
    }

    @Test
    void aHeaderThatIsNotUtf8IsRefused() {
        String text = "{" + entry("x?", "U8", "[0]", 0, 0) + "}";
        int[][] malformed = {{0xff}, {0xc3}, {0xc0, 0x80}, {0xed, 0xa0, 0x80}, {0xf4, 0x90, 0x80, 0x80},
                {0x80}, {0xf0, 0x9f, 0x98}};
        for (int[] bytes : malformed) {
            StringBuilder inserted = new StringBuilder();
            Arrays.stream(bytes).forEach(b -> inserted.append((char) b));
            refused(file(text.replace("?", inserted).getBytes(StandardCharsets.ISO_8859_1)),
                    "not valid UTF-8");
        }
        refused(file(new byte[]{'{', (byte) 0xc3, (byte) 0xa4, '}'}), "found byte 0xc3");
    }

    @Test
    void deepNestingIsRefusedAtItsFirstByte() {
        refused(file("{\"a\":" + "[".repeat(1_000_000)),
                "expected tensor \"a\" to be an object, found an array");
        refused(file("{\"a\":" + "{\"a\":".repeat(1_000_000)), "found \"a\"");
        refused(file("{\"__metadata__\":{\"a\":" + "{\"a\":".repeat(1_000_000)), "found an object");
        refused(file("{\"a\":{\"shape\":" + "[".repeat(1_000_000)),
                "expected a size in a shape, found an array");
    }

    @Test
    void namesThatOccurTwiceAreRefused() {
        String a = entry("a", "U8", "[0]", 0, 0);
        refused(file("{" + a + "," + a + "}"), "tensor \"a\": the name occurs twice");
        refused(file("{" + a + "," + a.replace("\"a\"", "\"\\u0061\"") + "}"), "the name occurs twice");
        refused(file("{\"__metadata__\":{},\"__metadata__\":{}}"), "the name occurs twice");
        refused(file("{\"__metadata__\":{\"k\":\"1\",\"k\":\"2\"}}"),
                "__metadata__ has the name \"k\" twice");
        refused(file("{\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"dtype\":\"U8\",\"data_offsets\":[0,0]}}"),
                "the field dtype occurs twice");
        refused(file("{\"a\":{\"shape\":[0],\"shape\":[0]}}"), "the field shape occurs twice");
        refused(file("{\"a\":{\"data_offsets\":[0,0],\"data_offsets\":[0,0]}}"),
                "the field data_offsets occurs twice");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"1|a number", "null|null", "[\"a\"]|an array",
            "{\"b\":\"c\"}|an object", "true|a truth value"})
    void metadataThatIsNotTextIsRefused(String value, String found) {
        refused(file("{\"__metadata__\":{\"a\":" + value + "}}"), "a string in __metadata__, found " + found);
    }

    @Test
    void metadataThatIsNoObjectIsRefused() {
        refused(file("{\"__metadata__\":\"a\"}"), "expected __metadata__ to be an object, found a string");
        refused(file("{\"__metadata__\":null}"), "expected __metadata__ to be an object, found null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"F31", "f32", "", "F8_E4M3", "float32", " F32"})
    void unknownDtypesAreRefusedByName(String dtype) {
        refused(file("{" + entry("a", dtype, "[0]", 0, 0) + "}"), "tensor \"a\"", "found \"" + dtype + "\"",
                "BF16");
    }

    @Test
    void fieldsThatAreMissingOrUnknownAreRefusedByName() {
        refused(file("{\"a\":{}}"), "dtype is missing");
        refused(file("{\"a\":{\"dtype\":\"U8\",\"data_offsets\":[0,0]}}"), "shape is missing");
        refused(file("{\"a\":{\"dtype\":\"U8\",\"shape\":[0]}}"), "data_offsets is missing");
        refused(file("{\"a\":{\"dtype\":\"U8\",\"strides\":[1]}}"), "found \"strides\"");
    }

    @Test
    void dtypeAgainstDataIsRefused() {
        refused(file("{" + entry("a", "F32", "[2]", 0, 4) + "}", new byte[4]),
                "tensor \"a\": expected 8 bytes for dtype F32 and shape [2], found data_offsets [0, 4]");
        refused(file("{" + entry("a", "F16", "[]", 0, 4) + "}", new byte[4]), "expected 2 bytes");
        refused(file("{" + entry("a", "U8", "[0]", 0, 1) + "}", new byte[1]), "expected 0 bytes");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"[-1]|must not be negative", "[1.5]|whole number",
            "[1e3]|whole number", "[01]|leading zero", "[1,]|expected a size in a shape",
            "[1 1]|expected ',' or ']'", "[null]|found null", "[\"1\"]|found a string",
            "1|a shape as an array", "{}|found an object", "[9223372036854775808]|too large",
            "[99999999999999999999999999]|too large", "[2147483648]|sizes of at most 2147483647",
            "[2147483647,2147483647,4]|overflows", "[2147483647,2147483647,2147483647,0]|overflows",
            "[-]|negative", "[+1]|found '+'"})
    void shapesThatAreNotWholeNumbersInRangeAreRefused(String shape, String part) {
        refused(file("{" + entry("a", "U8", shape, 0, 0) + "}"), part);
    }

    @Test
    void shapesOfTooManyDimensionsAreRefused() {
        String sixtyFour = "1" + ",1".repeat(63);
        Safetensors.read(file("{" + entry("a", "U8", "[" + sixtyFour + "]", 0, 1) + "}", (byte) 0), "test");
        refused(file("{" + entry("a", "U8", "[" + sixtyFour + ",1]", 0, 1) + "}", (byte) 0),
                "at most 64 dimensions");
        refused(file("{" + entry("a", "U8", "[" + "0,".repeat(100_000) + "0]", 0, 0) + "}"), "at most 64");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"[-4,0]|must not be negative", "[0,-4]|must not be negative",
            "[4,0]|with begin up to end, found [4, 0]", "[0]|found 1 numbers", "[0,4,8]|found 3 numbers",
            "[]|found 0 numbers", "[0,18446744073709551615]|too large", "[0,4.0]|whole number",
            "4|data_offsets as an array", "[9223372036854775804,9223372036854775807]|expected 4 bytes",
            "[1152921504606846976,1152921504606846980]|there is a gap"})
    void offsetsThatAreNotARangeAreRefused(String offsets, String part) {
        refused(file("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":" + offsets + "}}",
                new byte[4]), part);
    }

    @Test
    void gapsAndOverlapsAreRefused() {
        refused(file("{" + entry("a", "U8", "[4]", 1, 5) + "}", new byte[5]), "tensor \"a\"", "to begin at 0",
                "there is a gap");
        refused(file("{" + entry("a", "U8", "[4]", 0, 4) + "," + entry("b", "U8", "[4]", 6, 10) + "}",
                new byte[10]), "tensor \"b\"", "to begin at 4", "found 6", "there is a gap");
        refused(file("{" + entry("a", "U8", "[4]", 0, 4) + "," + entry("b", "U8", "[4]", 2, 6) + "}",
                new byte[6]), "tensor \"b\"", "found 2", "the tensors overlap");
        refused(file("{" + entry("a", "U8", "[4]", 0, 4) + "," + entry("b", "U8", "[4]", 0, 4) + "}",
                new byte[4]), "the tensors overlap");
        refused(file("{" + entry("a", "U8", "[4]", 0, 4) + "," + entry("b", "U8", "[0]", 2, 2) + "}",
                new byte[4]), "the tensors overlap");
        refused(file("{" + entry("a", "U8", "[0]", 7, 7) + "}"), "there is a gap");
    }

    @Test
    void filesThatCannotBeReadAreRefusedWithTheirPath() throws IOException {
        refusedPath(folder.resolve("missing.safetensors"), "file not found");
        refusedPath(folder, "found a directory");
        refusedPath(Files.write(folder.resolve("file"), new byte[1]).resolve("below"), "file not found");
    }

    @Test
    void aFileLargerThanAnArrayIsRefusedBeforeItIsRead() throws IOException {
        Path path = Files.write(folder.resolve("large.safetensors"), file("{}"));
        try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
            sparse.setLength(1L << 32);
        }
        CheckpointException e = assertThrows(CheckpointException.class, () -> Safetensors.read(path));
        assertSays(e, "found 4294967296 bytes");
    }

    @Test
    void aLargeFileOfAnotherKindIsRefusedBeforeItIsRead() throws IOException {
        Path path = Files.writeString(folder.resolve("text"), "just some text");
        try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
            sparse.setLength(1L << 31);
        }
        CheckpointException e = assertThrows(CheckpointException.class, () -> Safetensors.read(path));
        assertSays(e, "header of at most 100000000 bytes");
    }

    @Test
    void integersAreNotDecodedAsWeights() {
        StateDict dict = Safetensors.read(valid(), "valid.file");
        CheckpointException e = assertThrows(CheckpointException.class,
                () -> dict.find("bn.num_batches_tracked").orElseThrow().floats());
        assertSays(e,
                "valid.file: tensor \"bn.num_batches_tracked\" has dtype I64, which is not a weight type");
    }

    @Test
    void messagesStayShortAndPrintable() {
        CheckpointException e = assertThrows(CheckpointException.class, () -> Safetensors
                .read(file("{" + entry("\\u0007" + "n".repeat(100_000), "X", "[]", 0, 0) + "}"), "x"));
        assertTrue(e.getMessage().length() < 400, e.getMessage());
        assertTrue(e.getMessage().chars().noneMatch(Character::isISOControl), e.getMessage());
    }
}
