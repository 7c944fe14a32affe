package dev.ghostlane.bench.kernels;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.bench.common.RandomFloats;
import dev.ghostlane.bench.network.NetworkBenchmark;
import dev.ghostlane.kernels.Kernels;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Param;

/// Nothing is timed that computes something else than the reference.
final class VerificationTest {

    /// Every benchmark, on the first and the last of its shapes.
    static Stream<Arguments> cases() throws NoSuchFieldException {
        Stream.Builder<Arguments> cases = Stream.builder();
        for (Class<? extends ShapeBenchmark> benchmark : KernelBenchmarks.ALL) {
            List<String> shapes = List.of(benchmark.getField("shape").getAnnotation(Param.class).value());
            Stream.of(shapes.getFirst(), shapes.getLast()).distinct()
                    .forEach(shape -> cases.add(Arguments.of(benchmark, shape)));
        }
        return cases.build();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theKernelsOfTheLibraryPass(Class<? extends ShapeBenchmark> benchmark, String shape) {
        assertDoesNotThrow(KernelBenchmarks.create(benchmark, OpShape.parse(shape))::setUp);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void oneWrongBitStopsABenchmark(Class<? extends ShapeBenchmark> benchmark, String shape) {
        assertStopped(benchmark, shape, WrongKernels.Fault.LAST_BIT);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aWriteAfterTheOutputStopsABenchmark(Class<? extends ShapeBenchmark> benchmark, String shape) {
        assertStopped(benchmark, shape, WrongKernels.Fault.BEHIND_OUTPUT);
    }

    @Test
    void oneWrongBitStopsTheNetworkBenchmark() {
        NetworkBenchmark benchmark = new NetworkBenchmark() {
            @Override
            protected Kernels candidate() { return WrongKernels.with(WrongKernels.Fault.LAST_BIT); }
        };
        benchmark.width = "0.5";
        benchmark.size = "40x56";
        benchmark.batch = 1;
        benchmark.threads = 1;
        IllegalStateException stopped = assertThrows(IllegalStateException.class, benchmark::setUp);
        assertTrue(stopped.getMessage().contains("1×40×56×3"), stopped.getMessage());
    }

    private static void assertStopped(Class<? extends ShapeBenchmark> type, String shape,
            WrongKernels.Fault fault) {
        ShapeBenchmark benchmark = new WithKernels(KernelBenchmarks.create(type, OpShape.parse(shape)),
                WrongKernels.with(fault));
        IllegalStateException stopped = assertThrows(IllegalStateException.class, benchmark::setUp);
        assertTrue(stopped.getMessage().contains(shape) && stopped.getMessage().contains("0x"),
                stopped.getMessage());
    }

    /// A benchmark with other kernels under test.
    private static final class WithKernels extends ShapeBenchmark {
        private final ShapeBenchmark benchmark;
        private final Kernels candidate;

        WithKernels(ShapeBenchmark benchmark, Kernels candidate) {
            this.benchmark = benchmark;
            this.candidate = candidate;
        }

        @Override
        protected String shape() { return benchmark.shape(); }

        @Override
        protected Kernels candidate() { return candidate; }

        @Override
        KernelCall define(OpShape shape, Kernels kernels, Operands operands, RandomFloats weights) {
            return benchmark.define(shape, kernels, operands, weights);
        }
    }
}
