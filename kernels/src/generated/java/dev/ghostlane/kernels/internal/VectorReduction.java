// Written by kernels/generator/Generate.java from VectorReduction.template; do not edit.
package dev.ghostlane.kernels.internal;

import static dev.ghostlane.kernels.internal.Simd.LANES;
import static dev.ghostlane.kernels.internal.Simd.SPECIES;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.MAX;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// [ScalarReduction] on vectors, with its bits: the sixteen partial results are one, two or four vectors.
///
/// *Tail.* What is left over of sixteen is loaded with masks; lanes outside add 0, which changes no sum that starts at
/// 0.
public final class VectorReduction {

    private VectorReduction() {}

    /// [ScalarReduction#sum].
    public static float sum(float[] data, int from, int count) {
        FloatVector a0 = FloatVector.zero(SPECIES);
        FloatVector a1 = FloatVector.zero(SPECIES);
        FloatVector a2 = FloatVector.zero(SPECIES);
        FloatVector a3 = FloatVector.zero(SPECIES);
        for (int i = 0; i < count; i += 16) {
            if (i + 16 <= count) {
                if (LANES < 32) {
                    a0 = a0.add(FloatVector.fromArray(SPECIES, data, from + i));
                }
                if (LANES < 16) {
                    a1 = a1.add(FloatVector.fromArray(SPECIES, data, from + i + LANES));
                }
                if (LANES < 8) {
                    a2 = a2.add(FloatVector.fromArray(SPECIES, data, from + i + 2 * LANES));
                }
                if (LANES < 8) {
                    a3 = a3.add(FloatVector.fromArray(SPECIES, data, from + i + 3 * LANES));
                }
            } else {
                if (LANES < 32) {
                    a0 = a0.add(FloatVector.fromArray(SPECIES, data, from + i,
                            SPECIES.indexInRange(i, count)));
                }
                if (LANES < 16) {
                    a1 = a1.add(FloatVector.fromArray(SPECIES, data, from + i + LANES,
                            SPECIES.indexInRange(i + LANES, count)));
                }
                if (LANES < 8) {
                    a2 = a2.add(FloatVector.fromArray(SPECIES, data, from + i + 2 * LANES,
                            SPECIES.indexInRange(i + 2 * LANES, count)));
                }
                if (LANES < 8) {
                    a3 = a3.add(FloatVector.fromArray(SPECIES, data, from + i + 3 * LANES,
                            SPECIES.indexInRange(i + 3 * LANES, count)));
                }
            }
        }
        if (LANES == 4) {
            a0 = a0.add(a2).add(a1.add(a3));
            return a0.lane(0) + a0.lane(2) + (a0.lane(1) + a0.lane(3));
        }
        if (LANES == 8) {
            a0 = a0.add(a1);
            return a0.lane(0) + a0.lane(4) + (a0.lane(2) + a0.lane(6))
                    + (a0.lane(1) + a0.lane(5) + (a0.lane(3) + a0.lane(7)));
        }
        return a0.lane(0) + a0.lane(8) + (a0.lane(4) + a0.lane(12))
                + (a0.lane(2) + a0.lane(10) + (a0.lane(6) + a0.lane(14)))
                + (a0.lane(1) + a0.lane(9) + (a0.lane(5) + a0.lane(13))
                        + (a0.lane(3) + a0.lane(11) + (a0.lane(7) + a0.lane(15))));
    }

