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
/// of the pixels or less. A bilinear gate's neighbours change with each pixel: a sigmoid there is left to the
/// scalar kernel, so give it a gate that is activated already.
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
        for (int row = rowBegin; row < rowEnd; row++) {
            if (nearest) {
                nearestRow(activation, resize, input, gate, output, row);
            } else {
                bilinearRow(VectorMath.floor(activation), resize, input, gate, output, row);
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
            float[] g = gate.data();
            int gi = gate.index(gateRow, source[begin]);
            int xi = input.index(row, begin);
            int yi = output.index(row, begin);
            int xs = input.pixelStride();
            int ys = output.pixelStride();
            int pixels = end - begin;
            switch (activation) {
                case NONE, RELU -> run(VectorMath.floor(activation), g, gi, input.data(), xi, xs, output.data(), yi,
                        ys, pixels, output.channels());
                case SIGMOID -> sigmoidRun(g, gi, input.data(), xi, xs, output.data(), yi, ys, pixels,
                        output.channels());
                case HARD_SIGMOID -> hardSigmoidRun(g, gi, input.data(), xi, xs, output.data(), yi, ys, pixels,
                        output.channels());
            }
            begin = end;
        }
    }

    // The runs of neighbouring output pixels that read the same gate pixel. One method for each kind of activation:
    // a choice between vectors in front of the loop keeps C2 from holding them in registers.

    private static void run(float floor, float[] g, int gi, float[] x, int xi, int xs, float[] y, int yi, int ys,
            int pixels, int channels) {
        int end = channels - LANES;
        for (int next = 0; next < channels; next += LANES) {
            int c = Math.min(next, end);
            FloatVector value = VectorMath.atLeast(FloatVector.fromArray(SPECIES, g, gi + c), floor);
            multiply(value, x, xi + c, xs, y, yi + c, ys, pixels);
        }
    }

    private static void sigmoidRun(float[] g, int gi, float[] x, int xi, int xs, float[] y, int yi, int ys,
            int pixels, int channels) {
        int end = channels - LANES;
        for (int next = 0; next < channels; next += LANES) {
            int c = Math.min(next, end);
            FloatVector value = VectorMath.sigmoid(FloatVector.fromArray(SPECIES, g, gi + c));
            multiply(value, x, xi + c, xs, y, yi + c, ys, pixels);
        }
    }

    private static void hardSigmoidRun(float[] g, int gi, float[] x, int xi, int xs, float[] y, int yi, int ys,
            int pixels, int channels) {
        int end = channels - LANES;
        for (int next = 0; next < channels; next += LANES) {
            int c = Math.min(next, end);
            FloatVector value = VectorMath.hardSigmoid(FloatVector.fromArray(SPECIES, g, gi + c));
            multiply(value, x, xi + c, xs, y, yi + c, ys, pixels);
        }
    }

    private static void multiply(FloatVector value, float[] x, int xi, int xs, float[] y, int yi, int ys,
            int pixels) {
        for (int pixel = 0; pixel < pixels; pixel++) {
            FloatVector.fromArray(SPECIES, x, xi + pixel * xs).mul(value).intoArray(y, yi + pixel * ys);
        }
    }

    private static void bilinearRow(float floor, Resize resize, FeatureMap input, FeatureMap gate,
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
            bilinearPixel(floor, gate.data(), gate.index(upper, left), gate.index(upper, right),
                    gate.index(lower, left), gate.index(lower, right), horizontal.upperWeight()[x],
                    vertical.upperWeight()[y], input.data(), input.index(row, x), output.data(),
                    output.index(row, x), output.channels());
        }
    }

    private static void bilinearPixel(float floor, float[] g, int a, int b, int c, int d, float wx,
            float wy, float[] x, int xi, float[] y, int yi, int channels) {
        int end = channels - LANES;
        for (int next = 0; next < channels; next += LANES) {
            int i = Math.min(next, end);
            FloatVector value = VectorMath.bilinear(
                    VectorMath.atLeast(FloatVector.fromArray(SPECIES, g, a + i), floor),
                    VectorMath.atLeast(FloatVector.fromArray(SPECIES, g, b + i), floor),
                    VectorMath.atLeast(FloatVector.fromArray(SPECIES, g, c + i), floor),
                    VectorMath.atLeast(FloatVector.fromArray(SPECIES, g, d + i), floor), wx, wy);
            FloatVector.fromArray(SPECIES, x, xi + i).mul(value).intoArray(y, yi + i);
        }
    }
}
