package dev.ghostlane.cli.options;

import dev.ghostlane.cli.console.InputException;
import dev.ghostlane.engine.Plan;
import dev.ghostlane.ghostnetv2.Classifier;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import java.nio.file.Path;

/// What commands do with models: the library's exceptions about sizes become messages about the user's input.
public final class Models {

    /// What a model on the command line is, for help texts.
    public static final String CHECKPOINT = "GhostNet, GhostNetV2 or GhostNetV3 checkpoint (safetensors, PyTorch, MindSpore),"
            + " or a name of 'ghostlane pull --list'";

    /// Help text of the option `-m` where it may be left out.
    public static final String HELP = CHECKPOINT + " (default: the bundled model)";

    private Models() {}

    /// A checkpoint, or the bundled model.
    ///
    /// @param checkpoint null for the bundled model
    static GhostNetV2 load(Path checkpoint) {
        return checkpoint == null ? GhostNetV2.bundled() : GhostNetV2.load(checkpoint);
    }

    /// A plan for images of some size.
    ///
    /// @param where the file or option that asks for the size
    /// @throws InputException if the network is not defined for the size
    public static Plan plan(GhostNetV2 model, int batch, ImageSize size, String where) {
        try {
            return model.plan(batch, size.height(), size.width());
        } catch (IllegalArgumentException e) {
            throw new InputException(where + ": the network cannot take " + batch
                    + (batch == 1 ? " image of " : " images of ") + size + " pixels: " + e.getMessage(), e);
        }
    }

    /// A classifier for the model's own input size.
    ///
    /// @throws InputException if the network is not defined for that size
    public static Classifier classifier(GhostNetV2 model) {
        plan(model, 1, inputSize(model), "model");
        return model.classifier();
    }

    /// The input size that the model's preprocessing makes.
    public static ImageSize inputSize(GhostNetV2 model) {
        int side = model.preprocessing().crop();
        return new ImageSize(side, side);
    }
}
