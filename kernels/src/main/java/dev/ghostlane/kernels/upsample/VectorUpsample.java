package dev.ghostlane.kernels.upsample;

import static dev.ghostlane.kernels.internal.Simd.LANES;

import dev.ghostlane.kernels.internal.VectorMath;
import dev.ghostlane.kernels.tensor.FeatureMap;

/// The SIMD kernel of [Upsample].
///
/// *Tile and registers.* One pixel, one vector of channels at a time. Nearest only copies, so it is
/// `System.arraycopy`; bilinear needs 4 loads and 6 operations. Memory is the limit of both.
///
/// *Tail.* The last vector of channels overlaps the one before; few channels are scalar, see the package `internal`.
final class VectorUpsample implements Upsample {

    static final VectorUpsample INSTANCE = new VectorUpsample();

    @Override
    public void run(Resize resize, FeatureMap input, FeatureMap output, int rowBegin, int rowEnd) {
        Upsample.check(resize, input, output, rowBegin, rowEnd);
        boolean nearest = resize.mode() == UpsampleMode.NEAREST;
        if (output.channels() < LANES && !nearest) {
            ScalarUpsample.INSTANCE.run(resize, input, output, rowBegin, rowEnd);
            return;
        }
        ResizeAxis vertical = resize.vertical();
        ResizeAxis horizontal = resize.horizontal();
        for (int row = rowBegin; row < rowEnd; row++) {
            int firstRow = row / output.height() * input.height();
            int y = row % output.height();
            int upper = firstRow + vertical.lower()[y];
            int lower = firstRow + vertical.upper()[y];
            for (int x = 0; x < output.width(); x++) {
                int left = horizontal.lower()[x];
                int right = horizontal.upper()[x];
                if (nearest) {
                    System.arraycopy(input.data(), input.index(upper, left), output.data(), output.index(row, x),
                            output.channels());
                } else {
                    VectorMath.bilinear(input.data(), input.index(upper, left), input.index(upper, right),
                            input.index(lower, left), input.index(lower, right), horizontal.upperWeight()[x],
                            vertical.upperWeight()[y], output.data(), output.index(row, x), output.channels());
                }
            }
        }
    }
}
