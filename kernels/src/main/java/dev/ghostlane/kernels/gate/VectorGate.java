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
/// *Tile and registers.* One output pixel, all its channels, one vector at a time: 2 loads, 1 product and 1 store,
/// so memory is the limit. A sigmoid (or hard sigmoid) of a nearest gate is computed once for the run of
/// neighbouring output pixels that read the same gate pixel; there its arithmetic is the limit. A bilinear
/// gate's neighbours change with each pixel: a sigmoid there is left to the scalar kernel, so give it a gate
/// that is activated already.
///
/// *Tail.* The last vector of channels starts at `channels - LANES`; with fewer channels than lanes the scalar
/// kernel is used.
public final class VectorGate implements Gate {

    private final ScalarGate scalar = new ScalarGate();

    @Override
    public void run(Activation activation, Resize resize, FeatureMap input, FeatureMap gate, FeatureMap output,
            int rowBegin, int rowEnd) {
        Gate.check(resize, input, gate, output, rowBegin, rowEnd);
        boolean nearest = resize.mode() == UpsampleMode.NEAREST;
        boolean linear = activation == Activation.NONE || activation == Activation.RELU;
        if (output.channels() < LANES || !nearest && !linear) {
            scalar.run(activation, resize, input, gate, output, rowBegin, rowEnd);
            return;
        }
        float floor = VectorMath.floor(activation);
        for (int row = rowBegin; row < rowEnd; row++) {
            if (!nearest) {
                bilinearRow(floor, resize, input, gate, output, row);
            } else if (linear) {
                nearestRow(floor, resize, input, gate, output, row);
            } else {
                activatedRow(activation, resize, input, gate, output, row);
            }
        }
    }

    private static int gateRow(Resize resize, FeatureMap gate, FeatureMap output, int row) {
        return row / output.height() * gate.height() + resize.vertical().lower()[row % output.height()];
    }

    private static void nearestRow(float floor, Resize resize, FeatureMap input, FeatureMap gate, FeatureMap output,
            int row) {
        int gateRow = gateRow(resize, gate, output, row);
        int[] source = resize.horizontal().lower();
        for (int x = 0; x < output.width(); x++) {
            pixel(floor, gate.data(), gate.index(gateRow, source[x]), input.data(), input.index(row, x), output.data(),
                    output.index(row, x), output.channels());
        }
    }

    private static void pixel(float floor, float[] g, int gi, float[] x, int xi, float[] y, int yi, int channels) {
        int c = 0;
        for (; c < channels - LANES; c += LANES) {
            multiply(VectorMath.atLeast(FloatVector.fromArray(SPECIES, g, gi + c), floor), x, xi + c, y, yi + c);
        }
        c = channels - LANES;
        multiply(VectorMath.atLeast(FloatVector.fromArray(SPECIES, g, gi + c), floor), x, xi + c, y, yi + c);
    }

    private static void multiply(FloatVector value, float[] x, int xi, float[] y, int yi) {
        FloatVector.fromArray(SPECIES, x, xi).mul(value).intoArray(y, yi);
    }

    /// Goes along a row by runs of output pixels that read the same gate pixel.
    private static void activatedRow(Activation activation, Resize resize, FeatureMap input, FeatureMap gate,
            FeatureMap output, int row) {
        int gateRow = gateRow(resize, gate, output, row);
        int[] source = resize.horizontal().lower();
        int width = output.width();
        int begin = 0;
        while (begin < width) {
            int end = begin + 1;
            while (end < width && source[end] == source[begin]) {
                end++;
            }
            int gi = gate.index(gateRow, source[begin]);
            int xi = input.index(row, begin);
            int yi = output.index(row, begin);
            if (activation == Activation.SIGMOID) {
                sigmoidPixels(gate.data(), gi, input.data(), xi, input.pixelStride(), output.data(), yi,
                        output.pixelStride(), end - begin, output.channels());
            } else {
                hardSigmoidPixels(gate.data(), gi, input.data(), xi, input.pixelStride(), output.data(), yi,
                        output.pixelStride(), end - begin, output.channels());
            }
            begin = end;
        }
    }

    // A method for each function: a choice between vectors in front of a loop keeps C2 from holding them in registers.

    private static void sigmoidPixels(float[] g, int gi, float[] x, int xi, int xs, float[] y, int yi, int ys,
            int pixels, int channels) {
        int last = channels - LANES;
        for (int next = 0; next < channels; next += LANES) {
            int c = Math.min(next, last);
            FloatVector value = VectorMath.sigmoid(FloatVector.fromArray(SPECIES, g, gi + c));
            for (int pixel = 0; pixel < pixels; pixel++) {
                multiply(value, x, xi + pixel * xs + c, y, yi + pixel * ys + c);
            }
        }
    }

    private static void hardSigmoidPixels(float[] g, int gi, float[] x, int xi, int xs, float[] y, int yi, int ys,
            int pixels, int channels) {
        int last = channels - LANES;
        for (int next = 0; next < channels; next += LANES) {
            int c = Math.min(next, last);
            FloatVector value = VectorMath.hardSigmoid(FloatVector.fromArray(SPECIES, g, gi + c));
            for (int pixel = 0; pixel < pixels; pixel++) {
                multiply(value, x, xi + pixel * xs + c, y, yi + pixel * ys + c);
            }
        }
    }

    private static void bilinearRow(float floor, Resize resize, FeatureMap input, FeatureMap gate, FeatureMap output,
            int row) {
        ResizeAxis vertical = resize.vertical();
        ResizeAxis horizontal = resize.horizontal();
        int firstRow = row / output.height() * gate.height();
        int y = row % output.height();
        int upper = firstRow + vertical.lower()[y];
        int lower = firstRow + vertical.upper()[y];
        for (int x = 0; x < output.width(); x++) {
            int left = horizontal.lower()[x];
            int right = horizontal.upper()[x];
            bilinearPixel(floor, gate.data(), gate.index(upper, left), gate.index(upper, right),
                    gate.index(lower, left), gate.index(lower, right), horizontal.upperWeight()[x],
                    vertical.upperWeight()[y], input.data(), input.index(row, x), output.data(), output.index(row, x),
                    output.channels());
        }
    }

    private static void bilinearPixel(float floor, float[] g, int a, int b, int c, int d, float wx, float wy, float[] x,
            int xi, float[] y, int yi, int channels) {
        int last = channels - LANES;
        for (int next = 0; next < channels; next += LANES) {
            int i = Math.min(next, last);
            FloatVector value = VectorMath.bilinear(
                    VectorMath.atLeast(FloatVector.fromArray(SPECIES, g, a + i), floor),
                    VectorMath.atLeast(FloatVector.fromArray(SPECIES, g, b + i), floor),
                    VectorMath.atLeast(FloatVector.fromArray(SPECIES, g, c + i), floor),
                    VectorMath.atLeast(FloatVector.fromArray(SPECIES, g, d + i), floor), wx, wy);
            multiply(value, x, xi + i, y, yi + i);
        }
    }
}
