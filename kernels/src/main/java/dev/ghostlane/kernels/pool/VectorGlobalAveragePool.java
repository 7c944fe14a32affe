package dev.ghostlane.kernels.pool;

import static dev.ghostlane.kernels.internal.Simd.LANES;

import dev.ghostlane.kernels.tensor.FeatureMap;

/// The SIMD kernel of [GlobalAveragePool].
///
/// *Tile and registers.* 4 vectors of channels at a time, each a chain of additions; the chains hide each
/// other's latency and use whole cache lines.
///
/// *Tail.* The last vector overlaps the one before, and the last tile repeats vectors; few channels are scalar, see the
/// package `internal`.
final class VectorGlobalAveragePool implements GlobalAveragePool {

    static final VectorGlobalAveragePool INSTANCE = new VectorGlobalAveragePool();

    @Override
    public void run(FeatureMap input, FeatureMap output, int divisor, int rowBegin, int rowEnd) {
        GlobalAveragePool.check(input, output, rowBegin, rowEnd);
        int channels = output.channels();
        if (channels < LANES) {
            ScalarGlobalAveragePool.INSTANCE.run(input, output, divisor, rowBegin, rowEnd);
            return;
        }
        int end = channels - LANES;
        for (int image = rowBegin; image < rowEnd; image++) {
            int from = input.index(image * input.height(), 0);
            int to = output.index(image, 0);
            for (int c = 0; c < channels; c += 4 * LANES) {
                PoolTiles.averages4(input.data(), from, input.rowStride(), input.pixelStride(), input.height(),
                        input.width(), divisor, output.data(), to, Math.min(c, end), Math.min(c + LANES, end),
                        Math.min(c + 2 * LANES, end), Math.min(c + 3 * LANES, end));
            }
        }
    }
}
