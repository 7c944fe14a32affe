package dev.ghostlane.bench.kernels;

import dev.ghostlane.kernels.tensor.FeatureMap;

/// Size of a feature map of one image. Written `HxWxC`, or `HxWxCofS` if it is a slice of a map of `S` channels.
///
/// @param height lines
/// @param width pixels of a line
/// @param channels channels of a pixel
/// @param pixelStride floats from a pixel to the next
public record MapSize(int height, int width, int channels, int pixelStride) {

    /// Elements of the map.
    public long floats() { return (long) height * width * channels; }

    /// Floats that the map spans, the gaps of a slice included.
    int span() { return height * width * pixelStride; }

    /// Whether other channels lie between its pixels.
    public boolean isSlice() { return pixelStride > channels; }

    /// The map at an offset of an array.
    FeatureMap in(float[] data, int offset) {
        return new FeatureMap(data, offset, 1, height, width, channels, pixelStride);
    }

    @Override
    public String toString() {
        return height + "x" + width + "x" + channels + (isSlice() ? "of" + pixelStride : "");
    }
}
