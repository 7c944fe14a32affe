package dev.ghostlane.kernels.resample;

/// The scalar reference of [PixelNormalisation]: as many floats at a time as a pattern has.
final class ScalarPixelNormalisation implements PixelNormalisation {

    static final ScalarPixelNormalisation INSTANCE = new ScalarPixelNormalisation();

    @Override
    public void run(short[] samples, int length, float[] mean, float[] deviation, float[] output, int to) {
        PixelNormalisation.check(samples, length, mean, deviation, output, to);
        for (int i = 0; i < length; i += PATTERN) {
            normalise(samples, i, Math.min(i + PATTERN, length), mean, deviation, 0, output, to + i);
        }
    }

    /// Normalises the samples from `begin` to before `end`.
    ///
    /// @param pattern where the mean and deviation of the first one are
    /// @param to where its result goes
    static void normalise(short[] samples, int begin, int end, float[] mean, float[] deviation, int pattern,
            float[] output, int to) {
        for (int i = 0; i < end - begin; i++) {
            output[to + i] = (samples[begin + i] / 255f - mean[pattern + i]) / deviation[pattern + i];
        }
    }
}
