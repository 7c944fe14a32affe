package dev.ghostlane.kernels.gate;

import static dev.ghostlane.kernels.internal.Simd.LANES;
import static dev.ghostlane.kernels.internal.Simd.SPECIES;

import dev.ghostlane.kernels.FeatureMap;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.internal.VectorMath;
import dev.ghostlane.kernels.upsample.Resize;
import dev.ghostlane.kernels.upsample.ResizeAxis;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import jdk.incubator.vector.FloatVector;

/// The SIMD kernel of [Gate].
///
/// *Tile and registers.* One gate pixel, one vector of channels at a time: the gate's value is loaded (and its
/// activation computed) once for the run of neighbouring output pixels that read it. 1 load, 1 product and 1
/// store for each output, so memory is the limit; with an activation, its arithmetic on a gate of a quarter
/// of the pixels or less. For bilinear, whose neighbours change with each pixel, the activation is computed
/// for all four of them: give it a gate that is activated already where speed matters.
///
/// *Tail.* The last vector of channels starts at `channels - LANES`; with fewer channels than lanes the scalar
/// kernel is used.
public final class VectorGate implements Gate {

    private final ScalarGate narrow = new ScalarGate();

    @Override
    public void run(Activation activation, Resize resize, FeatureMap input, FeatureMap gate, FeatureMap output,
            int rowBegin, int rowEnd) {
        Gate.check(resize, input, gate, output, rowBegin, rowEnd);
        if (output.channels() < LANES) {
            narrow.run(activation, resize, input, gate, output, rowBegin, rowEnd);
            return;
        }
        for (int row = rowBegin; row < rowEnd; row++) {
            if (resize.mode() == UpsampleMode.NEAREST) {
                nearestRow(activation, resize, input, gate, output, row);
            } else {
                bilinearRow(activation, resize, input, gate, output, row);
            }
        }
    }

    private static void nearestRow(Activation activation, Resize resize, FeatureMap input, FeatureMap gate,
            FeatureMap output, int row) {
        int gateRow = row / output.height() * gate.height() + resize.vertical().lower()[row % output.height()];
        int[] source = resize.horizontal().lower();
        int width = output.width();
        for (int begin = 0; begin < width;) {
            int end = begin + 1;
            while (end < width && source[end] == source[begin]) {
                end++;
            }
            run(activation, gate.data(), gate.index(gateRow, source[begin]), input.data(), input.index(row, begin),
                    input.pixelStride(), output.data(), output.index(row, begin), output.pixelStride(),
                    end - begin, output.channels());
            begin = end;
        }
    }

    /// Neighbouring output pixels that read the same gate pixel.
    private static void run(Activation activation, float[] g, int gi, float[] x, int xi, int xs, float[] y, int yi,
            int ys, int pixels, int channels) {
        int end = channels - LANES;
        for (int next = 0; next < channels; next += LANES) {
            int c = Math.min(next, end);
            FloatVector value = FloatVector.fromArray(SPECIES, g, gi + c);
            if (activation != Activation.NONE) {
                value = VectorMath.apply(activation, value);
            }
            for (int pixel = 0; pixel < pixels; pixel++) {
                FloatVector.fromArray(SPECIES, x, xi + pixel * xs + c).mul(value).intoArray(y, yi + pixel * ys + c);
            }
        }
    }

    private static void bilinearRow(Activation activation, Resize resize, FeatureMap input, FeatureMap gate,
            FeatureMap output, int row) {
        ResizeAxis vertical = resize.vertical();
        ResizeAxis horizontal = resize.horizontal();
        int firstRow = row / output.height() * gate.height();
        int y = row % output.height();
        int upper = firstRow + vertical.lower()[y];
        int lower = firstRow + vertical.upper()[y];
        for (int x = 0; x < output.width(); x++) {
            int left = horizontal.lower()[x];
            int right = horizontal.upper()[x];
            bilinearPixel(activation, gate.data(), gate.index(upper, left), gate.index(upper, right),
                    gate.index(lower, left), gate.index(lower, right), horizontal.upperWeight()[x],
                    vertical.upperWeight()[y], input.data(), input.index(row, x), output.data(),
                    output.index(row, x), output.channels());
        }
    }

    private static void bilinearPixel(Activation activation, float[] g, int a, int b, int c, int d, float wx,
            float wy, float[] x, int xi, float[] y, int yi, int channels) {
        int end = channels - LANES;
        for (int next = 0; next < channels; next += LANES) {
            int i = Math.min(next, end);
            FloatVector value = VectorMath.bilinear(
                    VectorMath.apply(activation, FloatVector.fromArray(SPECIES, g, a + i)),
                    VectorMath.apply(activation, FloatVector.fromArray(SPECIES, g, b + i)),
                    VectorMath.apply(activation, FloatVector.fromArray(SPECIES, g, c + i)),
                    VectorMath.apply(activation, FloatVector.fromArray(SPECIES, g, d + i)), wx, wy);
            FloatVector.fromArray(SPECIES, x, xi + i).mul(value).intoArray(y, yi + i);
        }
    }
}
