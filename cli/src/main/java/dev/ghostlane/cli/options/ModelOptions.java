package dev.ghostlane.cli.options;

import dev.ghostlane.ghostnetv2.GhostNetV2;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// The option `--model` where it may be left out, with those about its checkpoint.
public final class ModelOptions extends CheckpointOptions {

    @Option(names = {"-m", "--model"}, order = -2, paramLabel = "MODEL",
            description = CHECKPOINT + " (default: the bundled model)")
    private Path model;

    /// The checkpoint, or the name of one; null for the bundled model.
    public Path path() { return model; }

    /// Loads the checkpoint, or the bundled model.
    public GhostNetV2 load() { return model == null ? bundled() : load(model); }
}
