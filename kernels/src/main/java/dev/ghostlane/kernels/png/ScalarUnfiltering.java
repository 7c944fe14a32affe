package dev.ghostlane.kernels.png;

/// The scalar reference of [Unfiltering].
final class ScalarUnfiltering implements Unfiltering {

    static final ScalarUnfiltering INSTANCE = new ScalarUnfiltering();

    @Override
    public void run(byte[] data, int from, int rows, int length, int bytesPerPixel, short[] work) {
        Unfiltering.check(data, from, rows, length, bytesPerPixel, work);
        for (int row = 0; row < rows; row++) {
            row(data, from + row * (length + 1), 0, length, length, bytesPerPixel);
        }
    }

    /// Undoes the filter of the bytes of a row from `begin` to before `end`.
    ///
    /// @param at where the row begins, with its filter
    static void row(byte[] data, int at, int begin, int end, int length, int bytesPerPixel) {
        int above = length + 1;
        int first = at + 1 + begin;
        int last = at + 1 + end;
        // Up to here there is no pixel to the left.
        int edge = Math.clamp(at + 1 + bytesPerPixel, first, last);
        switch (data[at]) {
            case 1 -> {
                for (int i = edge; i < last; i++) {
                    data[i] += data[i - bytesPerPixel];
                }
            }
            case 2 -> up(data, first, last, above);
            case 3 -> {
                for (int i = first; i < edge; i++) {
                    data[i] += (byte) ((data[i - above] & 0xff) >> 1);
                }
                for (int i = edge; i < last; i++) {
                    data[i] += (byte) ((data[i - bytesPerPixel] & 0xff) + (data[i - above] & 0xff) >> 1);
                }
            }
            case 4 -> {
                // Without a and c, b is nearest.
                up(data, first, edge, above);
                for (int i = edge; i < last; i++) {
                    data[i] += (byte) paeth(data[i - bytesPerPixel] & 0xff, data[i - above] & 0xff,
                            data[i - above - bytesPerPixel] & 0xff);
                }
            }
            default -> {
                // None.
            }
        }
    }

    private static void up(byte[] data, int first, int last, int above) {
        for (int i = first; i < last; i++) {
            data[i] += data[i - above];
        }
    }

    /// Which of three bytes is nearest to `a + b − c`.
    private static int paeth(int a, int b, int c) {
        int fromA = Math.abs(b - c);
        int fromB = Math.abs(a - c);
        int fromC = Math.abs(a + b - 2 * c);
        return fromA <= fromB && fromA <= fromC ? a : fromB <= fromC ? b : c;
    }
}
