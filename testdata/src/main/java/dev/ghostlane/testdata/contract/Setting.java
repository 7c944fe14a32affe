package dev.ghostlane.testdata.contract;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.testdata.Content;
import dev.ghostlane.testdata.Placement;

/// What all cases have besides the shape of their operation.
///
/// @param input what lies around each input
/// @param output what lies around the output
/// @param activation the epilogue; `NONE` for operations that have none
/// @param content kind of values
/// @param seed of the values
public record Setting(Placement input, Placement output, Activation activation, Content content, long seed) {

    /// {@return a setting of dense maps of normal values}
    ///
    /// @param activation the function
    /// @param seed of the contents
    public static Setting plain(Activation activation, long seed) {
        return new Setting(Placement.DENSE, Placement.DENSE, activation, Content.NORMAL, seed);
    }

    /// {@return the same setting with other contents}
    ///
    /// @param other what takes their place
    public Setting with(Content other) { return new Setting(input, output, activation, other, seed); }

    /// {@return the same setting with another activation}
    ///
    /// @param other what takes their place
    public Setting with(Activation other) { return new Setting(input, output, other, content, seed); }
}
