package dev.ghostlane.images.jpeg;

/// The order of a block's coefficients in a file: along the diagonals, from low frequencies to high ones.
final class Zigzag {
    private static final byte[] NATURAL = new byte[64];

    static {
        int index = 0;
        for (int diagonal = 0; diagonal < 15; diagonal++) {
            for (int i = Math.max(0, diagonal - 7); i <= Math.min(diagonal, 7); i++) {
                int row = diagonal % 2 == 0 ? diagonal - i : i;
                NATURAL[index++] = (byte) (8 * row + diagonal - row);
            }
        }
    }

    private Zigzag() {}

    /// Where in natural order, `8 · row + column`, a coefficient is. Damaged data leads past the last one, which
    /// libjpeg takes instead.
    static int natural(int index) { return NATURAL[Math.min(index, 63)]; }
}
