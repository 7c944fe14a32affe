package dev.ghostlane.kernels.gate;

import static dev.ghostlane.kernels.internal.Simd.LANES;
import static dev.ghostlane.kernels.internal.Simd.SPECIES;

import dev.ghostlane.kernels.tensor.FeatureMap;
import jdk.incubator.vector.FloatVector;

/// The SIMD kernel of [SpatialGate].
///
/// *Tile and registers.* One vector of a pixel's channels at a time: 1 load, 1 product, 1 store, so memory is the
/// limit.
///
/// *Tail.* What is no whole vector is scalar, which keeps in-place use exact.
final class VectorSpatialGate implements SpatialGate {

    static final VectorSpatialGate INSTANCE = new VectorSpatialGate();

    @Override
    public void run(FeatureMap input, FeatureMap gate, FeatureMap output, int rowBegin, int rowEnd) {
        SpatialGate.check(input, gate, output, rowBegin, rowEnd);
        for (int row = rowBegin; row < rowEnd; row++) {
            for (int x = 0; x < output.width(); x++) {
                multiply(input.data(), input.index(row, x), gate.data()[gate.index(row, x)], output.data(),
                        output.index(row, x), output.channels());
            }
        }
    }

    private static void multiply(float[] in, int from, float factor, float[] out, int to, int channels) {
        int c = 0;
        for (; c <= channels - LANES; c += LANES) {
            FloatVector.fromArray(SPECIES, in, from + c).mul(factor).intoArray(out, to + c);
        }
        for (; c < channels; c++) {
            out[to + c] = in[from + c] * factor;
        }
    }
}
