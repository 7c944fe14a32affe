package dev.ghostlane.kernels.jpeg;

/// The scalar reference of [ChromaUpsampling].
final class ScalarChromaUpsampling implements ChromaUpsampling {

    static final ScalarChromaUpsampling INSTANCE = new ScalarChromaUpsampling();

    @Override
    public void rows(Rows rows, short[] previous, short[] current, int from, int columns, short[] near, short[] far,
            short[] output, int to) {
        ChromaUpsampling.checkRows(previous, current, from, columns, near, far, output, to);
        for (int i = 0; i < 16 * columns; i++) {
            int nearer = sample(previous, current, from + i / 16 * 16, near[i % 16]);
            if (rows == Rows.COPY) {
                output[to + i] = (short) nearer;
                continue;
            }
            int sum = 3 * nearer + sample(previous, current, from + i / 16 * 16, far[i % 16]);
            output[to + i] = (short) (rows == Rows.SUMS ? sum : sum + (far[i % 16] < near[i % 16] ? 1 : 2) >> 2);
        }
    }

    private static short sample(short[] previous, short[] current, int column, int row) {
        return row < 16 ? previous[column + row] : current[column + row - 16];
    }

    @Override
    public void columns(Columns filter, short[] input, int from, int columns, short[] output, int to) {
        ChromaUpsampling.checkColumns(input, from, columns, output, to);
        int shift = filter == Columns.TRIANGLE ? 2 : 4;
        int left = filter == Columns.TRIANGLE ? 1 : 8;
        int right = filter == Columns.TRIANGLE ? 2 : 7;
        for (int x = 0; x < columns; x++) {
            int column = from + 16 * x;
            int out = to + 32 * x;
            for (int row = 0; row < 16; row++) {
                int near = 3 * input[column + row];
                output[out + row] = (short) (near + input[column + row - 16] + left >> shift);
                output[out + row + 16] = (short) (near + input[column + row + 16] + right >> shift);
            }
        }
    }
}
