package dev.ghostlane.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.ghostlane.bench.BenchRun;
import dev.ghostlane.kernels.Kernels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The command measures what it says, in this process and for moments only.
final class RunCommandTest {

    @TempDir
    private Path directory;

    private final BenchRun bench = new BenchRun("run");

    @Test
    void oneCaseOfEveryKindRunsAndItsFiguresArePlausible() throws IOException {
        List<Map<?, ?>> measurements = run("--smoke", "FmaPeak", "Dense", "AddB", "Softmax", "Network", "-p",
                "width=1.0", "-p", "size=64x64", "-p", "threads=1");
        Set<String> benchmarks = new TreeSet<>();
        for (Map<?, ?> measurement : measurements) {
            benchmarks.add((String) measurement.get("benchmark"));
            assertTrue(number(measurement, "median_us") > 0, () -> "no time in " + measurement);
            assertTrue(number(measurement, "fma_peak_gflops") > 0, () -> "no peak in " + measurement);
            assertTrue(number(measurement, "bytes") + number(measurement, "multiply_adds") > 0,
                    () -> "no cost in " + measurement);
        }
        assertEquals(Set.of("Add", "Dense", "FmaPeak", "Network", "Softmax"), benchmarks);
    }

    /// The peak is what a core can do: more than one multiply-add a nanosecond, and not more than 4 units of
    /// 16 lanes at 8 GHz.
    @Test
    void thePeakIsThatOfACpu() throws IOException {
        for (Map<?, ?> measurement : run("--smoke", "FmaPeak")) {
            double peak = number(measurement, "fma_peak_gflops");
            assertTrue(peak > 2 && peak < 2 * 4 * 16 * 8, () -> "peak " + peak + " GFLOP/s with " + Kernels.choice());
        }
    }

    /// JMH counts what its own bookkeeping allocates in an iteration, too: 5 to 6 KB, however many runs it has. So
    /// the bound is 8 KB an iteration and 16 bytes a run: with the thousand runs and more that
    /// three seconds give, a vector that is boxed once a run would show. SIMD code allocates until it is compiled, so
    /// what does not hold yet may hold in the next round; what allocates in every run never passes.
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void runsOfTheNetworkAllocateNothing(int threads) throws IOException {
        Map<?, ?> measurement = Map.of("allocates", true);
        for (int round = 0; round < 8 && measurement.get("allocates").equals(true); round++) {
            measurement = run("--smoke", "Network", "-p", "width=1.0", "-p", "size=33x40", "-p", "threads=" + threads,
                    "--", "-w", "3s", "-i", "1", "-r", "3s").getFirst();
        }
        assertEquals(false, measurement.get("allocates"), measurement.toString());
    }

    @Test
    void argumentsThatMakeNoSenseAreRefused() {
        assertEquals(2, bench.exitCode("--quick", "--smoke"));
        assertEquals(2, bench.exitCode("--no-such-option"));
        assertEquals(2, bench.exitCode("--", "--no-such-option"));
        assertEquals(2, bench.exitCode("--vector-bits", "100"));
    }

    @Test
    void aPatternThatFitsNothingIsRefused() {
        assertEquals(2, bench.exitCode("--smoke", "NoSuchBenchmark"));
        assertTrue(bench.toString().contains("NoSuchBenchmark"));
    }

    private List<Map<?, ?>> run(String... args) throws IOException {
        Path file = directory.resolve("results.json");
        List<String> all = new ArrayList<>(List.of("--json", file.toString()));
        all.addAll(List.of(args));
        assertEquals(0, bench.exitCode(all.toArray(String[]::new)), bench::toString);
        List<Map<?, ?>> measurements = new ArrayList<>();
        for (Object measurement : (List<?>) JSON.std.mapFrom(Files.readString(file)).get("measurements")) {
            measurements.add((Map<?, ?>) measurement);
        }
        return measurements;
    }

    private static double number(Map<?, ?> measurement, String name) {
        return ((Number) measurement.get(name)).doubleValue();
    }
}
