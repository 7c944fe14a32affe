package dev.ghostlane.kernels.jpeg;

/// The scalar reference of [ColourConversion].
final class ScalarColourConversion implements ColourConversion {

    static final ScalarColourConversion INSTANCE = new ScalarColourConversion();

    @Override
    public void run(ColourSpace space, short[][] components, int[] from, int columns, short[] red, short[] green,
            short[] blue, int to) {
        ColourConversion.check(space, components, from, columns, red, green, blue, to);
        convert(space, components, from, 0, 16 * columns, red, green, blue, to);
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
            case YCC, YCCK -> differences(components, from, begin, end, red, green, blue, to);
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

    private static void differences(short[][] components, int[] from, int begin, int end, short[] red, short[] green,
            short[] blue, int to) {
        int half = 1 << 15;
        for (int i = begin; i < end; i++) {
            int y = components[0][from[0] + i];
            int cb = components[1][from[1] + i] - 128;
            int cr = components[2][from[2] + i] - 128;
            red[to + i] = clip(y + (91881 * cr + half >> 16));
            green[to + i] = clip(y + (-22554 * cb - 46802 * cr + half >> 16));
            blue[to + i] = clip(y + (116130 * cb + half >> 16));
        }
    }

    private static short clip(int value) { return (short) (value < 0 ? 0 : Math.min(value, 255)); }

    /// What an ink and black leave of the light, with Pillow's division by 255.
    private static short light(int ink, int black) {
        int product = ink * black + 128;
        return (short) (black - ((product >> 8) + product >> 8));
    }
}
