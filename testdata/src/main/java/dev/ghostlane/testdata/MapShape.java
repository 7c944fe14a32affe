package dev.ghostlane.testdata;

/// Batch, height and width of a feature map.
///
/// @param batch number of images, at least 1
/// @param height lines of an image, at least 1
/// @param width pixels of a line, at least 1
public record MapShape(int batch, int height, int width) {

    /// {@return the number of lines of all images together}
    public int rows() { return batch * height; }

    /// {@return the number of pixels of all images together}
    public int pixels() { return batch * height * width; }

    /// {@return the same with one image}
    public MapShape ofOneImage() { return new MapShape(1, height, width); }

    /// {@return this shape if it has no more than so many pixels, otherwise one with a smaller height, width and, if
    /// that is not enough, batch} Keeps generated cases affordable without rejecting any.
    ///
    /// @param pixels at least 1
    public MapShape atMost(long pixels) {
        int n = (int) Math.min(batch, Math.max(pixels, 1));
        long image = Math.max(pixels / n, 1);
        int shorter = (int) Math.min(Math.min(height, width), Math.max((long) Math.sqrt(image), 1));
        int longer = (int) Math.min(Math.max(height, width), Math.max(image / shorter, 1));
        return height <= width ? new MapShape(n, shorter, longer) : new MapShape(n, longer, shorter);
    }

    /// {@return this shape, but no lower and narrower than so many pixels}
    ///
    /// @param leastHeight least lines of an image
    /// @param leastWidth least pixels of a line
    public MapShape atLeast(int leastHeight, int leastWidth) {
        return new MapShape(batch, Math.max(height, leastHeight), Math.max(width, leastWidth));
    }

    @Override
    public String toString() { return Paste.of(this); }
}
