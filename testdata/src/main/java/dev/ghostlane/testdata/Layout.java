package dev.ghostlane.testdata;

/// Where the elements of a feature map in NHWC order lie inside a larger array: element `(n, y, x, c)` at
/// `offset + ((n * height + y) * width + x) * pixelStride + c`.
///
/// @param shape batch, height and width
/// @param channels channels of a pixel, at least 1
/// @param placement floats before the map, between its pixels and after it
public record Layout(MapShape shape, int channels, Placement placement) {

    /// {@return the number of floats from a pixel to the next}
    public int pixelStride() { return channels + placement.gap(); }

    /// {@return the number of elements of the map}
    public int elements() { return shape.pixels() * channels; }

    /// {@return the number of floats of the array: the map and what lies before, between and after}
    public int arrayLength() {
        return placement.offset() + (shape.pixels() - 1) * pixelStride() + channels + placement.after();
    }

    /// {@return the index in the array of an element}
    ///
    /// @param element number of the element in NHWC order without gaps
    public int index(int element) {
        return placement.offset() + element / channels * pixelStride() + element % channels;
    }

    /// {@return the same map with one image}
    public Layout ofOneImage() { return new Layout(shape.ofOneImage(), channels, placement); }

    /// {@return an element as `[n=0, y=1, x=2, c=3]`, rows counted within the image}
    ///
    /// @param element number of the element in NHWC order without gaps
    public String position(int element) {
        int pixel = element / channels;
        int row = pixel / shape.width();
        return "[n=" + row / shape.height() + ", y=" + row % shape.height() + ", x=" + pixel % shape.width()
                + ", c=" + element % channels + "]";
    }
}
