package dev.ghostlane.kernels.pool;

import static dev.ghostlane.kernels.internal.Simd.LANES;

import dev.ghostlane.kernels.tensor.FeatureMap;

/// The SIMD kernel of [GlobalMax].
///
/// *Tile and registers.* 4 vectors of channels at a time. A comparison with itself finds NaN; `max` is avoided, see
/// [dev.ghostlane.kernels.internal.VectorMath].
///
/// *Tail.* The last vector overlaps the one before, and the last tile repeats vectors; few channels are scalar, see the
/// package `internal`.
final class VectorGlobalMax implements GlobalMax {

    static final VectorGlobalMax INSTANCE = new VectorGlobalMax();

    @Override
    public void run(FeatureMap input, FeatureMap output, int rowBegin, int rowEnd) {
        GlobalMax.check(input, output, rowBegin, rowEnd);
        int channels = output.channels();
        if (channels < LANES) {
            ScalarGlobalMax.INSTANCE.run(input, output, rowBegin, rowEnd);
            return;
        }
        int end = channels - LANES;
        for (int image = rowBegin; image < rowEnd; image++) {
            int from = input.index(image * input.height(), 0);
            for (int c = 0; c < channels; c += 4 * LANES) {
                PoolTiles.largest4(input.data(), from, input.pixelStride(), input.height() * input.width(),
                        output.data(),
                        output.index(image, 0), Math.min(c, end), Math.min(c + LANES, end),
                        Math.min(c + 2 * LANES, end), Math.min(c + 3 * LANES, end));
            }
        }
    }
}
