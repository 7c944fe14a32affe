package dev.ghostlane.kernels.matrix;

import dev.ghostlane.kernels.internal.Checks;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.MatrixLayout;

/// Products of constant matrices and packed tokens: what mixes the tokens of a sequence with weights that all channels
/// share.
///
/// *Computes*, for each sequence `s` of an image, output token `i` and channel `c`: start with `acc = 0`, then for
/// `j = 0 … tokens − 1` in this order `acc = fma(left[s][i][j], token j's channel c, acc)`.
///
/// *Layout.* `left` is `[sequences of an image][tokens][tokens]`, the same for all images and heads; the tokens are
/// packed as the inputs of [TokenMatrices].
///
/// *Requires.* The output has the shape of the map whose tokens were packed, for this kernel's layout (the scalar
/// reference takes any); no map overlaps another.
public interface MatrixProduct {

    /// {@return the scalar reference: the fallback where the Vector API is missing}
    static MatrixProduct scalar() { return ScalarMatrixProduct.INSTANCE; }

    /// {@return the SIMD kernel, with the bits of [#scalar]} Needs the module `jdk.incubator.vector`.
    static MatrixProduct simd() { return VectorMatrixProduct.INSTANCE; }

    /// {@return the layout in which these kernels want their matrices packed}
    ///
    /// @param outputs number of outputs, at least 1
    /// @param depth inputs that each output sums over, at least 1
    MatrixLayout layout(int outputs, int depth);

    /// Computes blocks of output tokens.
    ///
    /// @param matrices sequences, heads and how the tokens are packed
    /// @param left as many floats as its layout says
    /// @param packed the tokens
    /// @param output receives the products, `N×H×W×C`, the shape of the map whose tokens were packed
    /// @param unitBegin first unit to compute, of [#units]
    /// @param unitEnd one past the last
    /// @throws IllegalArgumentException if shapes, units or layout do not fit
    void run(TokenMatrices matrices, float[] left, FeatureMap packed, FeatureMap output, int unitBegin, int unitEnd);

    /// {@return the number of units of work: blocks of output tokens of every head and sequence, those of the first
    /// image first}
    ///
    /// @param matrices sequences, heads and how the tokens are packed
    /// @param output receives the products, `N×H×W×C`, the shape of the map whose tokens were packed
    static int units(TokenMatrices matrices, FeatureMap output) {
        return units(matrices, output.batch(), output.height(), output.width());
    }

    /// {@return the units of work of an output of this size, as [#units(TokenMatrices, FeatureMap)] counts them}
    ///
    /// @param matrices sequences, heads and how the tokens are packed
    /// @param batch number of images
    /// @param height lines of an image
    /// @param width pixels of a line
    static int units(TokenMatrices matrices, int batch, int height, int width) {
        return batch * matrices.sequences().ofImage(height, width) * matrices.heads() * blocks(matrices.tokens());
    }

    /// {@return the number of tokens of a unit of work at most: a quarter of a sequence, so that threads can share it,
    /// rounded up to whole tiles (14 pixels, and from 84 tokens on 42, which are whole tiles of 6, 7 and 14), but no
    /// more than 84} No result depends on it.
    ///
    /// @param tokens tokens of a sequence
    static int block(int tokens) {
        int tile = tokens < 84 ? 14 : 42;
        return Math.clamp(Math.ceilDiv(tokens, 4 * tile) * tile, tile, 84);
    }

    /// {@return the number of blocks of a sequence}
    ///
    /// @param tokens tokens of a sequence
    static int blocks(int tokens) { return (tokens + block(tokens) - 1) / block(tokens); }

    /// What [#run] requires of its arguments.
    ///
    /// @param matrices sequences, heads and how the tokens are packed
    /// @param left `[sequences of an image][tokens][tokens]`
    /// @param packed the tokens
    /// @param output receives the products, `N×H×W×C`, the shape of the map whose tokens were packed
    /// @param unitBegin first unit to compute, of [#units]
    /// @param unitEnd one past the last
    /// @throws IllegalArgumentException if an argument does not fit; the message names it
    static void check(TokenMatrices matrices, float[] left, FeatureMap packed, FeatureMap output, int unitBegin,
            int unitEnd) {
        if (matrices.role() != TokenMatrices.Role.INPUTS) {
            throw new IllegalArgumentException("tokens must be packed as inputs, found " + matrices.role());
        }
        matrices.checkTokens("output", output);
        matrices.checkPacked("packed", packed, output);
        Checks.length("left", left, Math.multiplyExact(matrices.sequences().ofImage(output),
                Math.multiplyExact(matrices.tokens(), matrices.tokens())));
        Checks.range("units", unitBegin, unitEnd, units(matrices, output));
    }
}
