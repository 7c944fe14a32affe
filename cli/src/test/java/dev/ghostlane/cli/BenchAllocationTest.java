package dev.ghostlane.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchAllocationTest {

    /// The property that sessions promise; measured long enough for the compiler to have done its work, in a JVM of its
    /// own as all tests of allocation.
    @Test
    void aRunAllocatesNothing() throws IOException {
        Map<String, Object> figures = JSON.std.mapFrom(CommandRun.of("bench", "--json", "--width", 0.5, "--classes", 10,
                "--size", "64x64", "--seconds", 2).expect(Main.GOOD).out());
        assertEquals(0, figures.get("allocated_bytes_per_run"), figures.toString());
    }
}
