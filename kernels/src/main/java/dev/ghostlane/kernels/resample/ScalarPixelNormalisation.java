package dev.ghostlane.kernels.resample;

/// The scalar reference of [PixelNormalisation].
final class ScalarPixelNormalisation implements PixelNormalisation {

    static final ScalarPixelNormalisation INSTANCE = new ScalarPixelNormalisation();

    @Override
    public void run(short[] samples, int length, float[] mean, float[] deviation, float[] output, int to) {
        PixelNormalisation.check(samples, length, mean, deviation, output, to);
        normalise(samples, 0, length, mean, deviation, output, to);
    }

    static void normalise(short[] samples, int begin, int end, float[] mean, float[] deviation, float[] output,
            int to) {
        for (int i = begin; i < end; i++) {
            output[to + i] = (samples[i] / 255f - mean[i % 3]) / deviation[i % 3];
        }
    }
}
