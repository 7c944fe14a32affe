package demo;

import dev.ghostlane.ghostnetv2.Tap;
import dev.ghostlane.kernels.tensor.FeatureMap;
import java.util.Arrays;

/// One level of a pyramid: features of a grid of cells that covers a photo.
///
/// Points of the photo are in pixels, (0, 0) is the top left corner of its top left pixel. A cell stands for
/// `stride × stride` pixels of the network's input, so for `stride · scale` pixels of the photo: what detectors call
/// its anchor is the middle of that. (Its convolutions are centred half a stride nearer to the top left corner, as they
/// are in all networks with their padding on both sides. Heads learn such an offset.)
///
/// @param stride pixels of the network's input from a cell to the next
/// @param map `1×rows×columns×channels`
/// @param scaleX pixels of the photo for one of the input, across
/// @param scaleY the same, down
record Level(Tap tap, int stride, FeatureMap map, double scaleX, double scaleY) {

    /// A point of the photo.
    record Point(double x, double y) {}

    /// A cell of the map.
    record Cell(int row, int column) {}

    /// The middle of what a cell stands for.
    Point anchor(Cell cell) {
        return new Point((cell.column + 0.5) * stride * scaleX, (cell.row + 0.5) * stride * scaleY);
    }

    /// The cell that stands for a point of the photo.
    Cell cell(Point point) {
        return new Cell(Math.clamp((int) (point.y / (stride * scaleY)), 0, map.height() - 1),
                Math.clamp((int) (point.x / (stride * scaleX)), 0, map.width() - 1));
    }

    /// The features of a cell, a number for each channel.
    float[] features(Cell cell) {
        int begin = map.index(cell.row, cell.column);
        return Arrays.copyOfRange(map.data(), begin, begin + map.channels());
    }
}
