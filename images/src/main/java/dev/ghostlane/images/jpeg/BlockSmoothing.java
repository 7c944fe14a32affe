package dev.ghostlane.images.jpeg;

/// Estimates coefficients of progressive files that no scan has given to their last bit, from the mean values of 5×5
/// blocks, just as libjpeg-turbo 2.1.5 does, at the edges, too.
final class BlockSmoothing {
    private static final int SIDE = 5;

    /// The weights of the 25 means for each coefficient in zigzag order, if there is no coefficient but the mean.
    private static final int[][] FROM_MEANS = new int[Progress.ESTIMATED][];

    /// The same if there are others.
    private static final int[][] BESIDE_OTHERS = new int[6][];

    static {
        FROM_MEANS[0] = weights(-2, -6, -8, -6, -2, -6, 6, 42, 6, -6, -8, 42, 152, 42, -8, -6, 6, 42, 6, -6, -2, -6,
                -8, -6, -2);
        FROM_MEANS[1] = weights(-1, -1, 0, 1, 1, -3, 13, 0, -13, 3, -3, 38, 0, -38, 3, -3, 13, 0, -13, 3, -1, -1, 0, 1,
                1);
        FROM_MEANS[2] = transposed(FROM_MEANS[1]);
        FROM_MEANS[5] = weights(0, 0, 0, 0, 0, 0, 2, -5, 2, 0, 1, 7, -14, 7, 1, 0, 2, -5, 2, 0, 0, 0, 0, 0, 0);
        FROM_MEANS[3] = transposed(FROM_MEANS[5]);
        FROM_MEANS[4] = weights(-1, 0, 0, 0, 1, 0, 9, 0, -9, 0, 0, 0, 0, 0, 0, 0, -9, 0, 9, 0, 1, 0, 0, 0, -1);
        FROM_MEANS[6] = weights(0, 0, 0, 0, 0, 0, 1, 0, -1, 0, 0, 2, 0, -2, 0, 0, 1, 0, -1, 0, 0, 0, 0, 0, 0);
        FROM_MEANS[9] = transposed(FROM_MEANS[6]);
        FROM_MEANS[7] = weights(0, 0, 0, 0, 0, 0, 1, -3, 1, 0, 0, 0, 0, 0, 0, 0, -1, 3, -1, 0, 0, 0, 0, 0, 0);
        FROM_MEANS[8] = transposed(FROM_MEANS[7]);
        BESIDE_OTHERS[1] = weights(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -7, 50, 0, -50, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        BESIDE_OTHERS[2] = transposed(BESIDE_OTHERS[1]);
        BESIDE_OTHERS[5] = weights(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, 13, -24, 13, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        BESIDE_OTHERS[3] = transposed(BESIDE_OTHERS[5]);
        BESIDE_OTHERS[4] = weights(0, -1, 0, 1, 0, -1, 10, 0, -10, 1, 0, 0, 0, 0, 0, 1, -10, 0, 10, -1, 0, 1, 0, -1,
                0);
    }

    private final Progress progress;
    private final int[] means = new int[SIDE * SIDE];
    private final int[] rows = new int[SIDE];

    BlockSmoothing(Progress progress) {
        this.progress = progress;
    }

    private static int[] weights(int... weights) { return weights; }

    private static int[] transposed(int[] weights) {
        int[] transposed = new int[weights.length];
        for (int i = 0; i < weights.length; i++) {
            transposed[i] = weights[i % SIDE * SIDE + i / SIDE];
        }
        return transposed;
    }

    /// Whether there is something to estimate.
    boolean isUseful(FrameHeader frame) {
        for (int i = 0; i < frame.count; i++) {
            for (int k = 0; k < Progress.ESTIMATED; k++) {
                if (frame.components[i].quantisation[Zigzag.natural(k)] == 0) {
                    return false;
                }
            }
        }
        return frame.progressive && progress.isIncomplete(frame.count);
    }

    /// Estimates coefficients of a block that are zero.
    ///
    /// @param plane all blocks of the component
    /// @param block the coefficients, which are changed
    void estimate(FrameHeader frame, int component, short[] plane, int row, int column, short[] block) {
        ComponentHeader c = frame.components[component];
        gather(frame, c, plane, row, column);
        int[] bits = progress.bits(component, row / c.vertical);
        boolean alone = true;
        for (int k = 1; k < Progress.ESTIMATED; k++) {
            alone &= bits[k] == Progress.UNKNOWN;
        }
        int[][] weights = alone ? FROM_MEANS : BESIDE_OTHERS;
        for (int k = 1; k < weights.length; k++) {
            int place = Zigzag.natural(k);
            if (bits[k] != 0 && block[place] == 0) {
                block[place] = estimate(weights[k], c.quantisation, place, bits[k]);
            }
        }
        if (alone) {
            block[0] = estimate(weights[0], c.quantisation, 0, 0);
        }
    }

    private short estimate(int[] weights, short[] quantisation, int place, int bits) {
        long sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * means[i];
        }
        sum *= quantisation[0] & 0xffff;
        long divisor = quantisation[place] & 0xffff;
        int size = (int) (((divisor << 7) + Math.abs(sum)) / (divisor << 8));
        if (bits > 0 && size >= 1 << bits) {
            size = (1 << bits) - 1;
        }
        return (short) (sum < 0 ? -size : size);
    }

    private void gather(FrameHeader frame, ComponentHeader c, short[] plane, int row, int column) {
        rows(frame, c, row);
        int stride = frame.paddedWidth(c);
        int last = c.blocksWide - 1;
        for (int i = 0; i < SIDE; i++) {
            int neighbour = Math.clamp(column + i - 2, 0, last);
            // libjpeg does not see the second of two columns from itself, nor as the one after the next.
            if (last == 1 && i > 2 && (column == 1 || i > 3)) {
                neighbour = 0;
            }
            for (int j = 0; j < SIDE; j++) {
                means[SIDE * j + i] = plane[64 * (rows[j] * stride + neighbour)];
            }
        }
    }

    /// The rows above and below, as far as libjpeg holds them: in the second row of MCUs it looks one up at most.
    private void rows(FrameHeader frame, ComponentHeader c, int row) {
        int mcu = row / c.vertical;
        int inside = row - mcu * c.vertical;
        int last = frame.mcuRows - 1;
        int blocks = mcu < last ? c.vertical : c.blocksHigh - last * c.vertical;
        rows[2] = row;
        rows[1] = row > 0 ? row - 1 : row;
        rows[0] = inside > 1 || mcu > 1 ? row - 2 : rows[1];
        rows[3] = inside < blocks - 1 || mcu < last ? row + 1 : row;
        rows[4] = inside < blocks - 2 || mcu + 1 < last ? row + 2 : rows[3];
    }
}
