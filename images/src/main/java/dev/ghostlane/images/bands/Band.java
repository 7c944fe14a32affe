package dev.ghostlane.images.bands;

/// Columns of a band, as red, green and blue.
public final class Band {
    private short[] red = {};
    private short[] green = {};
    private short[] blue = {};

    /// Red samples.
    public short[] red() { return red; }

    /// Green samples.
    public short[] green() { return green; }

    /// Blue samples.
    public short[] blue() { return blue; }

    /// Makes room for so many columns; what was there may be lost.
    public void reserve(int columns) {
        red = grown(red, BandSource.ROWS * columns);
        green = grown(green, BandSource.ROWS * columns);
        blue = grown(blue, BandSource.ROWS * columns);
    }

    /// The array, or a new one if it is too short.
    public static short[] grown(short[] array, int length) { return array.length < length ? new short[length] : array; }
}
