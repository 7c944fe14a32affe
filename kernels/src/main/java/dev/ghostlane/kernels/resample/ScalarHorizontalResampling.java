package dev.ghostlane.kernels.resample;

/// The scalar reference of [HorizontalResampling]: eight rows at a time.
final class ScalarHorizontalResampling implements HorizontalResampling {

    static final ScalarHorizontalResampling INSTANCE = new ScalarHorizontalResampling();

    /// Columns that become a piece of a row at a time.
    private static final int PIECE = 48;

    @Override
    public void run(Taps taps, int begin, int end, short[] red, short[] green, short[] blue, int column,
            short[] output) {
        HorizontalResampling.check(taps, begin, end, red, green, blue, column, output);
        int[] weights = taps.weights();
        for (int x = begin; x < end; x++) {
            int from = 16 * (taps.first()[x] - column);
            int first = taps.start()[x];
            int last = taps.start()[x + 1];
            for (int row = 0; row < 16; row += 8) {
                rows(weights, first, last, red, from + row, output, 48 * x + row);
                rows(weights, first, last, green, from + row, output, 48 * x + row + 16);
                rows(weights, first, last, blue, from + row, output, 48 * x + row + 32);
            }
        }
    }

    /// Eight rows of an output.
    private static void rows(int[] weights, int begin, int end, short[] input, int from, short[] output, int to) {
        int sum0 = 1 << Taps.FRACTION_BITS - 1;
        int sum1 = sum0;
        int sum2 = sum0;
        int sum3 = sum0;
        int sum4 = sum0;
        int sum5 = sum0;
        int sum6 = sum0;
        int sum7 = sum0;
        for (int tap = begin, at = from; tap < end; tap++, at += 16) {
            int weight = weights[tap];
            sum0 += weight * input[at];
            sum1 += weight * input[at + 1];
            sum2 += weight * input[at + 2];
            sum3 += weight * input[at + 3];
            sum4 += weight * input[at + 4];
            sum5 += weight * input[at + 5];
            sum6 += weight * input[at + 6];
            sum7 += weight * input[at + 7];
        }
        output[to] = Taps.sample(sum0);
        output[to + 1] = Taps.sample(sum1);
        output[to + 2] = Taps.sample(sum2);
        output[to + 3] = Taps.sample(sum3);
        output[to + 4] = Taps.sample(sum4);
        output[to + 5] = Taps.sample(sum5);
        output[to + 6] = Taps.sample(sum6);
        output[to + 7] = Taps.sample(sum7);
    }

    @Override
    public void rows(short[] input, int from, int length, short[] output, int to, int stride) {
        HorizontalResampling.checkRows(input, from, length, output, to, stride);
        for (int i = 0; i < length; i += PIECE) {
            rows(input, from, i, Math.min(i + PIECE, length), output, to, stride);
        }
    }

    /// Makes rows of the columns from `begin` to before `end`.
    static void rows(short[] input, int from, int begin, int end, short[] output, int to, int stride) {
        for (int row = 0; row < 16; row++) {
            row(input, from + 16 * begin + row, end - begin, output, to + row * stride + begin);
        }
    }

    private static void row(short[] input, int from, int length, short[] output, int to) {
        for (int i = 0; i < length; i++) {
            output[to + i] = input[from + 16 * i];
        }
    }
}
