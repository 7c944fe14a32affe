package dev.ghostlane.bench.compare;

import dev.ghostlane.bench.common.Json;
import dev.ghostlane.cli.measure.Samples;
import java.util.List;
import java.util.Map;

/// What one fork found of a case.
///
/// @param first runs of the first contestant
/// @param second runs of the second one
/// @param difference largest difference of two logits, as a share of the logits' range
/// @param peak GFLOP/s of multiply-adds that one thread reached at best; 0 if it was not measured
/// @param multiplyAdds multiply-adds of a run
record Outcome(Samples first, Samples second, double difference, double peak, long multiplyAdds) {
    private static final String FIRST = "first_ns";
    private static final String SECOND = "second_ns";
    private static final String DIFFERENCE = "difference";
    private static final String PEAK = "peak";
    private static final String MULTIPLY_ADDS = "multiply_adds";

    /// How many times as long the second one takes, by medians.
    double ratio() { return second.medianMillis() / first.medianMillis(); }

    Map<String, Object> toMap() {
        return Json.map(FIRST, first.sorted(), SECOND, second.sorted(), DIFFERENCE, difference, PEAK, peak,
                MULTIPLY_ADDS, multiplyAdds);
    }

    /// Reads what [#toMap()] gave.
    static Outcome of(Map<String, Object> map) {
        return new Outcome(samples(map, FIRST), samples(map, SECOND), Json.number(map, DIFFERENCE).doubleValue(),
                Json.number(map, PEAK).doubleValue(), Json.count(map, MULTIPLY_ADDS));
    }

    private static Samples samples(Map<String, Object> map, String name) {
        long[] nanos = ((List<?>) map.get(name)).stream().mapToLong(n -> ((Number) n).longValue()).toArray();
        return Samples.of(nanos, nanos.length);
    }
}
