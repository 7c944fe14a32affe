package dev.ghostlane.bench.compare;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.ghostlane.cli.measure.Samples;
import java.io.IOException;
import java.util.LinkedHashMap;
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

    String toJson() throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(FIRST, first.sorted());
        map.put(SECOND, second.sorted());
        map.put(DIFFERENCE, difference);
        map.put(PEAK, peak);
        map.put(MULTIPLY_ADDS, multiplyAdds);
        return JSON.std.asString(map);
    }

    /// Reads what [#toJson()] gave.
    static Outcome parse(String json) throws IOException {
        Map<String, Object> map = JSON.std.mapFrom(json);
        return new Outcome(samples(map, FIRST), samples(map, SECOND), number(map, DIFFERENCE).doubleValue(),
                number(map, PEAK).doubleValue(), number(map, MULTIPLY_ADDS).longValue());
    }

    private static Samples samples(Map<String, Object> map, String name) {
        long[] nanos = ((List<?>) map.get(name)).stream().mapToLong(n -> ((Number) n).longValue()).toArray();
        return Samples.of(nanos, nanos.length);
    }

    private static Number number(Map<String, Object> map, String name) { return (Number) map.get(name); }
}
