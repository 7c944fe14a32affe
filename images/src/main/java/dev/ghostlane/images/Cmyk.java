package dev.ghostlane.images;

/// Colours of inks.
final class Cmyk {

    private Cmyk() {}

    /// What inks leave of the light, as 0xRRGGBB.
    static int rgb(int cyan, int magenta, int yellow, int black) {
        return light(cyan, black) << 16 | light(magenta, black) << 8 | light(yellow, black);
    }

    /// What two inks leave of the light: `(255 − colour)(255 − black) / 255`, rounded.
    static int light(int colour, int black) { return ((255 - colour) * (255 - black) + 127) / 255; }
}
