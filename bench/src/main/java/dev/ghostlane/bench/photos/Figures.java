package dev.ghostlane.bench.photos;

import dev.ghostlane.bench.common.Json;
import dev.ghostlane.cli.measure.Samples;
import java.util.Map;

/// Milliseconds that a photo takes on a thread.
///
/// @param median of all photos that were timed
/// @param least the fastest one's
/// @param count how many photos
record Figures(double median, double least, int count) {

    static Figures of(Samples samples) {
        return new Figures(samples.medianMillis(), samples.minMillis(), samples.count());
    }

    /// For JSON.
    Map<String, Object> toMap() { return Json.map("median_ms", median, "min_ms", least, "photos", count); }

    /// What [#toMap] gave.
    static Figures of(Map<?, ?> map) {
        return new Figures(Json.number(map, "median_ms").doubleValue(), Json.number(map, "min_ms").doubleValue(),
                Json.integer(map, "photos"));
    }
}
