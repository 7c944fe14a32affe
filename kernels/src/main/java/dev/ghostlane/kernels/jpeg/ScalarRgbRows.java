package dev.ghostlane.kernels.jpeg;

/// The scalar reference of [RgbRows]: row by row.
final class ScalarRgbRows implements RgbRows {

    static final ScalarRgbRows INSTANCE = new ScalarRgbRows();

    @Override
    public void run(short[] red, short[] green, short[] blue, int from, int columns, int begin, int end,
            byte[] output, int to, int stride, int[] work) {
        RgbRows.check(red, green, blue, from, columns, begin, end, output, to, stride, work);
        rows(red, green, blue, from, columns, begin, end, output, to, stride);
    }

    /// As [#run], without checks.
    static void rows(short[] red, short[] green, short[] blue, int from, int columns, int begin, int end, byte[] output,
            int to, int stride) {
        for (int row = begin; row < end; row++) {
            row(red, green, blue, from + row, columns, output, to + (row - begin) * stride);
        }
    }

    private static void row(short[] red, short[] green, short[] blue, int from, int columns, byte[] output, int to) {
        for (int i = from, k = to; i < from + 16 * columns; i += 16, k += 3) {
            output[k] = (byte) red[i];
            output[k + 1] = (byte) green[i];
            output[k + 2] = (byte) blue[i];
        }
    }
}
