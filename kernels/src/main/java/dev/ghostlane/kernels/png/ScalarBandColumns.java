package dev.ghostlane.kernels.png;

/// The scalar reference of [BandColumns].
final class ScalarBandColumns implements BandColumns {

    static final ScalarBandColumns INSTANCE = new ScalarBandColumns();

    @Override
    public void run(byte[] rows, int from, int stride, int columns, short[] red, short[] green, short[] blue, int to) {
        BandColumns.check(rows, from, stride, columns, red, green, blue, to);
        columns(rows, from, stride, 0, columns, red, green, blue, to);
    }

    /// Makes the columns from `begin` to before `end`.
    static void columns(byte[] rows, int from, int stride, int begin, int end, short[] red, short[] green,
            short[] blue, int to) {
        for (int row = 0; row < 16; row++) {
            int at = from + row * stride + 3 * begin;
            for (int i = to + 16 * begin + row; i < to + 16 * end; i += 16) {
                red[i] = (short) (rows[at] & 0xff);
                green[i] = (short) (rows[at + 1] & 0xff);
                blue[i] = (short) (rows[at + 2] & 0xff);
                at += 3;
            }
        }
    }
}
