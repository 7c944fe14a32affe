package dev.ghostlane.kernels.internal.depthwise;

import static dev.ghostlane.kernels.internal.Simd.LANES;
import static dev.ghostlane.kernels.internal.Simd.SPECIES;
import static jdk.incubator.vector.VectorOperators.LE;

import jdk.incubator.vector.FloatVector;

/// The microkernel of the depthwise 3×3 convolution with stride 1 and padding 1 for CPUs with 32 vector registers.
/// Parameters as in [Kernel3Tiles].
///
/// In the first-level cache it reaches 43 to 67 % of the FMA peak of Zen 5 at 512 bits. Other shapes there: two lines of four
/// pixels 32 to 45 %, two of seven 45 to 60, four of two 40 to 60, one of eight 30 to 45; a window that slides along two lines
/// 45 to 60. The weights are loaded for each tile: kept in registers over a line they are no faster, and in processes that
/// had run other shapes before C2 boxed them, 10 objects for each call.
final class WideKernel3Tiles {

    private WideKernel3Tiles() {}

    /// Four whole lines of at least 4 pixels, 4 × 4 pixels at a time, 16 accumulators; 36 loads and 9
    /// weights for 144 FMAs. `x[xi]`, `top` and `bottom` as in [Kernel3Tiles#rows2columns4].
    static void rows4columns4(int channels, float[] taps, float[] bias, float[] x, int xi, int xRow, int xs, int width,
            boolean top, boolean bottom, float[] y, int yi, int yRow, int ys, float floor) {
        FloatVector low = FloatVector.broadcast(SPECIES, floor);
        int end = channels - LANES;
        int lastTile = width - 4;
        for (int next = 0; next < channels; next += LANES) {
            int c = Math.min(next, end);
            FloatVector b = FloatVector.fromArray(SPECIES, bias, c);
            for (int nextTile = 0; nextTile < width; nextTile += 4) {
                int column = Math.min(nextTile, lastTile);
                boolean left = column == 0;
                boolean right = column == lastTile;
                int at = xi + c + column * xs;
                int to = yi + c + column * ys;
                FloatVector a00 = b;
                FloatVector a01 = b;
                FloatVector a02 = b;
                FloatVector a03 = b;
                FloatVector a10 = b;
                FloatVector a11 = b;
                FloatVector a12 = b;
                FloatVector a13 = b;
                FloatVector a20 = b;
                FloatVector a21 = b;
                FloatVector a22 = b;
                FloatVector a23 = b;
                FloatVector a30 = b;
                FloatVector a31 = b;
                FloatVector a32 = b;
                FloatVector a33 = b;
                FloatVector w00 = FloatVector.fromArray(SPECIES, taps, c);
                FloatVector w01 = FloatVector.fromArray(SPECIES, taps, c + channels);
                FloatVector w02 = FloatVector.fromArray(SPECIES, taps, c + 2 * channels);
                FloatVector w10 = FloatVector.fromArray(SPECIES, taps, c + 3 * channels);
                FloatVector w11 = FloatVector.fromArray(SPECIES, taps, c + 4 * channels);
                FloatVector w12 = FloatVector.fromArray(SPECIES, taps, c + 5 * channels);
                FloatVector w20 = FloatVector.fromArray(SPECIES, taps, c + 6 * channels);
                FloatVector w21 = FloatVector.fromArray(SPECIES, taps, c + 7 * channels);
                FloatVector w22 = FloatVector.fromArray(SPECIES, taps, c + 8 * channels);
                FloatVector v;
                int i;
                if (!top) {
                    i = at;
                    if (!left) {
                        v = FloatVector.fromArray(SPECIES, x, i);
                        a00 = v.fma(w00, a00);
                    }
                    v = FloatVector.fromArray(SPECIES, x, i + xs);
                    a00 = v.fma(w01, a00);
                    a01 = v.fma(w00, a01);
                    v = FloatVector.fromArray(SPECIES, x, i + 2 * xs);
                    a00 = v.fma(w02, a00);
                    a01 = v.fma(w01, a01);
                    a02 = v.fma(w00, a02);
                    v = FloatVector.fromArray(SPECIES, x, i + 3 * xs);
                    a01 = v.fma(w02, a01);
                    a02 = v.fma(w01, a02);
                    a03 = v.fma(w00, a03);
                    v = FloatVector.fromArray(SPECIES, x, i + 4 * xs);
                    a02 = v.fma(w02, a02);
                    a03 = v.fma(w01, a03);
                    if (!right) {
                        v = FloatVector.fromArray(SPECIES, x, i + 5 * xs);
                        a03 = v.fma(w02, a03);
                    }
                }
                {
                    i = at + xRow;
                    if (!left) {
                        v = FloatVector.fromArray(SPECIES, x, i);
                        a00 = v.fma(w10, a00);
                        a10 = v.fma(w00, a10);
                    }
                    v = FloatVector.fromArray(SPECIES, x, i + xs);
                    a00 = v.fma(w11, a00);
                    a01 = v.fma(w10, a01);
                    a10 = v.fma(w01, a10);
                    a11 = v.fma(w00, a11);
                    v = FloatVector.fromArray(SPECIES, x, i + 2 * xs);
                    a00 = v.fma(w12, a00);
                    a01 = v.fma(w11, a01);
                    a02 = v.fma(w10, a02);
                    a10 = v.fma(w02, a10);
                    a11 = v.fma(w01, a11);
                    a12 = v.fma(w00, a12);
                    v = FloatVector.fromArray(SPECIES, x, i + 3 * xs);
                    a01 = v.fma(w12, a01);
                    a02 = v.fma(w11, a02);
                    a03 = v.fma(w10, a03);
                    a11 = v.fma(w02, a11);
                    a12 = v.fma(w01, a12);
                    a13 = v.fma(w00, a13);
                    v = FloatVector.fromArray(SPECIES, x, i + 4 * xs);
                    a02 = v.fma(w12, a02);
                    a03 = v.fma(w11, a03);
                    a12 = v.fma(w02, a12);
                    a13 = v.fma(w01, a13);
                    if (!right) {
                        v = FloatVector.fromArray(SPECIES, x, i + 5 * xs);
                        a03 = v.fma(w12, a03);
                        a13 = v.fma(w02, a13);
                    }
                }
                {
                    i = at + 2 * xRow;
                    if (!left) {
                        v = FloatVector.fromArray(SPECIES, x, i);
                        a00 = v.fma(w20, a00);
                        a10 = v.fma(w10, a10);
                        a20 = v.fma(w00, a20);
                    }
                    v = FloatVector.fromArray(SPECIES, x, i + xs);
                    a00 = v.fma(w21, a00);
                    a01 = v.fma(w20, a01);
                    a10 = v.fma(w11, a10);
                    a11 = v.fma(w10, a11);
                    a20 = v.fma(w01, a20);
                    a21 = v.fma(w00, a21);
                    v = FloatVector.fromArray(SPECIES, x, i + 2 * xs);
                    a00 = v.fma(w22, a00);
                    a01 = v.fma(w21, a01);
                    a02 = v.fma(w20, a02);
                    a10 = v.fma(w12, a10);
                    a11 = v.fma(w11, a11);
                    a12 = v.fma(w10, a12);
                    a20 = v.fma(w02, a20);
                    a21 = v.fma(w01, a21);
                    a22 = v.fma(w00, a22);
                    v = FloatVector.fromArray(SPECIES, x, i + 3 * xs);
                    a01 = v.fma(w22, a01);
                    a02 = v.fma(w21, a02);
                    a03 = v.fma(w20, a03);
                    a11 = v.fma(w12, a11);
                    a12 = v.fma(w11, a12);
                    a13 = v.fma(w10, a13);
                    a21 = v.fma(w02, a21);
                    a22 = v.fma(w01, a22);
                    a23 = v.fma(w00, a23);
                    v = FloatVector.fromArray(SPECIES, x, i + 4 * xs);
                    a02 = v.fma(w22, a02);
                    a03 = v.fma(w21, a03);
                    a12 = v.fma(w12, a12);
                    a13 = v.fma(w11, a13);
                    a22 = v.fma(w02, a22);
                    a23 = v.fma(w01, a23);
                    if (!right) {
                        v = FloatVector.fromArray(SPECIES, x, i + 5 * xs);
                        a03 = v.fma(w22, a03);
                        a13 = v.fma(w12, a13);
                        a23 = v.fma(w02, a23);
                    }
                }
                {
                    i = at + 3 * xRow;
                    if (!left) {
                        v = FloatVector.fromArray(SPECIES, x, i);
                        a10 = v.fma(w20, a10);
                        a20 = v.fma(w10, a20);
                        a30 = v.fma(w00, a30);
                    }
                    v = FloatVector.fromArray(SPECIES, x, i + xs);
                    a10 = v.fma(w21, a10);
                    a11 = v.fma(w20, a11);
                    a20 = v.fma(w11, a20);
                    a21 = v.fma(w10, a21);
                    a30 = v.fma(w01, a30);
                    a31 = v.fma(w00, a31);
                    v = FloatVector.fromArray(SPECIES, x, i + 2 * xs);
                    a10 = v.fma(w22, a10);
                    a11 = v.fma(w21, a11);
                    a12 = v.fma(w20, a12);
                    a20 = v.fma(w12, a20);
                    a21 = v.fma(w11, a21);
                    a22 = v.fma(w10, a22);
                    a30 = v.fma(w02, a30);
                    a31 = v.fma(w01, a31);
                    a32 = v.fma(w00, a32);
                    v = FloatVector.fromArray(SPECIES, x, i + 3 * xs);
                    a11 = v.fma(w22, a11);
                    a12 = v.fma(w21, a12);
                    a13 = v.fma(w20, a13);
                    a21 = v.fma(w12, a21);
                    a22 = v.fma(w11, a22);
                    a23 = v.fma(w10, a23);
                    a31 = v.fma(w02, a31);
                    a32 = v.fma(w01, a32);
                    a33 = v.fma(w00, a33);
                    v = FloatVector.fromArray(SPECIES, x, i + 4 * xs);
                    a12 = v.fma(w22, a12);
                    a13 = v.fma(w21, a13);
                    a22 = v.fma(w12, a22);
                    a23 = v.fma(w11, a23);
                    a32 = v.fma(w02, a32);
                    a33 = v.fma(w01, a33);
                    if (!right) {
                        v = FloatVector.fromArray(SPECIES, x, i + 5 * xs);
                        a13 = v.fma(w22, a13);
                        a23 = v.fma(w12, a23);
                        a33 = v.fma(w02, a33);
                    }
                }
                {
                    i = at + 4 * xRow;
                    if (!left) {
                        v = FloatVector.fromArray(SPECIES, x, i);
                        a20 = v.fma(w20, a20);
                        a30 = v.fma(w10, a30);
                    }
                    v = FloatVector.fromArray(SPECIES, x, i + xs);
                    a20 = v.fma(w21, a20);
                    a21 = v.fma(w20, a21);
                    a30 = v.fma(w11, a30);
                    a31 = v.fma(w10, a31);
                    v = FloatVector.fromArray(SPECIES, x, i + 2 * xs);
                    a20 = v.fma(w22, a20);
                    a21 = v.fma(w21, a21);
                    a22 = v.fma(w20, a22);
                    a30 = v.fma(w12, a30);
                    a31 = v.fma(w11, a31);
                    a32 = v.fma(w10, a32);
                    v = FloatVector.fromArray(SPECIES, x, i + 3 * xs);
                    a21 = v.fma(w22, a21);
                    a22 = v.fma(w21, a22);
                    a23 = v.fma(w20, a23);
                    a31 = v.fma(w12, a31);
                    a32 = v.fma(w11, a32);
                    a33 = v.fma(w10, a33);
                    v = FloatVector.fromArray(SPECIES, x, i + 4 * xs);
                    a22 = v.fma(w22, a22);
                    a23 = v.fma(w21, a23);
                    a32 = v.fma(w12, a32);
                    a33 = v.fma(w11, a33);
                    if (!right) {
                        v = FloatVector.fromArray(SPECIES, x, i + 5 * xs);
                        a23 = v.fma(w22, a23);
                        a33 = v.fma(w12, a33);
                    }
                }
                if (!bottom) {
                    i = at + 5 * xRow;
                    if (!left) {
                        v = FloatVector.fromArray(SPECIES, x, i);
                        a30 = v.fma(w20, a30);
                    }
                    v = FloatVector.fromArray(SPECIES, x, i + xs);
                    a30 = v.fma(w21, a30);
                    a31 = v.fma(w20, a31);
                    v = FloatVector.fromArray(SPECIES, x, i + 2 * xs);
                    a30 = v.fma(w22, a30);
                    a31 = v.fma(w21, a31);
                    a32 = v.fma(w20, a32);
                    v = FloatVector.fromArray(SPECIES, x, i + 3 * xs);
                    a31 = v.fma(w22, a31);
                    a32 = v.fma(w21, a32);
                    a33 = v.fma(w20, a33);
                    v = FloatVector.fromArray(SPECIES, x, i + 4 * xs);
                    a32 = v.fma(w22, a32);
                    a33 = v.fma(w21, a33);
                    if (!right) {
                        v = FloatVector.fromArray(SPECIES, x, i + 5 * xs);
                        a33 = v.fma(w22, a33);
                    }
                }
                a00.blend(low, a00.compare(LE, low)).intoArray(y, to);
                a01.blend(low, a01.compare(LE, low)).intoArray(y, to + ys);
                a02.blend(low, a02.compare(LE, low)).intoArray(y, to + 2 * ys);
                a03.blend(low, a03.compare(LE, low)).intoArray(y, to + 3 * ys);
                a10.blend(low, a10.compare(LE, low)).intoArray(y, to + yRow);
                a11.blend(low, a11.compare(LE, low)).intoArray(y, to + yRow + ys);
                a12.blend(low, a12.compare(LE, low)).intoArray(y, to + yRow + 2 * ys);
                a13.blend(low, a13.compare(LE, low)).intoArray(y, to + yRow + 3 * ys);
                a20.blend(low, a20.compare(LE, low)).intoArray(y, to + 2 * yRow);
                a21.blend(low, a21.compare(LE, low)).intoArray(y, to + 2 * yRow + ys);
                a22.blend(low, a22.compare(LE, low)).intoArray(y, to + 2 * yRow + 2 * ys);
                a23.blend(low, a23.compare(LE, low)).intoArray(y, to + 2 * yRow + 3 * ys);
                a30.blend(low, a30.compare(LE, low)).intoArray(y, to + 3 * yRow);
                a31.blend(low, a31.compare(LE, low)).intoArray(y, to + 3 * yRow + ys);
                a32.blend(low, a32.compare(LE, low)).intoArray(y, to + 3 * yRow + 2 * ys);
                a33.blend(low, a33.compare(LE, low)).intoArray(y, to + 3 * yRow + 3 * ys);
            }
        }
    }
}
