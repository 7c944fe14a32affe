package dev.ghostlane.cli;

import dev.ghostlane.cli.console.InputException;

/// Results that are numbers, not NaN or infinities: others come of weights or inputs that are not what they should be.
final class Finite {

    private Finite() {}

    /// How many rows have a value that is not finite.
    static int otherRows(float[] values, int rowLength) {
        int rows = 0;
        for (int begin = 0; begin < values.length; begin += rowLength) {
            rows += indexOfOther(values, begin, begin + rowLength) < 0 ? 0 : 1;
        }
        return rows;
    }

    /// @param what names the values: `the embedding`
    /// @throws InputException unless all are finite
    static float[] require(String what, float[] values) {
        int other = indexOfOther(values, 0, values.length);
        if (other >= 0) {
            throw new InputException(what + " must be of finite numbers, found " + values[other]
                    + "; the model's weights, mean or std are not what they should be");
        }
        return values;
    }

    private static int indexOfOther(float[] values, int begin, int end) {
        for (int i = begin; i < end; i++) {
            if (!Float.isFinite(values[i])) {
                return i;
            }
        }
        return -1;
    }
}
