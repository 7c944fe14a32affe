package dev.ghostlane.cli.attention;

import java.awt.image.BufferedImage;

/// Maps as images to lay over a photo, one pixel for each of the map. The colours differ in lightness, so that they are
/// told apart without seeing hues.
final class Colours {

    /// Of gates, from closed to open: red, green, blue.
    private static final int[][] GATES = {{20, 24, 82}, {32, 128, 128}, {250, 225, 60}};
    private static final int GATES_ALPHA = 165;
    private static final int FOR = 0xf08a00;
    private static final int AGAINST = 0x1f6fd6;
    private static final int EVIDENCE_ALPHA = 200;

    private Colours() {}

    /// Gates, the least value in the first colour, the largest in the last. Equal ones are in the middle.
    static BufferedImage gates(float[] values, int width, int height) {
        float least = Float.POSITIVE_INFINITY;
        float largest = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            least = Math.min(least, value);
            largest = Math.max(largest, value);
        }
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < values.length; i++) {
            double part = largest > least ? (values[i] - least) / (largest - least) : 0.5;
            image.setRGB(i % width, i / width, GATES_ALPHA << 24 | gate(part));
        }
        return image;
    }

    private static int gate(double part) {
        double place = part * (GATES.length - 1);
        int from = Math.min((int) place, GATES.length - 2);
        int rgb = 0;
        for (int i = 0; i < 3; i++) {
            rgb = rgb << 8 | (int) Math.round(GATES[from][i] + (place - from) * (GATES[from + 1][i] - GATES[from][i]));
        }
        return rgb;
    }

    /// Evidence: orange for, blue against, the more opaque the stronger.
    ///
    /// @param largest the value whose colour is the strongest, at least that of all values; 0 if all are
    static BufferedImage evidence(float[] values, int width, int height, float largest) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < values.length; i++) {
            int alpha = largest > 0 ? Math.round(EVIDENCE_ALPHA * Math.abs(values[i]) / largest) : 0;
            image.setRGB(i % width, i / width, alpha << 24 | (values[i] > 0 ? FOR : AGAINST));
        }
        return image;
    }
}
