package dev.ghostlane.kernels.resample;

/// The scalar reference of [VerticalResampling].
final class ScalarVerticalResampling implements VerticalResampling {

    static final ScalarVerticalResampling INSTANCE = new ScalarVerticalResampling();

    @Override
    public void run(Taps taps, int output, int shift, short[] ring, int rows, int length, short[] row) {
        VerticalResampling.check(taps, output, shift, ring, rows, length, row);
        columns(taps, output, shift, ring, rows, length, 0, row);
    }

    /// Computes the columns from `begin` on.
    static void columns(Taps taps, int output, int shift, short[] ring, int rows, int length, int begin, short[] row) {
        int[] weights = taps.weights();
        int start = taps.start()[output];
        int end = taps.start()[output + 1];
        int first = (taps.first()[output] + shift) % rows * length;
        for (int i = begin; i < length; i++) {
            int sum = 1 << Taps.FRACTION_BITS - 1;
            for (int tap = start, at = first + i; tap < end; tap++) {
                sum += weights[tap] * ring[at];
                at += length;
                at -= at < rows * length ? 0 : rows * length;
            }
            row[i] = (short) Math.clamp(sum >> Taps.FRACTION_BITS, 0, 255);
        }
    }
}
