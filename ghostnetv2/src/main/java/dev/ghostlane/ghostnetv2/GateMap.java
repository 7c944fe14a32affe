package dev.ghostlane.ghostnetv2;

import dev.ghostlane.kernels.tensor.FeatureMap;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/// The gate that decoupled fully connected attention (arXiv 2211.12905) gives a ghost module for one photo.
///
/// The gate is computed on a grid of half the module's height and width, and resized to it. A cell of the grid is the
/// mean of 2×2 pixels of the module's input; two strips, one along the row and one along the column, then mix the cells
/// around it.
///
/// @param module name of the gated ghost module: `blocks.2.0.ghost1`
/// @param map what the module's features are multiplied by, `1×H×W×C`, each value from 0 to 1
/// @param gridHeight rows of the grid
/// @param gridWidth columns of the grid
/// @param strip cells of each strip, odd
public record GateMap(String module, FeatureMap map, int gridHeight, int gridWidth, int strip) {

    /// A rectangle of pixels of [#map()].
    ///
    /// @param top first row
    /// @param left first column
    /// @param bottom the row after the last one
    /// @param right the column after the last one
    public record Area(int top, int left, int bottom, int right) {}

    /// What the gate of one cell of the grid depends on, in pixels of the module's input, which has the size of
    /// [#map()]; cut off at the grid's edges. What layers before the module have looked at comes on top.
    ///
    /// @param cell the pixels that the cell averages
    /// @param horizontal the reach of the strip along the row
    /// @param vertical the reach of the strip along the column
    /// @param both the reach of one strip after the other
    public record Reach(Area cell, Area horizontal, Area vertical, Area both) {}

    /// Checks that nothing is null.
    public GateMap {
        Objects.requireNonNull(module, "module");
        Objects.requireNonNull(map, "map");
    }

    /// {@return name of the bottleneck that the module is part of: `blocks.2.0`}
    public String block() { return module.substring(0, module.lastIndexOf('.')); }

    /// {@return the mean over the channels for each pixel, line by line: H·W values from 0 to 1 in an array of its own}
    public float[] mean() {
        float[] mean = new float[map.pixels()];
        for (int pixel = 0; pixel < mean.length; pixel++) {
            double sum = 0;
            for (int c = 0; c < map.channels(); c++) {
                sum += at(pixel, c);
            }
            mean[pixel] = (float) (sum / map.channels());
        }
        return mean;
    }

    /// {@return the gate of one channel for each pixel, line by line: H·W values from 0 to 1 in an array of its own}
    ///
    /// @param channel its number, from 0
    /// @throws IndexOutOfBoundsException if there is no such channel
    public float[] channel(int channel) {
        Objects.checkIndex(channel, map.channels());
        float[] gate = new float[map.pixels()];
        for (int pixel = 0; pixel < gate.length; pixel++) {
            gate[pixel] = at(pixel, channel);
        }
        return gate;
    }

    /// The channels that choose most between places: those whose gate has the largest variance over the pixels. A
    /// channel that is open or closed everywhere chooses nothing.
    ///
    /// @param count how many at most, at least 0
    /// @return numbers of channels, the strongest first; of equal ones the lower first
    /// @throws IllegalArgumentException if the count is negative
    public List<Integer> strongest(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("count must be at least 0, found " + count);
        }
        double[] variances = IntStream.range(0, map.channels()).mapToDouble(this::variance).toArray();
        return IntStream.range(0, map.channels()).boxed()
                .sorted(Comparator.comparingDouble((Integer channel) -> -variances[channel])).limit(count).toList();
    }

    private double variance(int channel) {
        double sum = 0;
        for (int pixel = 0; pixel < map.pixels(); pixel++) {
            sum += at(pixel, channel);
        }
        double mean = sum / map.pixels();
        double squares = 0;
        for (int pixel = 0; pixel < map.pixels(); pixel++) {
            squares += (at(pixel, channel) - mean) * (at(pixel, channel) - mean);
        }
        return squares / map.pixels();
    }

    private float at(int pixel, int channel) {
        return map.data()[map.offset() + pixel * map.pixelStride() + channel];
    }

    /// {@return what the gate of a cell of the grid depends on}
    ///
    /// @param row of the cell, from 0
    /// @param column of the cell, from 0
    /// @throws IndexOutOfBoundsException if the grid has no such cell
    public Reach reach(int row, int column) {
        Objects.checkIndex(row, gridHeight);
        Objects.checkIndex(column, gridWidth);
        int half = strip / 2;
        return new Reach(area(row, column, 0, 0), area(row, column, 0, half), area(row, column, half, 0),
                area(row, column, half, half));
    }

    private Area area(int row, int column, int rows, int columns) {
        return new Area(2 * Math.max(row - rows, 0), 2 * Math.max(column - columns, 0),
                2 * Math.min(row + rows + 1, gridHeight), 2 * Math.min(column + columns + 1, gridWidth));
    }
}
