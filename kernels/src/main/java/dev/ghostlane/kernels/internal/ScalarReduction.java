package dev.ghostlane.kernels.internal;

/// Reductions over neighbouring floats in an order that does not depend on the vector width: sixteen partial results
/// over the elements `j, j + 16, j + 32, …`, joined as a tree, `s[j]` with `s[j + 8]` for `j < 8`, then with `s[j +
/// 4]`, `s[j + 2]` and `s[j + 1]`. Sixteen is the widest vector.
public final class ScalarReduction {

    private static final int PARTS = 16;

    private ScalarReduction() {}

    /// The sum; partial sums start from 0.
    public static float sum(float[] data, int from, int count) { return sum(data, from, count, 0, 1); }

    private static float sum(float[] data, int from, int count, int first, int step) {
        if (step < PARTS) {
            return sum(data, from, count, first, 2 * step) + sum(data, from, count, first + step, 2 * step);
        }
        float sum = 0;
        for (int c = first; c < count; c += PARTS) {
            sum += data[from + c];
        }
        return sum;
    }

    /// The sum of `(x − mean)²`, each `d · d` rounded, with `d = x − mean` rounded.
    public static float squares(float[] data, int from, int count, float mean) {
        return squares(data, from, count, mean, 0, 1);
    }

    private static float squares(float[] data, int from, int count, float mean, int first, int step) {
        if (step < PARTS) {
            return squares(data, from, count, mean, first, 2 * step)
                    + squares(data, from, count, mean, first + step, 2 * step);
        }
        float sum = 0;
        for (int c = first; c < count; c += PARTS) {
            float difference = data[from + c] - mean;
            sum += difference * difference;
        }
        return sum;
    }

    /// The largest, as `Math.max` has it, −0 counted as 0: in any order, so lanes need no tree.
    public static float largest(float[] data, int from, int count) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = from; i < from + count; i++) {
            largest = Math.max(largest, data[i]);
        }
        return largest + 0f;
    }
}
