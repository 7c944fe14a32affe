package dev.ghostlane.images;

import java.util.Arrays;

/// Palettes of 256 colours, of which a file may have fewer: as in Pillow what is missing is gray.
final class Palettes {

    private Palettes() {}

    /// @param at where in the file the colours begin, three bytes each
    /// @param count how many there are; those after the end of the file are missing
    static int[] of(byte[] file, int at, int count) {
        int[] palette = new int[256];
        Arrays.setAll(palette, i -> i * 0x010101);
        for (int i = 0; i < Math.min(count, 256) && at + 3 * i + 2 < file.length; i++) {
            palette[i] = (file[at + 3 * i] & 0xff) << 16 | (file[at + 3 * i + 1] & 0xff) << 8
                    | file[at + 3 * i + 2] & 0xff;
        }
        return palette;
    }
}
