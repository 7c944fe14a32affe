package dev.ghostlane.cli;

import dev.ghostlane.cli.console.InputException;
import dev.ghostlane.cli.console.Text;
import dev.ghostlane.cli.options.ImageSize;
import dev.ghostlane.cli.options.ModelOptions;
import dev.ghostlane.cli.options.Models;
import dev.ghostlane.engine.Plan;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.ghostnetv2.onnx.OnnxExporter;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ghostlane export`: a model as an ONNX file.
@Command(name = "export", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false,
        description = {"Writes a model as an ONNX file (opset 17) for other runtimes.", "",
                "Its input is 'input', float32 N×3×H×W, normalised as for 'infer'; its output is 'logits', N×classes."
                        + " What the checkpoint says of itself goes into the file's metadata. The file appears only"
                        + " when it is complete.",
                ""})
final class ExportCommand implements Callable<Integer> {
    private static final long SEED = 42;

    @Option(names = {"-m", "--model"}, paramLabel = "MODEL", description = Models.HELP)
    private Path model;

    @Option(names = "--width", paramLabel = "W",
            description = "random weights of this width instead of a model, for benchmarks")
    private Double width;

    @Option(names = "--classes", paramLabel = "C", description = "classes of random weights (default: 1000)")
    private Integer classes;

    @Option(names = "--size", paramLabel = "HxW", converter = ImageSize.Converter.class,
            description = "size of the images in pixels, height first (default: any; a runtime may be slower then)")
    private ImageSize size;

    @Option(names = {"-b", "--batch"}, paramLabel = "N", description = "images of a run (default: any)")
    private Integer batch;

    @Option(names = {"-f", "--force"}, description = "replace an existing file")
    private boolean force;

    @Parameters(paramLabel = "OUT.onnx", description = "the file to write")
    private Path output;

    @Mixin
    private ModelOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        require(batch == null || batch >= 1 && batch <= 65536, "--batch must be from 1 to 65536, found " + batch);
        require(model == null || width == null, "--model and --width exclude each other");
        require(classes == null || width != null, "--classes needs --width: a model brings its own");
        requireWritable();
        GhostNetV2 network = network();
        OnnxExporter exporter = OnnxExporter.of(network.network()).withMetadata(metadata(network));
        if (size != null) {
            Plan plan = Models.plan(network, 1, size, "--size " + size);
            exporter = exporter.withSize(plan.inputShape().height(), plan.inputShape().width());
        }
        if (batch != null) {
            exporter = exporter.withBatch(batch);
        }
        try {
            exporter.write(output, force);
        } catch (FileAlreadyExistsException e) {
            throw new InputException(output + ": exists already; --force replaces it", e);
        }
        spec.commandLine().getErr().println(Text.printable(Text.format("%s: %,d bytes, model: %s", output,
                Files.size(output), network.description())));
        return Main.GOOD;
    }

    /// Before the work; the exporter looks again after it.
    private void requireWritable() throws IOException {
        if (Files.exists(output) && !Files.isRegularFile(output)) {
            throw new InputException(output + ": expected a file to write, found something else of that name");
        }
        if (Files.exists(output) && !force) {
            throw new InputException(output + ": exists already; --force replaces it");
        }
        if (model != null && Files.exists(output) && Files.exists(model) && Files.isSameFile(model, output)) {
            throw new ParameterException(spec.commandLine(), "--model and the file to write are the same " + model);
        }
        if (!Files.isDirectory(output.toAbsolutePath().getParent())) {
            throw new InputException(output + ": its folder does not exist");
        }
    }

    private GhostNetV2 network() {
        if (width == null) {
            return options.load(model);
        }
        options.requireNone();
        int c = classes == null ? 1000 : classes;
        try {
            return GhostNetV2.random(Configuration.of(width, c), SEED);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ParameterException(spec.commandLine(), "--width " + width + " --classes " + c + ": "
                    + e.getMessage(), e);
        }
    }

    private static Map<String, String> metadata(GhostNetV2 network) {
        Map<String, String> metadata = new TreeMap<>(network.metadata());
        metadata.putIfAbsent("description", network.description());
        return metadata;
    }

    private void require(boolean sensible, String message) {
        if (!sensible) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
