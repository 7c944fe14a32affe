package dev.ghostlane.testdata.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/// An input that costs too much is a finding if the parser is to blame, and none if the fuzzer is.
class FuzzEntryTest {

    /// Set in this JVM alone, as Jazzer is in its own.
    private static final String HOOKED = "ghostlane.test.hooked";

    private static byte[] wasted;

    /// Allocates a mebibyte for an input of 'm', and for each input where the fuzzer's hooks are.
    public static final class Wasteful implements FuzzTarget {
        @Override
        public String name() { return "wasteful"; }

        @Override
        public List<byte[]> seeds() { return List.of(new byte[1]); }

        @Override
        public Check parse(byte[] input) {
            if (input[0] == 't') {
                throw new IllegalStateException("thrown by the parser");
            }
            if (input[0] == 'm' || Boolean.getBoolean(HOOKED)) {
                wasted = new byte[1 << 20];
            }
            return Check.NONE;
        }
    }

    @Test
    void onlyWhatAParserCostsItselfIsAFinding() throws Throwable {
        System.setProperty(HOOKED, "true");
        try {
            FuzzEntry.fuzzerInitialize(new String[]{Wasteful.class.getName()});
            for (int i = 0; i < 3; i++) {
                FuzzEntry.fuzzerTestOneInput(new byte[]{'a'});
                AssertionError error = assertThrows(AssertionError.class,
                        () -> FuzzEntry.fuzzerTestOneInput(new byte[]{'m'}));
                assertTrue(error.getMessage().startsWith("wasteful: 1 bytes had 10"), error.getMessage());
                assertTrue(error.getMessage().endsWith(" bytes allocated, at most 131136 are allowed"),
                        error.getMessage());
            }
            assertEquals("thrown by the parser", assertThrows(IllegalStateException.class,
                    () -> FuzzEntry.fuzzerTestOneInput(new byte[]{'t'})).getMessage());
        } finally {
            System.clearProperty(HOOKED);
        }
        FuzzEntry.run(new Wasteful(), new byte[]{'a'});
        assertThrows(AssertionError.class, () -> FuzzEntry.run(new Wasteful(), new byte[]{'m'}));
    }
}
