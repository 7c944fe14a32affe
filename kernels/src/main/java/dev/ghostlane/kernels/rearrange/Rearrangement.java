package dev.ghostlane.kernels.rearrange;

import dev.ghostlane.kernels.internal.Checks;
import dev.ghostlane.kernels.tensor.FeatureMap;

/// Moves the pixels of a map into rows of tokens ([Direction#GROUP]: window partition, unfolding) or back
/// ([Direction#UNGROUP]: window reverse, folding). Nothing is computed.
///
/// *Computes.* Grouping: token `t` of row `r` is the pixel that [Grouping] says. A map whose sides are no multiples of
/// the square's is filled up with zeros at its right and its bottom, as Swin's code does. Ungrouping: each pixel is its
/// token; tokens outside the map are dropped.
///
/// *Layout.* The map of tokens is `batch × rows × tokens × channels`.
///
/// *Requires.* Both maps have the same batch and channels and do not overlap; rows and tokens are those of the other
/// map's height and width.
public interface Rearrangement {

    /// {@return the scalar reference: the fallback where the Vector API is missing}
    static Rearrangement scalar() { return ScalarRearrangement.INSTANCE; }

    /// {@return the fast kernel: moves runs of floats, without the Vector API}
    static Rearrangement simd() { return BlockedRearrangement.INSTANCE; }

    /// From pixels to tokens or back.
    enum Direction {
        /// From pixels to tokens.
        GROUP,
        /// From tokens to pixels.
        UNGROUP
    }

    /// Moves rows of the output.
    ///
    /// @param grouping which pixels form a row of tokens
    /// @param direction whether the input has the pixels or the tokens
    /// @param input the map of pixels, `N×H×W×C`, or of tokens, `N×rows×tokens×C`
    /// @param output receives the other one
    /// @param rowBegin first row of the output to move, counted over the batch
    /// @param rowEnd one past the last
    /// @throws IllegalArgumentException if shapes or rows do not fit
    void run(Grouping grouping, Direction direction, FeatureMap input, FeatureMap output, int rowBegin, int rowEnd);

    /// What [#run] requires of its arguments.
    ///
    /// @param grouping which pixels form a row of tokens
    /// @param direction whether the input has the pixels or the tokens
    /// @param input the map of pixels, `N×H×W×C`, or of tokens, `N×rows×tokens×C`
    /// @param output receives the other one
    /// @param rowBegin first row of the output to move, counted over the batch
    /// @param rowEnd one past the last
    /// @throws IllegalArgumentException if an argument does not fit; the message names it
    static void check(Grouping grouping, Direction direction, FeatureMap input, FeatureMap output, int rowBegin,
            int rowEnd) {
        FeatureMap pixels = direction == Direction.GROUP ? input : output;
        FeatureMap tokens = direction == Direction.GROUP ? output : input;
        Checks.channels("output", output, input.channels());
        Checks.pixels("the map of tokens", tokens, pixels.batch(), grouping.rows(pixels.height(), pixels.width()),
                grouping.tokens(pixels.height(), pixels.width()));
        Checks.rows(output, rowBegin, rowEnd);
    }
}
