package dev.ghostlane.bench.kernels;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.testdata.operations.Operation;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every operation of the kernel test kit has a benchmark, and none is timed that gives other bits than the reference.
class KitBenchmarkTest {

    /// `rearrangement` is four operations of the attention benchmark.
    @Test
    void everyOperationOfTheKitHasABenchmark() {
        Set<String> benchmarks = new TreeSet<>(Set.of("REARRANGEMENT"));
        KernelBenchmarks.ALL.forEach(type -> benchmarks.add(type.getSimpleName().replaceFirst("Benchmark$", "")
                .replaceAll("(?<=.)(?=[A-Z])", "_").toUpperCase(Locale.ROOT)));
        Stream.of(AttentionOperation.values(), KitOperation.values()).flatMap(Stream::of)
                .forEach(operation -> benchmarks.add(operation.name()));
        Set<String> missing = new TreeSet<>();
        Operation.all().forEach(operation -> missing.add(operation.name().replace('-', '_').toUpperCase(Locale.ROOT)));
        missing.removeAll(benchmarks);
        assertEquals(Set.of(), missing, "add a line to KitOperation");
    }

    @ParameterizedTest
    @EnumSource
    void theKernelsOfTheLibraryPass(KitOperation operation) {
        assertDoesNotThrow(() -> setUp(new KitBenchmark(), operation));
    }

    @ParameterizedTest
    @EnumSource
    void oneWrongBitStopsABenchmark(KitOperation operation) {
        KitBenchmark wrong = new KitBenchmark() {
            @Override
            protected Kernels candidate() { return WrongKernels.with(WrongKernels.Fault.LAST_BIT); }
        };
        String message = assertThrows(IllegalStateException.class, () -> setUp(wrong, operation)).getMessage();
        assertTrue(message.contains("0x") && message.contains(operation.name()), message);
    }

    private static void setUp(KitBenchmark benchmark, KitOperation operation) {
        benchmark.operation = operation;
        benchmark.kernels = "simd";
        benchmark.setUp();
    }
}
