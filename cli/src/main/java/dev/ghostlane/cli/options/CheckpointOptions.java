package dev.ghostlane.cli.options;

import dev.ghostlane.cli.console.FileRules;
import dev.ghostlane.cli.console.InputException;
import dev.ghostlane.cli.console.ModelException;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.LoadOptions;
import dev.ghostlane.ghostnetv2.hub.HubModel;
import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.ghostnetv2.network.Variant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// Options of all commands that load a checkpoint: what its file does not say.
public class CheckpointOptions {

    /// What a model on the command line is, for help texts.
    public static final String CHECKPOINT = "GhostNet, GhostNetV2 or GhostNetV3 checkpoint (safetensors, PyTorch,"
            + " MindSpore), a folder with one, or a name of 'ghostlane pull --list'";

    private static final long SEED = 42;

    @Option(names = "--weights", paramLabel = "KEY",
            description = "take these weights out of a training checkpoint: a key, or a prefix of names (default: the"
                    + " first that there is of state_dict_ema, model_ema, state_dict, model, or the only ones)")
    private String weights;

    @Option(names = "--set", paramLabel = "KEY=VALUE",
            description = "say what the checkpoint's metadata does not, or says wrongly: upsample (nearest, bilinear or"
                    + " bilinear_align_corners), stem_stride, width, labels, input_size, crop_pct, crop_mode,"
                    + " interpolation, mean, std; may be repeated")
    private Map<String, String> metadata = new LinkedHashMap<>();

    @Option(names = "--labels", paramLabel = "FILE",
            description = "names of the classes: a text file in UTF-8 with a label on each line, in the order of the"
                    + " logits (default: the checkpoint's, or ImageNet's for 1000 classes)")
    private Path labels;

    @Option(names = "--offline", description = "download nothing, even if the model is not in the cache")
    private boolean offline;

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    /// The file of this name or, if there is none, that of the model of this name, downloaded if it is not in the
    /// cache.
    ///
    /// @throws ModelException if there is neither
    public Path file(Path checkpoint) {
        if (Files.exists(checkpoint)) {
            return checkpoint;
        }
        Optional<HubModel> model = HubModel.find(checkpoint.toString());
        if (model.isPresent()) {
            return ModelDownload.pull(model.get(), false, offline, spec.commandLine().getErr());
        }
        FileRules.refusalOfUrl(checkpoint.toString(), "a file, or a name that 'ghostlane pull --list' shows")
                .ifPresent(refusal -> {
                    throw new ModelException(refusal);
                });
        if (checkpoint.getNameCount() == 1) {
            throw new ModelException(
                    checkpoint + ": file not found, and not a name that 'ghostlane pull --list' shows");
        }
        return checkpoint;
    }

    /// Loads a checkpoint.
    ///
    /// @param checkpoint as for [#file(Path)]
    public GhostNetV2 load(Path checkpoint) {
        LoadOptions options = LoadOptions.NONE;
        if (weights != null) {
            options = options.withWeights(weights);
        }
        try {
            for (Map.Entry<String, String> entry : metadata.entrySet()) {
                options = options.withMetadata(entry.getKey(), entry.getValue());
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--set: " + e.getMessage(), e);
        }
        return labelled(GhostNetV2.load(file(checkpoint), options));
    }

    /// The bundled model.
    ///
    /// @throws ParameterException if an option is about a checkpoint
    GhostNetV2 bundled() {
        refuse("is about a checkpoint, and the bundled model is none", false);
        return labelled(GhostNetV2.bundled());
    }

    /// A network with random weights, the same each time.
    ///
    /// @throws ParameterException if there is none of this width with so many classes, or if an option is about a
    ///         checkpoint
    public GhostNetV2 random(Variant variant, double width, int classes) {
        refuse("is about a checkpoint, and none is loaded", true);
        try {
            return GhostNetV2.random(Configuration.of(variant, width, classes), SEED);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ParameterException(spec.commandLine(), (isPossible(variant, width)
                    ? "--classes " + classes
                    : "--width " + width) + ": " + e.getMessage(), e);
        }
    }

    /// Whether there is a network of this width, with as few classes as can be.
    private static boolean isPossible(Variant variant, double width) {
        try {
            GhostNetV2.random(Configuration.of(variant, width, 1), SEED);
            return true;
        } catch (IllegalArgumentException | ArithmeticException e) {
            return false;
        }
    }

    private void refuse(String reason, boolean labelsToo) {
        String given = weights != null
                ? "--weights"
                : !metadata.isEmpty() ? "--set" : labelsToo && labels != null ? "--labels" : null;
        if (given != null) {
            throw new ParameterException(spec.commandLine(), given + " " + reason);
        }
    }

    private GhostNetV2 labelled(GhostNetV2 model) {
        if (labels == null) {
            return model;
        }
        try {
            return model.withLabels(LabelFile.read(labels));
        } catch (IllegalArgumentException e) {
            throw new InputException(labels + ": " + e.getMessage(), e);
        }
    }
}
