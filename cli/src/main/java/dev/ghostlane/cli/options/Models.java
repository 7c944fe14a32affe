package dev.ghostlane.cli.options;

import dev.ghostlane.cli.console.InputException;
import dev.ghostlane.cli.console.ModelException;
import dev.ghostlane.engine.CompiledNetwork;
import dev.ghostlane.engine.Plan;
import dev.ghostlane.ghostnetv2.Classifier;
import dev.ghostlane.ghostnetv2.GhostNetV2;

/// What commands do with models: the library's exceptions about sizes become messages about the user's input.
public final class Models {

    private Models() {}

    /// A plan for images of some size.
    ///
    /// @param where the file or option that asks for the size
    /// @throws InputException if the network is not defined for the size
    public static Plan plan(GhostNetV2 model, int batch, ImageSize size, String where) {
        return plan(model.compiled(), batch, size, where);
    }

    /// The same of what is computed of a model.
    public static Plan plan(CompiledNetwork network, int batch, ImageSize size, String where) {
        try {
            return network.plan(batch, size.height(), size.width());
        } catch (IllegalArgumentException e) {
            throw new InputException(where + ": the network cannot take " + batch
                    + (batch == 1 ? " image of " : " images of ") + size + " pixels: " + e.getMessage(), e);
        }
    }

    /// A classifier for the model's own input size.
    ///
    /// @throws ModelException if the network is not defined for that size
    public static Classifier classifier(GhostNetV2 model) {
        try {
            plan(model, 1, inputSize(model), "model");
        } catch (InputException e) {
            throw new ModelException(e.getMessage(), e);
        }
        return model.classifier();
    }

    /// The input size that the model's preprocessing makes.
    public static ImageSize inputSize(GhostNetV2 model) {
        int side = model.preprocessing().crop();
        return new ImageSize(side, side);
    }
}
