package dev.ghostlane.kernels.jpeg;

/// The scalar reference of [ColourConversion]: some columns at a time, see the package.
final class ScalarColourConversion implements ColourConversion {

    static final ScalarColourConversion INSTANCE = new ScalarColourConversion();

    /// Samples of four columns.
    private static final int PIECE = 64;

    @Override
    public void run(ColourSpace space, short[][] components, int[] from, int columns, short[] red, short[] green,
            short[] blue, int to) {
        ColourConversion.check(space, components, from, columns, red, green, blue, to);
        for (int i = 0; i < 16 * columns; i += PIECE) {
            convert(space, components, from, i, Math.min(i + PIECE, 16 * columns), red, green, blue, to);
        }
    }

    /// Converts the samples from `begin` to before `end`.
    static void convert(ColourSpace space, short[][] components, int[] from, int begin, int end, short[] red,
            short[] green, short[] blue, int to) {
        switch (space) {
            case GRAY -> {
                copy(components[0], from[0], 0, begin, end, red, to);
                copy(components[0], from[0], 0, begin, end, green, to);
                copy(components[0], from[0], 0, begin, end, blue, to);
            }
            case RGB, CMYK -> {
                int flip = space == ColourSpace.CMYK ? 255 : 0;
                copy(components[0], from[0], flip, begin, end, red, to);
                copy(components[1], from[1], flip, begin, end, green, to);
                copy(components[2], from[2], flip, begin, end, blue, to);
            }
            case YCC, YCCK -> differences(components[0], from[0], components[1], from[1], components[2], from[2],
                    begin, end, red, green, blue, to);
        }
        for (int i = begin; i < end && space.components() == 4; i++) {
            int black = components[3][from[3] + i];
            red[to + i] = light(red[to + i], black);
            green[to + i] = light(green[to + i], black);
            blue[to + i] = light(blue[to + i], black);
        }
    }

    /// @param flip 255 for what is left of it, otherwise 0
    private static void copy(short[] component, int from, int flip, int begin, int end, short[] colour, int to) {
        for (int i = begin; i < end; i++) {
            colour[to + i] = (short) (component[from + i] ^ flip);
        }
    }

    private static void differences(short[] brightness, int atY, short[] blueDifference, int atCb,
            short[] redDifference, int atCr, int begin, int end, short[] red, short[] green, short[] blue, int to) {
        int half = 1 << 15;
        for (int i = begin; i < end; i++) {
            int y = (brightness[atY + i] << 16) + half;
            int cb = blueDifference[atCb + i] - 128;
            int cr = redDifference[atCr + i] - 128;
            red[to + i] = clip(y + 91881 * cr >> 16);
            green[to + i] = clip(y - 22554 * cb - 46802 * cr >> 16);
            blue[to + i] = clip(y + 116130 * cb >> 16);
        }
    }

    private static short clip(int value) { return (short) Math.min(Math.max(value, 0), 255); }

    /// What an ink and black leave of the light, with Pillow's division by 255.
    private static short light(int ink, int black) {
        int product = ink * black + 128;
        return (short) (black - ((product >> 8) + product >> 8));
    }
}
