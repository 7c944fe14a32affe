package dev.ghostlane.kernels.rearrange;

import dev.ghostlane.kernels.tensor.FeatureMap;

/// The reference of [Rearrangement]: pixel by pixel, channel by channel.
final class ScalarRearrangement implements Rearrangement {

    static final ScalarRearrangement INSTANCE = new ScalarRearrangement();

    @Override
    public void run(Grouping grouping, Direction direction, FeatureMap input, FeatureMap output, int rowBegin,
            int rowEnd) {
        Rearrangement.check(grouping, direction, input, output, rowBegin, rowEnd);
        for (int row = rowBegin; row < rowEnd; row++) {
            int image = row / output.height();
            int line = row % output.height();
            for (int column = 0; column < output.width(); column++) {
                int inLine = direction == Direction.GROUP
                        ? grouping.y(input.width(), line, column)
                        : grouping.row(output.width(), line, column);
                int inColumn = direction == Direction.GROUP
                        ? grouping.x(input.width(), line, column)
                        : grouping.token(output.width(), line, column);
                boolean inside = inLine < input.height() && inColumn < input.width();
                int from = inside ? input.index(image * input.height() + inLine, inColumn) : 0;
                int to = output.index(row, column);
                for (int c = 0; c < output.channels(); c++) {
                    output.data()[to + c] = inside ? input.data()[from + c] : 0;
                }
            }
        }
    }
}
