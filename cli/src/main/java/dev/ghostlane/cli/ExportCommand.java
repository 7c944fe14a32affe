package dev.ghostlane.cli;

import dev.ghostlane.cli.console.Text;
import dev.ghostlane.cli.options.ImageSize;
import dev.ghostlane.cli.options.ModelOptions;
import dev.ghostlane.cli.options.Models;
import dev.ghostlane.cli.options.NewFile;
import dev.ghostlane.engine.Plan;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.network.Variant;
import dev.ghostlane.ghostnetv2.onnx.OnnxExporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `ghostlane export`: a model as an ONNX file.
@Command(name = "export", description = {"Writes a model as an ONNX file (opset 17) for other runtimes.", "",
        "Its input is 'input', float32 N×3×H×W, normalised as for 'infer'; its output is 'logits', N×classes."
                + " What the checkpoint says of itself goes into the file's metadata. The file appears only"
                + " when it is complete.",
        ""})
final class ExportCommand extends Subcommand {
    @Option(names = "--width", paramLabel = "W",
            description = "random weights of this width instead of a model, for benchmarks")
    private Double width;

    @Option(names = "--classes", paramLabel = "C", description = "classes of random weights (default: 1000)")
    private Integer classes;

    @Option(names = "--size", paramLabel = "HxW",
            description = "size of the images in pixels, height first (default: any; a runtime may be slower then)")
    private ImageSize size;

    @Option(names = {"-b", "--batch"}, paramLabel = "N", description = "images of a run (default: any)")
    private Integer batch;

    @Mixin
    private NewFile file;

    @Parameters(paramLabel = "OUT.onnx", description = "the file to write")
    private Path output;

    @Mixin
    private ModelOptions model;

    @Override
    public Integer call() throws IOException {
        require(batch == null || batch >= 1 && batch <= 65536, "--batch must be from 1 to 65536, found " + batch);
        require(model.path() == null || width == null, "--model brings its own width; leave out --width");
        require(classes == null || width != null, "--classes needs --width: a model brings its own");
        file.require(output);
        requireOther(output, model.path(), "--model and the file to write are the same");
        GhostNetV2 network = width == null
                ? model.load()
                : model.random(Variant.GHOSTNETV2, width, classes == null ? 1000 : classes);
        network.compiled();
        OnnxExporter exporter = OnnxExporter.of(network.network()).withMetadata(metadata(network));
        if (size != null) {
            Plan plan = Models.plan(network, 1, size, "--size " + size);
            exporter = exporter.withSize(plan.inputShape().height(), plan.inputShape().width());
        }
        if (batch != null) {
            exporter = exporter.withBatch(batch);
        }
        file.write(output, exporter::write);
        say(Text.format("%s: %,d bytes, model: %s", output, Files.size(output), network.description()));
        return Main.GOOD;
    }

    private static Map<String, String> metadata(GhostNetV2 network) {
        Map<String, String> metadata = new TreeMap<>(network.metadata());
        metadata.putIfAbsent("description", network.description());
        return metadata;
    }
}
