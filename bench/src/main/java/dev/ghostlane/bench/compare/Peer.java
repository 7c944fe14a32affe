package dev.ghostlane.bench.compare;

import dev.ghostlane.bench.common.Json;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import java.nio.file.Path;
import java.util.Map;

/// A runtime that Ghostlane is compared with, as a fork is told of it.
///
/// @param kind which one
/// @param file the network in ONNX for ONNX Runtime, the shared library for XNNPACK
/// @param spinning whether its threads spin while they wait, as they do by default
record Peer(Kind kind, Path file, boolean spinning) {

    /// The runtimes.
    enum Kind {
        ONNX_RUNTIME("ONNX Runtime", "onnxruntime"), XNNPACK("XNNPACK", "xnnpack");

        private final String title;
        private final String key;

        Kind(String title, String key) {
            this.title = title;
            this.key = key;
        }

        /// The name of its figures in JSON.
        String key() { return key; }

        @Override
        public String toString() { return title; }
    }

    /// What [#toMap()] gave.
    static Peer of(Map<?, ?> map) {
        return new Peer(Kind.valueOf(Json.text(map, "kind")), Path.of(Json.text(map, "file")),
                (Boolean) map.get("spinning"));
    }

    Map<String, Object> toMap() {
        return Json.map("kind", kind.name(), "file", file.toString(), "spinning", spinning);
    }

    /// The runtime, ready to run.
    ///
    /// @param network the case's
    /// @param nhwc its images
    /// @throws IllegalArgumentException if the runtime has no counterpart of an operation of the network
    /// @throws IllegalStateException if the runtime or the model cannot be loaded
    Contestant contestant(Case what, GhostNetV2 network, float[] nhwc) {
        long[] shape = {what.batch(), 3, what.size().height(), what.size().width()};
        return switch (kind) {
            case ONNX_RUNTIME -> new OnnxRuntime(file, OnnxRuntime.channelsFirst(nhwc, shape), shape, what.threads(),
                    spinning);
            case XNNPACK -> new Xnnpack(file, network.folded().network(), nhwc, shape, what.threads(), spinning);
        };
    }
}
