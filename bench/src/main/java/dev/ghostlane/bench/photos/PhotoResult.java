package dev.ghostlane.bench.photos;

import dev.ghostlane.bench.common.Json;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// What was found of a set of photos.
///
/// @param check what the comparison of bits gave, for people
/// @param threads how many "all" are
/// @param one on one thread
/// @param all on all threads at once; the time of one of them
record PhotoResult(PhotoSet photos, String check, int threads, Map<Way, Figures> one, Map<Way, Figures> all) {

    /// Photos a second on all threads, if these take turns at two ways, or go one if the second is null.
    double rate(Way first, Way second) {
        return 1000 * threads / (all.get(first).median() + (second == null ? 0 : all.get(second).median()));
    }

    /// The way of ONNX Runtime that gives more on all threads. A run that all share takes each of them its whole time.
    Way bestOnnx() {
        return all.containsKey(Way.ONNX_SHARED)
                && all.get(Way.ONNX_SHARED).median() < all.get(Way.ONNX).median() ? Way.ONNX_SHARED : Way.ONNX;
    }

    /// What a part of Ghostlane's way takes beyond the part before, in milliseconds.
    double part(Way part) {
        double before = part == Way.HUFFMAN ? 0 : one.get(Way.values()[part.ordinal() - 1]).median();
        return Math.max(0, one.get(part).median() - before);
    }

    /// For JSON.
    Map<String, Object> toMap() {
        return Json.map("photos", photos.name(), "files", photos.files().size(), "pixels", photos.pixels(),
                "bits_per_pixel", photos.bits(), "check", check, "threads", threads, "one_thread", toMap(one),
                "all_threads", toMap(all));
    }

    /// Figures for JSON.
    static Map<String, Object> toMap(Map<Way, Figures> figures) {
        Map<String, Object> map = new LinkedHashMap<>();
        figures.forEach((way, found) -> map.put(way.key(), found.toMap()));
        return map;
    }

    /// What [#toMap(Map)] gave.
    static Map<Way, Figures> figures(Map<?, ?> map) {
        Map<Way, Figures> figures = new EnumMap<>(Way.class);
        for (Way way : Way.values()) {
            if (map.containsKey(way.key())) {
                figures.put(way, Figures.of(Json.object(map, way.key())));
            }
        }
        return figures;
    }
}
