package dev.ghostlane.bench.attention;

import dev.ghostlane.bench.common.Json;
import java.util.Map;

/// What one measurement is of.
///
/// @param sweep the group of shapes that it belongs to: one of those in `shapes.txt`, or [#NETWORK]
/// @param name the block or network
/// @param channels channels of the map; 3 for a network
/// @param side height and width in pixels
/// @param threads threads of a run
/// @param runtime what runs it: [#GHOSTLANE] or [#ONNX]
record Key(String sweep, String name, int channels, int side, int threads, String runtime) {

    /// The sweep of whole networks over sizes of images.
    static final String NETWORK = "networks";

    static final String GHOSTLANE = "Ghostlane";
    static final String ONNX = "ONNX Runtime";

    boolean isNetwork() { return sweep.equals(NETWORK); }

    int pixels() { return side * side; }

    /// The same shape with another block or network.
    Key of(String other) { return new Key(sweep, other, channels, side, threads, runtime); }

    /// What is measured by turns with it: the same shape, threads and runtime.
    Key group() { return of(""); }

    Map<String, Object> toMap() {
        return Json.map("sweep", sweep, "name", name, "channels", channels, "side", side, "threads", threads, "runtime",
                runtime);
    }

    static Key of(Map<?, ?> map) {
        return new Key(Json.text(map, "sweep"), Json.text(map, "name"), Json.integer(map, "channels"),
                Json.integer(map, "side"), Json.integer(map, "threads"), Json.text(map, "runtime"));
    }

    @Override
    public String toString() {
        return name + ", " + (isNetwork() ? "" : channels + " channels, ") + side + "×" + side + ", " + threads
                + (threads == 1 ? " thread, " : " threads, ") + runtime;
    }
}
