package dev.ghostlane.images;

import dev.ghostlane.kernels.resample.Taps;

/// Which input pixels make which output pixels of one axis, and how much of each: Pillow's rule.
///
/// With scale `s = in / out` and filter scale `f = max(s, 1)`, output `i` has its centre at `c = (i + 0.5) · s` and
/// reads the inputs from `max(0, int(c − r + 0.5))` up to, not including, `min(in, int(c + r + 0.5))`, where `r` is the
/// filter's support times `f`. The weight of input `j` is `filter((j − c + 0.5) / f)`, divided by the sum of the
/// weights, all in double; then times 2²² and rounded half away from zero.
final class ResampleAxis {
    private ResampleAxis() {}

    /// The table for `count` outputs from output `begin` on.
    ///
    /// @param inputSize pixels of the axis before
    /// @param outputSize pixels of the axis after
    /// @throws IllegalArgumentException if there are more weights than an array can hold
    static Taps of(Resampling resampling, int inputSize, int outputSize, int begin, int count) {
        double scale = (double) inputSize / outputSize;
        double filterScale = Math.max(scale, 1);
        double reach = resampling.support() * filterScale;
        if (count * (2 * Math.ceil(reach) + 1) > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("resizing " + inputSize + " to " + count + " of " + outputSize
                    + " pixels needs more weights than an array can hold");
        }
        int[] first = new int[count];
        int[] start = new int[count + 1];
        for (int i = 0; i < count; i++) {
            double centre = (begin + i + 0.5) * scale;
            first[i] = Math.max((int) (centre - reach + 0.5), 0);
            start[i + 1] = start[i] + Math.min((int) (centre + reach + 0.5), inputSize) - first[i];
        }
        int[] weights = new int[start[count]];
        double[] exact = new double[(int) Math.ceil(reach) * 2 + 1];
        for (int i = 0; i < count; i++) {
            double centre = (begin + i + 0.5) * scale;
            int taps = start[i + 1] - start[i];
            double sum = 0;
            for (int tap = 0; tap < taps; tap++) {
                // Pillow multiplies by the reciprocal; a division differs in the last bit.
                exact[tap] = resampling.weight((first[i] + tap - centre + 0.5) * (1 / filterScale));
                sum += exact[tap];
            }
            for (int tap = 0; tap < taps; tap++) {
                double weight = (sum == 0 ? exact[tap] : exact[tap] / sum) * (1 << Taps.FRACTION_BITS);
                weights[start[i] + tap] = (int) (weight < 0 ? weight - 0.5 : weight + 0.5);
            }
        }
        return new Taps(first, start, weights);
    }
}
