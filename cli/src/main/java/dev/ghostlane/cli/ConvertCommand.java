package dev.ghostlane.cli;

import dev.ghostlane.cli.console.InputException;
import dev.ghostlane.cli.console.Text;
import dev.ghostlane.cli.options.ModelOptions;
import dev.ghostlane.cli.options.Models;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.checkpoint.DType;
import dev.ghostlane.ghostnetv2.checkpoint.SafetensorsWriter;
import dev.ghostlane.ghostnetv2.checkpoint.StateDict;
import dev.ghostlane.ghostnetv2.checkpoint.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `ghostlane convert`: any checkpoint as a clean safetensors file.
@Command(name = "convert", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false,
        description = {"Writes a checkpoint as a safetensors file with nothing but what the network needs.", "",
                "Names are the authors', training branches are merged. The metadata says network, width, classes, resize"
                        + " mode and preprocessing, and the SHA-256 of the file it was made of; labels if there are any."
                        + " In f32 the logits keep their bits. The file appears only when it is complete.",
                ""})
final class ConvertCommand implements Callable<Integer> {

    /// The types to write, as they are asked for.
    private enum Type {
        F32(DType.F32), F16(DType.F16), BF16(DType.BF16);

        private final DType dtype;

        Type(DType dtype) { this.dtype = dtype; }

        /// As options have it.
        @Override
        public String toString() { return name().toLowerCase(Locale.ROOT); }
    }

    @Option(names = "--dtype", paramLabel = "TYPE", defaultValue = "f32",
            description = "f32, f16 or bf16; values are rounded to the nearest (default: ${DEFAULT-VALUE})")
    private Type dtype;

    @Option(names = "--fold", description = "fold batch normalisations into the convolutions before them; smaller, and"
            + " in f32 with the same logits, but not for training and not for PyTorch")
    private boolean fold;

    @Mixin
    private ModelOptions options;

    @Option(names = {"-f", "--force"}, description = "replace an existing file")
    private boolean force;

    @Parameters(index = "0", paramLabel = "IN", description = Models.CHECKPOINT)
    private Path input;

    @Parameters(index = "1", paramLabel = "OUT.safetensors", description = "the file to write")
    private Path output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        requireWritable();
        Path source = options.file(input);
        GhostNetV2 model = options.load(source);
        Map<String, String> origin = new LinkedHashMap<>(Map.of("format", "pt"));
        origin.put("source", source.getFileName().toString());
        origin.put("source_sha256", sha256(source));
        StateDict dict = typed((fold ? model.folded() : model).stateDict().with(origin));
        try {
            SafetensorsWriter.write(dict, output, force);
        } catch (FileAlreadyExistsException e) {
            throw new InputException(output + ": exists already; --force replaces it", e);
        }
        spec.commandLine().getErr().println(Text.printable(Text.format("%s: %,d bytes, %s, model: %s", output,
                Files.size(output), dtype, model.description())));
        return Main.GOOD;
    }

    private StateDict typed(StateDict dict) {
        List<Tensor> tensors = new ArrayList<>(dict.size());
        try {
            for (String name : dict.names()) {
                tensors.add(dict.find(name).orElseThrow().as(dtype.dtype));
            }
        } catch (IllegalArgumentException e) {
            throw new InputException(input + ": " + e.getMessage() + "; --dtype bf16 or f32 can hold it", e);
        }
        return dict.with(tensors);
    }

    /// Before the work; the writer looks again after it.
    private void requireWritable() throws IOException {
        if (Files.exists(output) && Files.exists(input) && Files.isSameFile(input, output)) {
            throw new ParameterException(spec.commandLine(), "the file to read and the file to write are the same "
                    + input);
        }
        if (Files.exists(output) && !Files.isRegularFile(output)) {
            throw new InputException(output + ": expected a file to write, found something else of that name");
        }
        if (Files.exists(output) && !force) {
            throw new InputException(output + ": exists already; --force replaces it");
        }
        if (!Files.isDirectory(output.toAbsolutePath().getParent())) {
            throw new InputException(output + ": its folder does not exist");
        }
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
