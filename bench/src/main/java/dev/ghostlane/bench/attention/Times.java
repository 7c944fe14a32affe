package dev.ghostlane.bench.attention;

import dev.ghostlane.bench.common.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/// What one fork found.
///
/// @param median median over its runs, in microseconds
/// @param least fastest run, in microseconds
/// @param runs number of runs
/// @param rearranged part of the time that went into steps that only move data, from 0 to 1; NaN if the runtime does
///        not tell
record Times(double median, double least, int runs, double rearranged) {

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("median_us", median);
        map.put("least_us", least);
        map.put("runs", runs);
        if (!Double.isNaN(rearranged)) {
            map.put("rearranged", rearranged);
        }
        return map;
    }

    static Times of(Map<?, ?> map) {
        return new Times(Json.number(map, "median_us").doubleValue(), Json.number(map, "least_us").doubleValue(),
                Json.integer(map, "runs"),
                map.containsKey("rearranged") ? Json.number(map, "rearranged").doubleValue() : Double.NaN);
    }
}
