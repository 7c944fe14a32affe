package dev.ghostlane.bench.attention;

import dev.ghostlane.bench.common.Json;
import java.util.Map;

/// What a run needs, whoever computes it.
///
/// @param multiplyAdds multiply-adds
/// @param mapBytes bytes of the maps that its steps read and write, each counted once a step
/// @param weightBytes bytes of weights that it reads
/// @param memoryBytes memory of a session: the arena with all maps, the scratch memory of its threads, and the weights
record RunCost(long multiplyAdds, long mapBytes, long weightBytes, long memoryBytes) {

    static final RunCost UNKNOWN = new RunCost(0, 0, 0, 0);

    Map<String, Object> toMap() {
        return Json.map("multiply_adds", multiplyAdds, "map_bytes", mapBytes, "weight_bytes", weightBytes,
                "memory_bytes", memoryBytes);
    }

    static RunCost of(Map<?, ?> map) {
        return new RunCost(Json.count(map, "multiply_adds"), Json.count(map, "map_bytes"),
                Json.count(map, "weight_bytes"), Json.count(map, "memory_bytes"));
    }
}
