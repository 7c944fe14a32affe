package dev.ghostlane.ghostnetv2.onnx;

import dev.ghostlane.engine.Network;
import dev.ghostlane.ghostnetv2.files.WholeFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Map;

/// Writes a network as an ONNX model (opset 17, IR version 8), for other runtimes. Immutable.
///
/// The model's input is `input`, float32 `[batch, channels, height, width]`, and its output `logits`, float32
/// `[batch, classes]`. Sizes that are not set may be any; set ones let a runtime plan more ahead.
///
/// ```java
/// OnnxExporter.of(model.network()).withBatch(1).withSize(224, 224).write(Path.of("model.onnx"), false);
/// ```
///
/// Batch normalisations stay operations of their own: runtimes fold them when they load a model, and tools that go on
/// working with it need them. The network's outputs are the same but for rounding: other runtimes sum in another order.
public final class OnnxExporter {

    private final Network network;
    private final int batch;
    private final int height;
    private final int width;
    private final Map<String, String> metadata;

    private OnnxExporter(Network network, int batch, int height, int width, Map<String, String> metadata) {
        this.network = network;
        this.batch = batch;
        this.height = height;
        this.width = width;
        this.metadata = metadata;
    }

    /// {@return an exporter for images of any number and size}
    ///
    /// @param network what is exported
    public static OnnxExporter of(Network network) { return new OnnxExporter(network, 0, 0, 0, Map.of()); }

    /// {@return the same exporter for a number of images}
    ///
    /// @param batch images of a run, at least 1
    /// @throws IllegalArgumentException if it is below 1
    public OnnxExporter withBatch(int batch) {
        require("batch", batch);
        return new OnnxExporter(network, batch, height, width, metadata);
    }

    /// {@return the same exporter for one size of images, in pixels}
    ///
    /// @param height lines of an image, at least 1
    /// @param width pixels of a line, at least 1
    /// @throws IllegalArgumentException if a side is below 1
    public OnnxExporter withSize(int height, int width) {
        require("height", height);
        require("width", width);
        return new OnnxExporter(network, batch, height, width, metadata);
    }

    /// {@return the same exporter with properties for the model's `metadata_props`, instead of those set before}
    ///
    /// @param metadata keys and values
    public OnnxExporter withMetadata(Map<String, String> metadata) {
        return new OnnxExporter(network, batch, height, width, Map.copyOf(metadata));
    }

    /// Writes the model.
    ///
    /// @param out receives the bytes; neither buffered nor closed here
    /// @throws IllegalArgumentException if the network is not defined for the size, or has 2 GiB of weights or more,
    ///         which a file cannot hold
    /// @throws IOException if the file cannot be written
    public void writeTo(OutputStream out) throws IOException { model().writeTo(out); }

    /// Writes the model to a file, which appears only when it is complete.
    ///
    /// @param file its path
    /// @param replace whether a file of that name may be replaced
    /// @throws FileAlreadyExistsException if there is one and it may not
    /// @throws IllegalArgumentException as [#writeTo]
    /// @throws IOException if the file cannot be written
    public void write(Path file, boolean replace) throws IOException {
        Message model = model();
        WholeFile.write(file, replace, model::writeTo);
    }

    private Message model() { return new OnnxGraph(network, batch, height, width).model(metadata); }

    private static void require(String what, int size) {
        if (size < 1) {
            throw new IllegalArgumentException(what + " must be at least 1, found " + size);
        }
    }
}
