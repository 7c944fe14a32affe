package dev.ghostlane.kernels.mixing;

import dev.ghostlane.kernels.internal.Checks;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.Sequences;

/// A fully connected layer between the tokens of a sequence, with weights of their own for each pair of positions and
/// each channel. (With weights that all channels share it is a matrix product:
/// [dev.ghostlane.kernels.matrix.MatrixProduct].)
///
/// *Computes*, for each sequence `s` of an image, output token `i` and channel `c`: start with `acc = 0`, then for
/// `j = 0 … tokens − 1` in this order `acc = fma(input token j's channel c, weights[s][i][j][c], acc)`.
///
/// *Layout.* Weights are `[sequences of an image][tokens][tokens][channels]`, the same for all images.
///
/// *Requires.* Input and output have the same shape and do not overlap.
public interface TokenMixing {

    /// {@return the scalar reference: the fallback where the Vector API is missing}
    static TokenMixing scalar() { return ScalarTokenMixing.INSTANCE; }

    /// {@return the SIMD kernel, with the bits of [#scalar]} Needs the module `jdk.incubator.vector`.
    static TokenMixing simd() { return VectorTokenMixing.INSTANCE; }

    /// Computes rows of the output.
    ///
    /// @param sequences which pixels belong together
    /// @param weights `[sequences of an image][tokens][tokens][channels]`
    /// @param input `N×H×W×C`
    /// @param output receives the results, `N×H×W×C`
    /// @param rowBegin first row of the output to compute, counted over the batch
    /// @param rowEnd one past the last
    /// @throws IllegalArgumentException if shapes, weights or rows do not fit
    void run(Sequences sequences, float[] weights, FeatureMap input, FeatureMap output, int rowBegin, int rowEnd);

    /// {@return how many weights there are: a float for each channel and pair of a sequence's tokens}
    ///
    /// @param sequences which pixels belong together
    /// @param height lines of an image
    /// @param width pixels of a line
    /// @param channels channels of a pixel
    /// @throws ArithmeticException if an array cannot hold them
    static int weightFloats(Sequences sequences, int height, int width, int channels) {
        int tokens = sequences.tokens(height, width);
        return Math.multiplyExact(Math.multiplyExact(sequences.ofImage(height, width) * tokens, tokens), channels);
    }

    /// Checks that there are as many weights as a map needs.
    ///
    /// @param name what the message calls them
    /// @param sequences which pixels belong together
    /// @param weights `[sequences of an image][tokens][tokens][channels]`
    /// @param map the map whose pixels are the tokens
    /// @throws IllegalArgumentException if there are not
    static void checkWeights(String name, Sequences sequences, float[] weights, FeatureMap map) {
        Checks.length(name, weights, weightFloats(sequences, map.height(), map.width(), map.channels()));
    }

    /// What [#run] requires of its arguments.
    ///
    /// @param sequences which pixels belong together
    /// @param weights `[sequences of an image][tokens][tokens][channels]`
    /// @param input `N×H×W×C`
    /// @param output receives the results, `N×H×W×C`
    /// @param rowBegin first row of the output to compute, counted over the batch
    /// @param rowEnd one past the last
    /// @throws IllegalArgumentException if an argument does not fit; the message names it
    static void check(Sequences sequences, float[] weights, FeatureMap input, FeatureMap output, int rowBegin,
            int rowEnd) {
        Checks.sameShape("output", output, "input", input);
        checkWeights("weights", sequences, weights, input);
        Checks.rows(output, rowBegin, rowEnd);
    }

    /// {@return the sequence of a pixel, counted over the batch}
    ///
    /// @param sequences which pixels belong together
    /// @param map the map whose pixels are the tokens
    /// @param row line of the pixel, counted over the batch
    /// @param x column of the pixel
    static int sequence(Sequences sequences, FeatureMap map, int row, int x) {
        return switch (sequences) {
            case IMAGE -> row / map.height();
            case ROW -> row;
            case COLUMN -> row / map.height() * map.width() + x;
        };
    }

    /// {@return the number of a pixel's token in its sequence}
    ///
    /// @param sequences which pixels belong together
    /// @param map the map whose pixels are the tokens
    /// @param row line of the pixel, counted over the batch
    /// @param x column of the pixel
    static int token(Sequences sequences, FeatureMap map, int row, int x) {
        return switch (sequences) {
            case IMAGE -> row % map.height() * map.width() + x;
            case ROW -> x;
            case COLUMN -> row % map.height();
        };
    }
}
