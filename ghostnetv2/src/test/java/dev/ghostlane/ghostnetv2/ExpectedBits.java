package dev.ghostlane.ghostnetv2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghostlane.ghostnetv2.files.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.opentest4j.TestAbortedException;

/// Digests of results, kept in `expected-bits.tsv`, to which every machine, vector width, thread count and
/// batch is held.
///
/// After a change that is meant to change results, `-Dghostlane.test.printBits=true` makes the tests print the
/// lines of the new table, each beginning with `expected-bits:`, instead of comparing.
public final class ExpectedBits {

    private static final boolean PRINT = Boolean.getBoolean("ghostlane.test.printBits");
    private static final Map<String, String> TABLE = read();

    private ExpectedBits() {}

    private static Map<String, String> read() {
        try (InputStream table = ExpectedBits.class.getResourceAsStream("expected-bits.tsv")) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#")).map(line -> line.split("\t"))
                    .collect(Collectors.toMap(fields -> fields[0] + "\t" + fields[1], fields -> fields[2]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Skips the calling test if the table knows nothing of a model.
    public static void requireKnown(String model) {
        if (!PRINT && TABLE.keySet().stream().noneMatch(key -> key.startsWith(model + "\t"))) {
            throw new TestAbortedException("skipped: expected-bits.tsv has no line for " + model
                    + "; -Dghostlane.test.printBits=true prints it");
        }
    }

    /// Asserts that results have the digest of the table.
    ///
    /// @param how what computed them, for the message
    public static void check(String model, String input, String how, float[] results) {
        String digest = digest(results);
        if (PRINT) {
            System.out.println("expected-bits:" + model + "\t" + input + "\t" + digest);
        } else {
            assertEquals(TABLE.get(model + "\t" + input), digest,
                    () -> "SHA-256 of the results' bits, " + model + ", " + input + ", " + how);
        }
    }

    /// SHA-256 of the floats' bits, little-endian.
    public static String digest(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return Sha256.of(bytes.array());
    }
}
