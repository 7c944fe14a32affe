package dev.ghostlane.ghostnetv2.weights;

import dev.ghostlane.ghostnetv2.checkpoint.CheckpointException;
import dev.ghostlane.ghostnetv2.checkpoint.StateDict;

/// The values of a checkpoint's tensors, if a network can compute with them.
public final class Values {

    private Values() {}

    /// The values of a tensor that is there.
    ///
    /// @throws CheckpointException if one is NaN or infinite, or if one of a variance is negative
    public static float[] of(StateDict dict, String name) {
        float[] values = dict.find(name).orElseThrow().floats();
        boolean variance = name.endsWith(".running_var");
        for (int i = 0; i < values.length; i++) {
            float value = values[i];
            if (!Float.isFinite(value) || variance && value < 0) {
                throw new CheckpointException(dict.source() + ": " + (Float.isNaN(value)
                        ? "NaN"
                        : Float.isInfinite(value) ? "an infinite value" : "the negative variance " + value) + " in "
                        + name + ", at index " + i + " of " + values.length
                        + ": the training diverged, or the file is damaged");
            }
        }
        return values;
    }
}
