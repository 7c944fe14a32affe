package dev.ghostlane.kernels.pool;

import static dev.ghostlane.kernels.internal.Simd.LANES;

import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.Sequences;

/// The SIMD kernel of [AxisMean].
///
/// *Tile and registers.* 4 vectors of channels at a time, each a chain of additions.
///
/// *Tail.* The last vector overlaps the one before, and the last tile repeats vectors; few channels are scalar, see the
/// package `internal`.
final class VectorAxisMean implements AxisMean {

    static final VectorAxisMean INSTANCE = new VectorAxisMean();

    @Override
    public void run(Sequences sequences, FeatureMap input, FeatureMap output, int rowBegin, int rowEnd) {
        AxisMean.check(sequences, input, output, rowBegin, rowEnd);
        int channels = output.channels();
        if (channels < LANES) {
            ScalarAxisMean.INSTANCE.run(sequences, input, output, rowBegin, rowEnd);
            return;
        }
        int end = channels - LANES;
        for (int row = rowBegin; row < rowEnd; row++) {
            for (int x = 0; x < output.width(); x++) {
                int from = sequences.start(input, row * output.width() + x);
                for (int c = 0; c < channels; c += 4 * LANES) {
                    PoolTiles.means4(input.data(), from, sequences.step(input), sequences.tokens(input), output.data(),
                            output.index(row, x), Math.min(c, end), Math.min(c + LANES, end),
                            Math.min(c + 2 * LANES, end), Math.min(c + 3 * LANES, end));
                }
            }
        }
    }
}
