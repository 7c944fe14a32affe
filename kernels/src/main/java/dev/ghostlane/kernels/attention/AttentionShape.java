package dev.ghostlane.kernels.attention;

import dev.ghostlane.kernels.internal.Checks;
import dev.ghostlane.kernels.matrix.MatrixProduct;
import dev.ghostlane.kernels.matrix.TokenMatrices;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.Sequences;

/// What an attention works on, and how its work is cut.
///
/// A unit of work is a block of queries of a head, with all keys: their scores stay in the second-level cache, and the
/// whole table of scores is never held.
///
/// @param keys how the keys are packed: tokens as outputs
/// @param values how the values are packed: tokens as inputs, of the keys' sequences and heads
/// @param scale factor of the scores, positive and finite; usually `1 / sqrt(channels of a head)`
public record AttentionShape(TokenMatrices keys, TokenMatrices values, float scale) {

    /// Floats of scores that a block may hold: 384 KiB, a part of any second-level cache from 512 KiB on.
    private static final int BLOCK_FLOATS = 96 * 1024;

    /// Checks that keys and values belong together.
    ///
    /// @throws IllegalArgumentException if keys and values do not belong together or the scale is out of range
    public AttentionShape {
        Checks.require(keys.role() == TokenMatrices.Role.OUTPUTS && values.role() == TokenMatrices.Role.INPUTS
                && keys.sequences() == values.sequences() && keys.heads() == values.heads()
                && keys.tokens() == values.tokens(),
                "expected keys packed as outputs and values as inputs of the same sequences and heads, found %s and %s",
                keys, values);
        Checks.require(scale > 0 && scale < Float.POSITIVE_INFINITY, "scale must be positive and finite, found %s",
                scale);
    }

    /// {@return which pixels attend to each other}
    public Sequences sequences() { return keys.sequences(); }

    /// {@return the number of heads of a sequence}
    public int heads() { return keys.heads(); }

    /// {@return the number of tokens of a sequence: queries, keys and values}
    public int tokens() { return keys.tokens(); }

    /// {@return the number of queries of a unit of work at most: as many as a matrix product has, or fewer where there
    /// are many keys}
    public int block() {
        int tile = keys.layout().tileRows();
        int affordable = Math.max(BLOCK_FLOATS / tokens(), 12);
        return Math.min(tokens(), Math.min(Math.max(affordable / tile, 1) * tile, MatrixProduct.block(tokens())));
    }

    /// {@return the number of blocks of a sequence}
    public int blocks() { return (tokens() + block() - 1) / block(); }

    /// {@return the number of units of work: blocks of queries of every head and sequence, those of the first image
    /// first}
    ///
    /// @param output the map that will be computed
    public int units(FeatureMap output) { return units(output.batch(), output.height(), output.width()); }

    /// {@return the units of work of an output of this size, as [#units(FeatureMap)] counts them}
    ///
    /// @param batch number of images
    /// @param height lines of an image
    /// @param width pixels of a line
    public int units(int batch, int height, int width) {
        return batch * sequences().ofImage(height, width) * heads() * blocks();
    }

    /// {@return the number of floats of scratch memory that a unit needs: its scores}
    public int scratchFloats() { return block() * scoreStride(); }

    /// Floats from a query's scores to the next one's: one for each key, then up to 15 of −∞.
    int scoreStride() { return (tokens() + 15) / 16 * 16; }
}
