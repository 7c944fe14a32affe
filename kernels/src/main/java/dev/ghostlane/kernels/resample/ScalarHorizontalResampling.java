package dev.ghostlane.kernels.resample;

/// The scalar reference of [HorizontalResampling].
final class ScalarHorizontalResampling implements HorizontalResampling {

    static final ScalarHorizontalResampling INSTANCE = new ScalarHorizontalResampling();

    @Override
    public void run(Taps taps, int begin, int end, short[] red, short[] green, short[] blue, int column,
            short[] output) {
        HorizontalResampling.check(taps, begin, end, red, green, blue, column, output);
        for (int x = begin; x < end; x++) {
            int from = 16 * (taps.first()[x] - column);
            column(taps, x, red, from, output, 48 * x);
            column(taps, x, green, from, output, 48 * x + 16);
            column(taps, x, blue, from, output, 48 * x + 32);
        }
    }

    private static void column(Taps taps, int x, short[] input, int from, short[] output, int to) {
        int[] weights = taps.weights();
        int start = taps.start()[x];
        int end = taps.start()[x + 1];
        for (int row = 0; row < 16; row++) {
            int sum = 1 << Taps.FRACTION_BITS - 1;
            for (int tap = start, at = from + row; tap < end; tap++, at += 16) {
                sum += weights[tap] * input[at];
            }
            output[to + row] = (short) Math.clamp(sum >> Taps.FRACTION_BITS, 0, 255);
        }
    }

    @Override
    public void rows(short[] input, int from, int length, short[] output, int to, int stride) {
        HorizontalResampling.checkRows(input, from, length, output, to, stride);
        rows(input, from, 0, length, output, to, stride);
    }

    /// Makes rows of the columns from `begin` to before `end`.
    static void rows(short[] input, int from, int begin, int end, short[] output, int to, int stride) {
        for (int row = 0; row < 16; row++) {
            for (int i = begin; i < end; i++) {
                output[to + row * stride + i] = input[from + 16 * i + row];
            }
        }
    }
}