    /// [ScalarReduction#squares].
    ///
    /// Lanes outside are set to 0 by a blend. With a masked difference, four times at 128 bits, the method would be
    /// more than the compiler C1 takes, and would stay interpreted.
    public static float squares(float[] data, int from, int count, float mean) {
        FloatVector means = FloatVector.broadcast(SPECIES, mean);
        FloatVector zero = FloatVector.zero(SPECIES);
        FloatVector a0 = FloatVector.zero(SPECIES);
        FloatVector a1 = FloatVector.zero(SPECIES);
        FloatVector a2 = FloatVector.zero(SPECIES);
        FloatVector a3 = FloatVector.zero(SPECIES);
        for (int i = 0; i < count; i += 16) {
            FloatVector x;
            if (i + 16 <= count) {
                if (LANES < 32) {
                    x = FloatVector.fromArray(SPECIES, data, from + i).sub(means);
                    a0 = a0.add(x.mul(x));
                }
                if (LANES < 16) {
                    x = FloatVector.fromArray(SPECIES, data, from + i + LANES).sub(means);
                    a1 = a1.add(x.mul(x));
                }
                if (LANES < 8) {
                    x = FloatVector.fromArray(SPECIES, data, from + i + 2 * LANES).sub(means);
                    a2 = a2.add(x.mul(x));
                }
                if (LANES < 8) {
                    x = FloatVector.fromArray(SPECIES, data, from + i + 3 * LANES).sub(means);
                    a3 = a3.add(x.mul(x));
                }
            } else {
                VectorMask<Float> inside;
                if (LANES < 32) {
                    inside = SPECIES.indexInRange(i, count);
                    x = FloatVector.fromArray(SPECIES, data, from + i, inside).sub(means);
                    x = zero.blend(x, inside);
                    a0 = a0.add(x.mul(x));
                }
                if (LANES < 16) {
                    inside = SPECIES.indexInRange(i + LANES, count);
                    x = FloatVector.fromArray(SPECIES, data, from + i + LANES, inside).sub(means);
                    x = zero.blend(x, inside);
                    a1 = a1.add(x.mul(x));
                }
                if (LANES < 8) {
                    inside = SPECIES.indexInRange(i + 2 * LANES, count);
                    x = FloatVector.fromArray(SPECIES, data, from + i + 2 * LANES, inside).sub(means);
                    x = zero.blend(x, inside);
                    a2 = a2.add(x.mul(x));
                }
                if (LANES < 8) {
                    inside = SPECIES.indexInRange(i + 3 * LANES, count);
                    x = FloatVector.fromArray(SPECIES, data, from + i + 3 * LANES, inside).sub(means);
                    x = zero.blend(x, inside);
                    a3 = a3.add(x.mul(x));
                }
            }
        }
        if (LANES == 4) {
            a0 = a0.add(a2).add(a1.add(a3));
            return a0.lane(0) + a0.lane(2) + (a0.lane(1) + a0.lane(3));
        }
        if (LANES == 8) {
            a0 = a0.add(a1);
            return a0.lane(0) + a0.lane(4) + (a0.lane(2) + a0.lane(6))
                    + (a0.lane(1) + a0.lane(5) + (a0.lane(3) + a0.lane(7)));
        }
        return a0.lane(0) + a0.lane(8) + (a0.lane(4) + a0.lane(12))
                + (a0.lane(2) + a0.lane(10) + (a0.lane(6) + a0.lane(14)))
                + (a0.lane(1) + a0.lane(9) + (a0.lane(5) + a0.lane(13))
                        + (a0.lane(3) + a0.lane(11) + (a0.lane(7) + a0.lane(15))));
    }

    /// [ScalarReduction#largest].
    public static float largest(float[] data, int from, int count) {
        FloatVector a = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        int i = 0;
        for (; i <= count - LANES; i += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, data, from + i);
            a = a.blend(x, x.compare(GT, a).or(x.compare(NE, x)));
        }
        float largest = a.reduceLanes(MAX);
        for (; i < count; i++) {
            largest = Math.max(largest, data[from + i]);
        }
        return largest + 0f;
    }

    /// Divides floats by the same divisor, each by one division.
    public static void divide(float[] data, int at, int count, float divisor) {
        int c = 0;
        for (; c <= count - LANES; c += LANES) {
            FloatVector.fromArray(SPECIES, data, at + c).div(divisor).intoArray(data, at + c);
        }
        for (; c < count; c++) {
            data[at + c] /= divisor;
        }
    }
}
