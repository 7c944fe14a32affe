package dev.ghostlane.bench.kernels;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.bench.attention.blocks.SelfAttention;
import dev.ghostlane.bench.common.RandomFloats;
import dev.ghostlane.engine.Op;
import dev.ghostlane.kernels.Kernels;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.annotations.Param;

/// The benchmarks of the attention kernels measure what the blocks run, and nothing that gives other bits than the
/// reference.
class AttentionBenchmarkTest {

    static Stream<AttentionSize> cases() throws NoSuchFieldException {
        return Stream.of(AttentionBenchmark.class.getField("map").getAnnotation(Param.class).value())
                .map(AttentionSize::parse);
    }

    private static void setUp(AttentionBenchmark benchmark, AttentionOperation operation, String map) {
        benchmark.operation = operation;
        benchmark.map = map;
        benchmark.kernels = "simd";
        benchmark.setUp();
    }

    /// Maps with several blocks of queries, several heads, and windows and patches that reach beyond them.
    @ParameterizedTest
    @EnumSource
    void theKernelsOfTheLibraryPass(AttentionOperation operation) {
        assertDoesNotThrow(() -> setUp(new AttentionBenchmark(), operation, "13x11x36 heads 2"));
        assertDoesNotThrow(() -> setUp(new AttentionBenchmark(), operation, "5x3x20 heads 1"));
    }

    @ParameterizedTest
    @EnumSource
    void oneWrongBitStopsABenchmark(AttentionOperation operation) {
        AttentionBenchmark wrong = new AttentionBenchmark() {
            @Override
            protected Kernels candidate() { return WrongKernels.with(WrongKernels.Fault.LAST_BIT); }
        };
        assertTrue(assertThrows(IllegalStateException.class, () -> setUp(wrong, operation, "13x11x36 heads 2"))
                .getMessage().contains("0x"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void headsAndMultiplyAddsAreThoseOfTheBlocks(AttentionSize of) {
        MapSize map = of.map();
        SelfAttention block = new SelfAttention(of.heads() == 1);
        Op.Attention op = block.network(map.channels(), map.height(), map.width(), 1).ops().stream()
                .filter(Op.Attention.class::isInstance).map(Op.Attention.class::cast).findFirst().orElseThrow();
        assertEquals(op.heads(), of.heads());
        long projections = 4L * map.floats() * map.channels();
        OpShape shape = AttentionOperation.ATTENTION.shape(of);
        assertEquals(block.multiplyAdds(map.channels(), map.height(), map.width()),
                projections + AttentionOperation.ATTENTION
                        .define(of, Kernels.best(), Operands.of(shape), new RandomFloats(1)).multiplyAdds());
        assertEquals(2 * of.product(), block.multiplyAdds(map.channels(), map.height(), map.width()) - projections);
    }

    @ParameterizedTest
    @ValueSource(strings = {"28x28 heads 4", "28x28x120 heads 7", "28x28x120 heads 0"})
    void whatMakesNoSenseIsRefused(String map) {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> AttentionSize.parse(map)).getMessage()
                .startsWith("expected a "));
    }
}
