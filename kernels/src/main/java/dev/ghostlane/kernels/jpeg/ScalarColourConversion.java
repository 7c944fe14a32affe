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
        for (int i = begin; i < end; i++) {
            int first = components[0][from[0] + i];
            if (space == ColourSpace.GRAY) {
                put(first, first, first, red, green, blue, to + i);
                continue;
            }
            int second = components[1][from[1] + i];
            int third = components[2][from[2] + i];
            if (space == ColourSpace.RGB) {
                put(first, second, third, red, green, blue, to + i);
            } else if (space == ColourSpace.CMYK) {
                put(255 - first, 255 - second, 255 - third, red, green, blue, to + i);
            } else {
                differences(first, second - 128, third - 128, red, green, blue, to + i);
            }
            if (space.components() == 4) {
                int black = components[3][from[3] + i];
                put(light(red[to + i], black), light(green[to + i], black), light(blue[to + i], black), red, green,
                        blue, to + i);
            }
        }
    }

    private static void differences(int y, int cb, int cr, short[] red, short[] green, short[] blue, int at) {
        int half = 1 << 15;
        put(Math.clamp(y + (91881 * cr + half >> 16), 0, 255),
                Math.clamp(y + (-22554 * cb - 46802 * cr + half >> 16), 0, 255),
                Math.clamp(y + (116130 * cb + half >> 16), 0, 255), red, green, blue, at);
    }

    private static void put(int r, int g, int b, short[] red, short[] green, short[] blue, int at) {
        red[at] = (short) r;
        green[at] = (short) g;
        blue[at] = (short) b;
    }

    /// What an ink and black leave of the light, with Pillow's division by 255.
    private static int light(int ink, int black) {
        int product = ink * black + 128;
        return black - ((product >> 8) + product >> 8);
    }
}
