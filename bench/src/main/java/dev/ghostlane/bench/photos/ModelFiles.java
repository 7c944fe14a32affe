package dev.ghostlane.bench.photos;

import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.checkpoint.SafetensorsWriter;
import dev.ghostlane.ghostnetv2.onnx.OnnxExporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The network's files, until this is closed.
///
/// @param onnx for one image
/// @param safetensors for the command
record ModelFiles(Path folder, Path onnx, Path safetensors) implements AutoCloseable {

    /// Writes the network of a width.
    static ModelFiles of(double width) throws IOException {
        GhostNetV2 model = Lanes.network(width);
        Path folder = Files.createTempDirectory("ghostlane-photos");
        ModelFiles files = new ModelFiles(folder, folder.resolve("model.onnx"), folder.resolve("model.safetensors"));
        int side = Lanes.PREPROCESSING.crop();
        OnnxExporter.of(model.network()).withBatch(1).withSize(side, side).write(files.onnx, false);
        SafetensorsWriter.write(model.stateDict(), files.safetensors, false);
        return files;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(onnx);
        Files.deleteIfExists(safetensors);
        Files.delete(folder);
    }
}
