package dev.ghostlane.bench.peers;

import java.util.List;
import java.util.Locale;

/// What an application can be made with. Each has a program in `bench/programs` that reads a photo and says what is on
/// it.
enum Peer {
    GHOSTLANE("Ghostlane", "ServedGhostlane", List.of("GhostlaneProgram.java"), List.of()), ONNX_RUNTIME(
            "ONNX Runtime, Java", "ServedOnnxRuntime", List.of("OnnxRuntimeProgram.java"),
            List.of()), DJL("DJL, PyTorch", "ServedDjl", List.of("DjlProgram.java"), List.of()), PYTORCH(
                    "Python, PyTorch", "pytorch_program", List.of("pytorch_program.py", "pillow_pixels.py"),
                    List.of("torch", "pillow", "numpy")), PYTHON_ONNX_RUNTIME("Python, ONNX Runtime",
                            "onnxruntime_program",
                            List.of("onnxruntime_program.py", "pillow_pixels.py"),
                            List.of("onnxruntime", "pillow", "numpy"));

    /// Whose pixels and logits are the right ones.
    static final Peer REFERENCE = PYTORCH;

    private final String title;
    private final String start;
    private final List<String> sources;
    private final List<String> packages;

    Peer(String title, String start, List<String> sources, List<String> packages) {
        this.title = title;
        this.start = start;
        this.sources = sources;
        this.packages = packages;
    }

    /// What `--only` calls it.
    String key() { return name().toLowerCase(Locale.ROOT).replace('_', '-'); }

    /// The class, or the module of Python, that is started.
    String start() { return start; }

    /// Files that its user writes.
    List<String> sources() { return sources; }

    /// Packages of Python that its program imports; empty for Java.
    List<String> packages() { return packages; }

    boolean isPython() { return !packages.isEmpty(); }

    /// Finds the one of a key.
    ///
    /// @throws IllegalArgumentException if there is none
    static Peer parse(String text) {
        for (Peer peer : values()) {
            if (peer.key().equals(text)) {
                return peer;
            }
        }
        throw new IllegalArgumentException("expected one of " + String.join(", ", keys()) + ", found '" + text + "'");
    }

    /// All keys.
    static List<String> keys() { return List.of(values()).stream().map(Peer::key).toList(); }

    @Override
    public String toString() { return title; }
}
