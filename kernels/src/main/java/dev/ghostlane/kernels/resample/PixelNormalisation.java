package dev.ghostlane.kernels.resample;

import dev.ghostlane.kernels.internal.Checks;

/// Makes a network's input of pixels.
///
/// *Computes.* `(sample / 255 − mean) / deviation`, each step rounded to `float`.
///
/// *Layout.* Red, green and blue by turns on both sides: NHWC.
///
/// *Requires.* Samples from 0 to 255.
public interface PixelNormalisation {

    /// {@return the scalar reference: the fallback where the Vector API is missing}
    static PixelNormalisation scalar() { return ScalarPixelNormalisation.INSTANCE; }

    /// {@return the SIMD kernel, with the bits of [#scalar]} Needs the module `jdk.incubator.vector`.
    static PixelNormalisation simd() { return VectorPixelNormalisation.INSTANCE; }

    /// Normalises samples of pixels.
    ///
    /// @param samples of pixels, from 0 on
    /// @param length how many samples, a multiple of 3
    /// @param mean of red, green and blue, by turns, [#PATTERN] floats
    /// @param deviation as `mean`
    /// @param output receives the floats
    /// @param to where
    /// @throws IllegalArgumentException if arrays are too small
    void run(short[] samples, int length, float[] mean, float[] deviation, float[] output, int to);

    /// Floats of a mean and a deviation: whole vectors that begin with any of the three colours.
    int PATTERN = 48;

    /// What [#run] requires of its arguments.
    ///
    /// @param samples of pixels, from 0 on
    /// @param length how many samples, a multiple of 3
    /// @param mean of red, green and blue, by turns, [#PATTERN] floats
    /// @param deviation as `mean`
    /// @param output receives the floats
    /// @param to where
    /// @throws IllegalArgumentException if an argument does not fit; the message names it
    static void check(short[] samples, int length, float[] mean, float[] deviation, float[] output, int to) {
        Checks.length("mean", mean, PATTERN);
        Checks.length("deviation", deviation, PATTERN);
        if (length % 3 != 0) {
            throw new IllegalArgumentException("length must be a multiple of 3, found " + length);
        }
        Checks.elements("samples", 0, length, samples.length);
        Checks.elements("output", to, (long) to + length, output.length);
    }
}
