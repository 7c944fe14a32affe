package dev.ghostlane.kernels.gate;

import static dev.ghostlane.kernels.internal.Simd.LANES;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.activation.ActivationMap;
import dev.ghostlane.kernels.internal.VectorMath;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.upsample.Resize;
import dev.ghostlane.kernels.upsample.ResizeAxis;
import dev.ghostlane.kernels.upsample.UpsampleMode;

/// The SIMD kernel of [Gate].
///
/// *Tile and registers.* One output pixel, all its channels, one vector at a time: 2 loads, 1 product and 1 store,
/// so memory is the limit. An activation of a nearest gate is computed once for the run of neighbouring output
/// pixels that read the same gate pixel; for a sigmoid its arithmetic is the limit. A bilinear gate's neighbours
/// change with each pixel: an activation there is left to the scalar kernel, so give it a gate that is activated
/// already.
///
/// *Tail.* The last vector of channels overlaps the one before; few channels are scalar, see the package `internal`.
final class VectorGate implements Gate {

    static final VectorGate INSTANCE = new VectorGate();

    @Override
    public void run(Activation activation, Resize resize, FeatureMap input, FeatureMap gate, FeatureMap output,
            int rowBegin, int rowEnd) {
        Gate.check(resize, input, gate, output, rowBegin, rowEnd);
        boolean nearest = resize.mode() == UpsampleMode.NEAREST;
        if (output.channels() < LANES || !nearest && activation != Activation.NONE) {
            ScalarGate.INSTANCE.run(activation, resize, input, gate, output, rowBegin, rowEnd);
            return;
        }
        for (int row = rowBegin; row < rowEnd; row++) {
            if (!nearest) {
                bilinearRow(resize, input, gate, output, row);
            } else if (activation == Activation.NONE) {
                nearestRow(resize, input, gate, output, row);
            } else {
                activatedRow(activation, resize, input, gate, output, row);
            }
        }
    }

    private static int gateRow(Resize resize, FeatureMap gate, FeatureMap output, int row) {
        return row / output.height() * gate.height() + resize.vertical().lower()[row % output.height()];
    }

    private static void nearestRow(Resize resize, FeatureMap input, FeatureMap gate, FeatureMap output, int row) {
        int gateRow = gateRow(resize, gate, output, row);
        int[] source = resize.horizontal().lower();
        for (int x = 0; x < output.width(); x++) {
            VectorMath.multiply(input.data(), input.index(row, x), gate.data(), gate.index(gateRow, source[x]),
                    output.data(), output.index(row, x), output.channels());
        }
    }

    /// Goes along a row by runs of output pixels that read the same gate pixel. The activated gate is kept in the first
    /// of them, which therefore gets its product last.
    private static void activatedRow(Activation activation, Resize resize, FeatureMap input, FeatureMap gate,
            FeatureMap output, int row) {
        int gateRow = gateRow(resize, gate, output, row);
        int[] source = resize.horizontal().lower();
        int width = output.width();
        int channels = output.channels();
        float[] out = output.data();
        int begin = 0;
        while (begin < width) {
            int end = begin + 1;
            while (end < width && source[end] == source[begin]) {
                end++;
            }
            int activated = output.index(row, begin);
            ActivationMap.simd().apply(activation, gate.data(), gate.index(gateRow, source[begin]), out, activated,
                    channels);
            for (int x = begin + 1; x < end; x++) {
                VectorMath.multiply(input.data(), input.index(row, x), out, activated, out, output.index(row, x),
                        channels);
            }
            VectorMath.multiply(out, activated, input.data(), input.index(row, begin), out, activated, channels);
            begin = end;
        }
    }

    private static void bilinearRow(Resize resize, FeatureMap input, FeatureMap gate, FeatureMap output, int row) {
        ResizeAxis vertical = resize.vertical();
        ResizeAxis horizontal = resize.horizontal();
        int firstRow = row / output.height() * gate.height();
        int y = row % output.height();
        int upper = firstRow + vertical.lower()[y];
        int lower = firstRow + vertical.upper()[y];
        float[] out = output.data();
        for (int x = 0; x < output.width(); x++) {
            int left = horizontal.lower()[x];
            int right = horizontal.upper()[x];
            int to = output.index(row, x);
            VectorMath.bilinear(gate.data(), gate.index(upper, left), gate.index(upper, right),
                    gate.index(lower, left), gate.index(lower, right), horizontal.upperWeight()[x],
                    vertical.upperWeight()[y], out, to, output.channels());
            VectorMath.multiply(out, to, input.data(), input.index(row, x), out, to, output.channels());
        }
    }
}
