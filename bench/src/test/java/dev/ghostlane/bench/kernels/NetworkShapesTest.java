package dev.ghostlane.bench.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghostlane.bench.common.RandomFloats;
import dev.ghostlane.bench.kernels.OperationBenchmarks.DepthwiseBenchmark;
import dev.ghostlane.engine.Network;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Param;

/// The shapes that the benchmarks have are those of the network.
final class NetworkShapesTest {
    private static final GhostNetV2 MODEL = GhostNetV2.random(Configuration.of(1.0, 1000), 1);
    private static final Network NETWORK = MODEL.network();
    private static final Map<Class<? extends ShapeBenchmark>, List<OpShape>> SHAPES = NetworkShapes.of(NETWORK,
            224, 224);

    static Stream<Class<? extends ShapeBenchmark>> benchmarks() { return KernelBenchmarks.ALL.stream(); }

    @Test
    void theNetworkHasAnOperationForEveryBenchmark() {
        assertEquals(Set.copyOf(KernelBenchmarks.ALL), SHAPES.keySet());
    }

    /// A failure prints the list to put into the annotation.
    @ParameterizedTest
    @MethodSource("benchmarks")
    void shapesAreThoseOfTheNetwork(Class<? extends ShapeBenchmark> benchmark) throws Exception {
        String[] shapes = benchmark.getField("shape").getAnnotation(Param.class).value();
        assertEquals(literals(SHAPES.get(benchmark).stream().distinct().map(OpShape::toString).toList()),
                literals(List.of(shapes)), benchmark.getSimpleName());
    }

    @Test
    void theNotationIsReadAsItIsWritten() {
        SHAPES.values().stream().flatMap(List::stream)
                .forEach(shape -> assertEquals(shape, OpShape.parse(shape.toString())));
    }

    /// If a cost were wrong or an operation left out, the sum over the operations would not be the network's.
    @Test
    void multiplyAddsOfAllShapesAreThoseOfThePlan() {
        long sum = 0;
        for (Class<? extends ShapeBenchmark> benchmark : KernelBenchmarks.ALL) {
            for (OpShape shape : SHAPES.get(benchmark)) {
                sum += KernelBenchmarks.create(benchmark, shape)
                        .define(shape, Kernels.scalar(), Operands.of(shape), new RandomFloats(1)).multiplyAdds();
            }
        }
        assertEquals(MODEL.plan(1, 224, 224).multiplyAdds(), sum);
    }

    @Test
    void aGhostModulesHalvesAreSlicesOfOneMap() {
        OpShape cheap = SHAPES.get(DepthwiseBenchmark.class).getFirst();
        assertEquals(new MapSize(112, 112, 8, 16), cheap.input());
        assertEquals(cheap.input(), cheap.output());
        assertEquals(true, cheap.beside());
        assertEquals(Activation.RELU, cheap.activation());
    }

    private static String literals(List<String> shapes) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String shape : shapes) {
            String literal = '"' + shape + "\",";
            if (line.length() + literal.length() > 95) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(literal);
        }
        lines.add(line.toString());
        return lines.stream().collect(Collectors.joining("\n            ", "\n            ", "\n"));
    }
}
