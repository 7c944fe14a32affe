package dev.ghostlane.images.jpeg;

import dev.ghostlane.kernels.jpeg.ColourSpace;
import java.util.List;

/// What the header of a JPEG says of its pixels.
///
/// @param width pixels of a line, at least 1
/// @param height lines, at least 1
/// @param components as many as the colour space has
/// @param colours what the components mean
record Frame(int width, int height, List<Component> components, ColourSpace colours) {

    /// A component.
    ///
    /// @param horizontal its blocks across an MCU, 1 to 4; 1 if there is but one component
    /// @param vertical its blocks down an MCU
    /// @param quantisers 64, at `8 * row + column`, 16 bits without sign
    record Component(int horizontal, int vertical, short[] quantisers) {}

    /// Blocks across the widest component's part of an MCU.
    int mostHorizontal() {
        int most = 0;
        for (int i = 0; i < components.size(); i++) {
            most = Math.max(most, components.get(i).horizontal());
        }
        return most;
    }

    /// Blocks down the highest component's part of an MCU.
    int mostVertical() {
        int most = 0;
        for (int i = 0; i < components.size(); i++) {
            most = Math.max(most, components.get(i).vertical());
        }
        return most;
    }

    /// MCUs across the image.
    int across() { return Math.ceilDiv(width, 8 * mostHorizontal()); }

    /// MCUs down the image.
    int down() { return Math.ceilDiv(height, 8 * mostVertical()); }
}
