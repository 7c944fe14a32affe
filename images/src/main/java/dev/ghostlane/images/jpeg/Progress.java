package dev.ghostlane.images.jpeg;

import java.util.Arrays;

/// Which bits of which coefficients the scans of a progressive file have given so far. libjpeg estimates what they
/// leave open, by what it knows of this.
final class Progress {
    /// What is known of a coefficient of which there was no scan.
    static final int UNKNOWN = -1;

    private static final int COEFFICIENTS = 64;

    /// So many of the first coefficients can be estimated, that of index 0 included.
    static final int ESTIMATED = 10;

    private final int[][] bits = new int[FrameHeader.MOST_COMPONENTS][COEFFICIENTS];
    private final int[][] before = new int[FrameHeader.MOST_COMPONENTS][COEFFICIENTS];
    private int scans;
    private int lastRow;

    void start() {
        for (int[] component : bits) {
            Arrays.fill(component, UNKNOWN);
        }
        scans = 0;
    }

    /// A scan begins.
    void begin(ScanHeader scan) {
        scans++;
        for (int i = 0; i < scan.count; i++) {
            int[] now = bits[scan.index[i]];
            int from = Math.min(scan.first, 1);
            int to = Math.max(scan.last + 1, ESTIMATED);
            if (scans > 1) {
                System.arraycopy(now, from, before[scan.index[i]], from, to - from);
            } else {
                Arrays.fill(before[scan.index[i]], from, to, 0);
            }
            Arrays.fill(now, scan.first, scan.last + 1, scan.low);
        }
    }

    /// The scan has data for the MCUs up to this row.
    void reached(int row) { lastRow = row; }

    /// The lowest bit that is known of each coefficient of a component, in zigzag order.
    ///
    /// @param row where the last scan has no data any more, what the ones before it gave counts
    int[] bits(int component, int row) {
        if (row <= lastRow) {
            return bits[component];
        }
        if (scans < 2) {
            Arrays.fill(before[component], UNKNOWN);
        }
        return before[component];
    }

    /// Whether all coefficients of a component are known to their last bit.
    boolean isComplete(int component) { return Arrays.stream(bits[component]).allMatch(bit -> bit == 0); }

    /// Whether all components have something of their first coefficient, and one of the next that matter is not known
    /// to its last bit.
    boolean isIncomplete(int components) {
        boolean open = false;
        for (int i = 0; i < components; i++) {
            if (bits[i][0] == UNKNOWN) {
                return false;
            }
            for (int k = 1; k < ESTIMATED; k++) {
                open |= bits[i][k] != 0;
            }
        }
        return open;
    }
}
