package dev.ghostlane.kernels.jpeg;

/// The scalar reference of [ChromaUpsampling]: column by column.
final class ScalarChromaUpsampling implements ChromaUpsampling {

    static final ScalarChromaUpsampling INSTANCE = new ScalarChromaUpsampling();

    @Override
    public void rows(Rows rows, short[] previous, short[] current, int from, int columns, short[] near, short[] far,
            short[] output, int to) {
        ChromaUpsampling.checkRows(previous, current, from, columns, near, far, output, to);
        for (int i = 0; i < 16 * columns; i += 16) {
            if (rows == Rows.COPY) {
                copy(previous, current, from + i, near, output, to + i);
            } else {
                weigh(rows == Rows.SUMS, previous, current, from + i, near, far, output, to + i);
            }
        }
    }

    private static void copy(short[] previous, short[] current, int from, short[] near, short[] output, int to) {
        for (int row = 0; row < 16; row++) {
            output[to + row] = sample(previous, current, from, near[row]);
        }
    }

    private static void weigh(boolean sums, short[] previous, short[] current, int from, short[] near, short[] far,
            short[] output, int to) {
        for (int row = 0; row < 16; row++) {
            int nearer = near[row];
            int farther = far[row];
            int sum = 3 * sample(previous, current, from, nearer) + sample(previous, current, from, farther);
            output[to + row] = (short) (sums ? sum : sum + (farther < nearer ? 1 : 2) >> 2);
        }
    }

    private static short sample(short[] previous, short[] current, int column, int row) {
        return row < 16 ? previous[column + row] : current[column + row - 16];
    }

    @Override
    public void columns(Columns filter, short[] input, int from, int columns, short[] output, int to) {
        ChromaUpsampling.checkColumns(input, from, columns, output, to);
        boolean triangle = filter == Columns.TRIANGLE;
        for (int i = 0; i < 16 * columns; i += 16) {
            triangle(input, from + i, triangle ? 2 : 4, triangle ? 1 : 8, triangle ? 2 : 7, output, to + 2 * i);
        }
    }

    private static void triangle(short[] input, int from, int shift, int left, int right, short[] output, int to) {
        for (int row = 0; row < 16; row++) {
            int near = 3 * input[from + row];
            output[to + row] = (short) (near + input[from + row - 16] + left >> shift);
            output[to + row + 16] = (short) (near + input[from + row + 16] + right >> shift);
        }
    }
}
