package dev.ghostlane.cli;

import dev.ghostlane.cli.console.InputException;
import dev.ghostlane.cli.console.Text;
import dev.ghostlane.cli.options.CheckpointOptions;
import dev.ghostlane.cli.options.NewFile;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.checkpoint.Checkpoints;
import dev.ghostlane.ghostnetv2.checkpoint.DType;
import dev.ghostlane.ghostnetv2.checkpoint.SafetensorsWriter;
import dev.ghostlane.ghostnetv2.checkpoint.StateDict;
import dev.ghostlane.ghostnetv2.files.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `ghostlane convert`: any checkpoint as a clean safetensors file.
@Command(name = "convert", description = {
        "Writes a checkpoint as a safetensors file with nothing but what the network needs.", "",
        "Names are the authors', training branches are merged. The metadata says network, width, classes, resize"
                + " mode and preprocessing, and the SHA-256 of the file it was made of; labels if there are any."
                + " In f32 the logits keep their bits. The file appears only when it is complete.",
        ""})
final class ConvertCommand extends Subcommand {

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
    private CheckpointOptions options;

    @Mixin
    private NewFile file;

    @Parameters(index = "0", paramLabel = "IN", description = CheckpointOptions.CHECKPOINT)
    private Path input;

    @Parameters(index = "1", paramLabel = "OUT.safetensors", description = "the file to write")
    private Path output;

    @Override
    public Integer call() throws IOException {
        requireOther(output, input, "the file to read and the file to write are the same");
        file.require(output);
        Path checkpoint = options.file(input);
        Path source = Checkpoints.file(checkpoint);
        requireOther(output, source, "the file to read and the file to write are the same");
        GhostNetV2 model = options.load(checkpoint);
        Map<String, String> origin = new LinkedHashMap<>(Map.of("format", "pt"));
        origin.put("source", source.getFileName().toString());
        origin.put("source_sha256", Sha256.of(source));
        StateDict dict = typed((fold ? model.folded() : model).stateDict().with(origin));
        file.write(output, (path, replace) -> SafetensorsWriter.write(dict, path, replace));
        say(Text.format("%s: %,d bytes, %s, model: %s", output,
                Files.size(output), dtype, model.description()));
        return Main.GOOD;
    }

    private StateDict typed(StateDict dict) {
        try {
            return dict.as(dtype.dtype);
        } catch (IllegalArgumentException e) {
            throw new InputException(input + ": " + e.getMessage() + "; --dtype bf16 or f32 can hold it", e);
        }
    }
}
