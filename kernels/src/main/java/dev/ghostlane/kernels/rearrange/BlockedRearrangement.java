package dev.ghostlane.kernels.rearrange;

import dev.ghostlane.kernels.tensor.FeatureMap;
import java.util.Arrays;

/// The fast kernel of [Rearrangement]: runs of floats by `System.arraycopy`, which moves whole vectors.
///
/// *Order.* In windows the pixels of a square's line are neighbours on both sides, so a run is a line; in an unfolding
/// it is a pixel. Maps that are slices are copied pixel by pixel.
final class BlockedRearrangement implements Rearrangement {

    static final BlockedRearrangement INSTANCE = new BlockedRearrangement();

    @Override
    public void run(Grouping grouping, Direction direction, FeatureMap input, FeatureMap output, int rowBegin,
            int rowEnd) {
        Rearrangement.check(grouping, direction, input, output, rowBegin, rowEnd);
        boolean dense = input.pixelStride() == input.channels() && output.pixelStride() == output.channels();
        int run = dense && grouping.kind() == Grouping.Kind.WINDOWS ? grouping.side() : 1;
        for (int row = rowBegin; row < rowEnd; row++) {
            if (direction == Direction.GROUP) {
                group(grouping, run, input, output, row);
            } else {
                ungroup(grouping, run, input, output, row);
            }
        }
    }

    private static void group(Grouping grouping, int run, FeatureMap input, FeatureMap output, int row) {
        int firstLine = row / output.height() * input.height();
        int line = row % output.height();
        int channels = input.channels();
        for (int token = 0; token < output.width(); token += run) {
            int y = grouping.y(input.width(), line, token);
            int x = grouping.x(input.width(), line, token);
            int pixels = y < input.height() ? Math.clamp(input.width() - x, 0, run) : 0;
            int to = output.index(row, token);
            if (pixels > 0) {
                System.arraycopy(input.data(), input.index(firstLine + y, x), output.data(), to, pixels * channels);
            }
            if (pixels < run) {
                Arrays.fill(output.data(), to + pixels * channels, to + run * channels, 0);
            }
        }
    }

    private static void ungroup(Grouping grouping, int run, FeatureMap input, FeatureMap output, int row) {
        int firstRow = row / output.height() * input.height();
        int y = row % output.height();
        for (int x = 0; x < output.width(); x += run) {
            int from = input.index(firstRow + grouping.row(output.width(), y, x), grouping.token(output.width(), y, x));
            System.arraycopy(input.data(), from, output.data(), output.index(row, x),
                    Math.min(run, output.width() - x) * output.channels());
        }
    }
}
