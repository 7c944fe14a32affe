package dev.ghostlane.kernels.attention;

import dev.ghostlane.kernels.internal.Checks;
import dev.ghostlane.kernels.tensor.FeatureMap;

/// Multi-head attention: `softmax(Q · Kᵀ · scale) · V` for each sequence and head.
///
/// *Computes*, for each query `q` of a head, over the keys `k[j]` and values `v[j]` of its sequence:
///
/// 1. `score[j]`: start with 0, then for each channel in order `fma(q[c], k[j][c], score)`;
/// 2. `m`: the largest score, from −∞ on `score > m ? score : m` (a NaN is passed over here and spoils the sum);
/// 3. `p[j] = exp((score[j] − m) · scale)` with [dev.ghostlane.kernels.activation.Exponential#exp];
/// 4. `sum`: the tree of sixteen partial sums of [dev.ghostlane.kernels.softmax.Softmax], over `p`;
/// 5. for each channel: start with 0, then for `j = 0 … tokens − 1` in order `acc = fma(p[j], v[j][c], acc)`;
///    the result is `acc / sum`.
///
/// *Layout.* Queries and outputs are maps whose channels are those of the heads, one head after the other; keys and
/// values are packed, see [dev.ghostlane.kernels.matrix.MatrixPacking].
///
/// *Requires.* Queries and output have the same batch, height and width, their sequences as many tokens as keys and
/// values; keys and values are packed for these kernels (the scalar reference takes any layout). No map overlaps
/// another or the scratch memory.
public interface Attention {

    /// {@return the scalar reference: the fallback where the Vector API is missing}
    static Attention scalar() { return ScalarAttention.INSTANCE; }

    /// {@return the SIMD kernel, with the bits of [#scalar]} Needs the module `jdk.incubator.vector`.
    static Attention simd() { return VectorAttention.INSTANCE; }

    /// Computes blocks of queries, each with all keys and values of its sequence and head.
    ///
    /// @param shape sequences, heads and scale, and how keys and values are packed
    /// @param query `N×H×W×C`, the channels of all heads
    /// @param keys packed by [dev.ghostlane.kernels.matrix.MatrixPacking] as the shape's keys
    /// @param values packed as the shape's values
    /// @param output receives the results; the query's batch, height and width, the values' channels
    /// @param scratch for [AttentionShape#scratchFloats()] floats from `scratchAt` on, of any content; not for two
    ///        threads at once
    /// @param scratchAt where the scratch memory begins
    /// @param unitBegin first unit to compute, of [AttentionShape#units]
    /// @param unitEnd one past the last
    /// @throws IllegalArgumentException if shapes, units, scratch memory or layouts do not fit
    void run(AttentionShape shape, FeatureMap query, FeatureMap keys, FeatureMap values, FeatureMap output,
            float[] scratch, int scratchAt, int unitBegin, int unitEnd);

    /// What [#run] requires of its arguments.
    ///
    /// @param shape sequences, heads and scale, and how keys and values are packed
    /// @param query `N×H×W×C`, the channels of all heads
    /// @param keys packed by [dev.ghostlane.kernels.matrix.MatrixPacking] as the shape's keys
    /// @param values packed as the shape's values
    /// @param output receives the results; the query's batch, height and width, the values' channels
    /// @param scratch for [AttentionShape#scratchFloats()] floats from `scratchAt` on, of any content; not for two
    ///        threads at once
    /// @param scratchAt where the scratch memory begins
    /// @param unitBegin first unit to compute, of [AttentionShape#units]
    /// @param unitEnd one past the last
    /// @throws IllegalArgumentException if an argument does not fit; the message names it
    static void check(AttentionShape shape, FeatureMap query, FeatureMap keys, FeatureMap values, FeatureMap output,
            float[] scratch, int scratchAt, int unitBegin, int unitEnd) {
        Checks.channels("query", query, shape.heads() * shape.keys().headChannels());
        Checks.channels("output", output, shape.heads() * shape.values().headChannels());
        Checks.pixels("output", output, query.batch(), query.height(), query.width());
        if (shape.sequences().tokens(query) != shape.tokens()) {
            throw new IllegalArgumentException("query must have sequences of " + shape.tokens() + " tokens, found "
                    + shape.sequences().tokens(query) + " in " + query.shape() + " by " + shape.sequences());
        }
        shape.keys().checkPacked("keys", keys, query);
        shape.values().checkPacked("values", values, query);
        if (scratchAt < 0 || scratchAt + (long) shape.scratchFloats() > scratch.length) {
            throw new IllegalArgumentException("scratch memory must have " + shape.scratchFloats() + " floats from "
                    + scratchAt + " on, found " + scratch.length + " in all");
        }
        Checks.range("units", unitBegin, unitEnd, shape.units(output));
    }
}
