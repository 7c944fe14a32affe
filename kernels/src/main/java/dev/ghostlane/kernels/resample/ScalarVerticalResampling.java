package dev.ghostlane.kernels.resample;

/// The scalar reference of [VerticalResampling]: eight columns at a time.
final class ScalarVerticalResampling implements VerticalResampling {

    static final ScalarVerticalResampling INSTANCE = new ScalarVerticalResampling();

    @Override
    public void run(Taps taps, int output, int shift, short[] ring, int rows, int length, short[] row) {
        VerticalResampling.check(taps, output, shift, ring, rows, length, row);
        columns(taps, output, shift, ring, rows, length, row);
    }

    /// As [#run], without checks.
    static void columns(Taps taps, int output, int shift, short[] ring, int rows, int length, short[] row) {
        int[] weights = taps.weights();
        int begin = taps.start()[output];
        int end = taps.start()[output + 1];
        int first = (taps.first()[output] + shift) % rows * length;
        int i = 0;
        for (; i <= length - 8; i += 8) {
            columns(weights, begin, end, ring, first + i, length, rows * length, row, i);
        }
        for (; i < length; i++) {
            column(weights, begin, end, ring, first + i, length, rows * length, row, i);
        }
    }

    /// Eight columns of an output.
    ///
    /// @param stride from a row to the next
    /// @param size of the ring
    private static void columns(int[] weights, int begin, int end, short[] ring, int from, int stride, int size,
            short[] row, int to) {
        int sum0 = 1 << Taps.FRACTION_BITS - 1;
        int sum1 = sum0;
        int sum2 = sum0;
        int sum3 = sum0;
        int sum4 = sum0;
        int sum5 = sum0;
        int sum6 = sum0;
        int sum7 = sum0;
        for (int tap = begin, at = from; tap < end; tap++) {
            int weight = weights[tap];
            sum0 += weight * ring[at];
            sum1 += weight * ring[at + 1];
            sum2 += weight * ring[at + 2];
            sum3 += weight * ring[at + 3];
            sum4 += weight * ring[at + 4];
            sum5 += weight * ring[at + 5];
            sum6 += weight * ring[at + 6];
            sum7 += weight * ring[at + 7];
            at += stride;
            at -= at < size ? 0 : size;
        }
        row[to] = Taps.sample(sum0);
        row[to + 1] = Taps.sample(sum1);
        row[to + 2] = Taps.sample(sum2);
        row[to + 3] = Taps.sample(sum3);
        row[to + 4] = Taps.sample(sum4);
        row[to + 5] = Taps.sample(sum5);
        row[to + 6] = Taps.sample(sum6);
        row[to + 7] = Taps.sample(sum7);
    }

    private static void column(int[] weights, int begin, int end, short[] ring, int from, int stride, int size,
            short[] row, int to) {
        int sum = 1 << Taps.FRACTION_BITS - 1;
        for (int tap = begin, at = from; tap < end; tap++) {
            sum += weights[tap] * ring[at];
            at += stride;
            at -= at < size ? 0 : size;
        }
        row[to] = Taps.sample(sum);
    }
}
