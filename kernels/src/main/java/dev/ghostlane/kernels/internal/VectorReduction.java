package dev.ghostlane.kernels.internal;

import static dev.ghostlane.kernels.internal.Simd.LANES;
import static dev.ghostlane.kernels.internal.Simd.SPECIES;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.MAX;
import static jdk.incubator.vector.VectorOperators.NE;

import jdk.incubator.vector.FloatVector;

/// [ScalarReduction] on vectors, with its bits: the sixteen partial results are one, two or four vectors.
///
/// *Tail.* What is left over of sixteen is loaded with masks; lanes outside add 0, which changes no sum that starts at
/// 0.
public final class VectorReduction {

    private VectorReduction() {}

    /// [ScalarReduction#sum].
    public static float sum(float[] data, int from, int count) {
        FloatVector a = FloatVector.zero(SPECIES);
        FloatVector b = a;
        FloatVector c = a;
        FloatVector d = a;
        for (int i = 0; i < count; i += 16) {
            if (i + 16 <= count) {
                a = a.add(FloatVector.fromArray(SPECIES, data, from + i));
                if (LANES < 16) {
                    b = b.add(FloatVector.fromArray(SPECIES, data, from + i + LANES));
                }
                if (LANES < 8) {
                    c = c.add(FloatVector.fromArray(SPECIES, data, from + i + 2 * LANES));
                    d = d.add(FloatVector.fromArray(SPECIES, data, from + i + 3 * LANES));
                }
            } else {
                a = a.add(FloatVector.fromArray(SPECIES, data, from + i, SPECIES.indexInRange(i, count)));
                if (LANES < 16) {
                    b = b.add(FloatVector.fromArray(SPECIES, data, from + i + LANES,
                            SPECIES.indexInRange(i + LANES, count)));
                }
                if (LANES < 8) {
                    c = c.add(FloatVector.fromArray(SPECIES, data, from + i + 2 * LANES,
                            SPECIES.indexInRange(i + 2 * LANES, count)));
                    d = d.add(FloatVector.fromArray(SPECIES, data, from + i + 3 * LANES,
                            SPECIES.indexInRange(i + 3 * LANES, count)));
                }
            }
        }
        if (LANES == 4) {
            a = a.add(c).add(b.add(d));
            return a.lane(0) + a.lane(2) + (a.lane(1) + a.lane(3));
        }
        if (LANES == 8) {
            a = a.add(b);
            return a.lane(0) + a.lane(4) + (a.lane(2) + a.lane(6))
                    + (a.lane(1) + a.lane(5) + (a.lane(3) + a.lane(7)));
        }
        return a.lane(0) + a.lane(8) + (a.lane(4) + a.lane(12)) + (a.lane(2) + a.lane(10) + (a.lane(6) + a.lane(14)))
                + (a.lane(1) + a.lane(9) + (a.lane(5) + a.lane(13))
                        + (a.lane(3) + a.lane(11) + (a.lane(7) + a.lane(15))));
    }

    /// [ScalarReduction#squares].
    public static float squares(float[] data, int from, int count, float mean) {
        FloatVector a = FloatVector.zero(SPECIES);
        FloatVector b = a;
        FloatVector c = a;
        FloatVector d = a;
        for (int i = 0; i < count; i += 16) {
            FloatVector x;
            if (i + 16 <= count) {
                x = FloatVector.fromArray(SPECIES, data, from + i).sub(mean);
                a = a.add(x.mul(x));
                if (LANES < 16) {
                    x = FloatVector.fromArray(SPECIES, data, from + i + LANES).sub(mean);
                    b = b.add(x.mul(x));
                }
                if (LANES < 8) {
                    x = FloatVector.fromArray(SPECIES, data, from + i + 2 * LANES).sub(mean);
                    c = c.add(x.mul(x));
                    x = FloatVector.fromArray(SPECIES, data, from + i + 3 * LANES).sub(mean);
                    d = d.add(x.mul(x));
                }
            } else {
                x = FloatVector.fromArray(SPECIES, data, from + i, SPECIES.indexInRange(i, count)).sub(mean,
                        SPECIES.indexInRange(i, count));
                a = a.add(x.mul(x));
                if (LANES < 16) {
                    x = FloatVector.fromArray(SPECIES, data, from + i + LANES, SPECIES.indexInRange(i + LANES, count))
                            .sub(mean, SPECIES.indexInRange(i + LANES, count));
                    b = b.add(x.mul(x));
                }
                if (LANES < 8) {
                    x = FloatVector
                            .fromArray(SPECIES, data, from + i + 2 * LANES, SPECIES.indexInRange(i + 2 * LANES, count))
                            .sub(mean, SPECIES.indexInRange(i + 2 * LANES, count));
                    c = c.add(x.mul(x));
                    x = FloatVector
                            .fromArray(SPECIES, data, from + i + 3 * LANES, SPECIES.indexInRange(i + 3 * LANES, count))
                            .sub(mean, SPECIES.indexInRange(i + 3 * LANES, count));
                    d = d.add(x.mul(x));
                }
            }
        }
        if (LANES == 4) {
            a = a.add(c).add(b.add(d));
            return a.lane(0) + a.lane(2) + (a.lane(1) + a.lane(3));
        }
        if (LANES == 8) {
            a = a.add(b);
            return a.lane(0) + a.lane(4) + (a.lane(2) + a.lane(6))
                    + (a.lane(1) + a.lane(5) + (a.lane(3) + a.lane(7)));
        }
        return a.lane(0) + a.lane(8) + (a.lane(4) + a.lane(12)) + (a.lane(2) + a.lane(10) + (a.lane(6) + a.lane(14)))
                + (a.lane(1) + a.lane(9) + (a.lane(5) + a.lane(13))
                        + (a.lane(3) + a.lane(11) + (a.lane(7) + a.lane(15))));
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
