package dev.ghostlane.kernels.jpeg;

/// What the components of a JPEG mean.
public enum ColourSpace {
    /// Brightness.
    GRAY(1),
    /// Red, green and blue.
    RGB(3),
    /// Brightness and two colour differences.
    YCC(3),
    /// The light that cyan, magenta, yellow and black leave, as Adobe's programs store inks.
    CMYK(4),
    /// The inks cyan, magenta and yellow as brightness and colour differences, and the light that black leaves.
    YCCK(4);

    private final int components;

    ColourSpace(int components) { this.components = components; }

    /// {@return how many components}
    public int components() { return components; }
}
