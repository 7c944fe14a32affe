package dev.ghostlane.images;

import java.nio.ByteBuffer;

/// Where the first image of a GIF lies on the file's screen. An animation may begin with a part of it only; what is
/// around the part gets, as in Pillow, the colour that counts as transparent, or else the palette's first.
final class GifFile {
    private static final int HEADER = 13;
    private static final int EXTENSION = 0x21;
    private static final int GRAPHIC_CONTROL = 0xf9;
    private static final int IMAGE = 0x2c;
    private static final int DESCRIPTOR = 10;

    private final byte[] file;
    private int image;
    private int transparent;

    /// Finds the first image.
    private GifFile(byte[] file) {
        this.file = file;
        int position = HEADER + paletteBytes(10);
        while (unsigned(position) == EXTENSION) {
            if (unsigned(position + 1) == GRAPHIC_CONTROL && (unsigned(position + 3) & 1) != 0) {
                transparent = unsigned(position + 6);
            }
            position += 2;
            while (unsigned(position) > 0) {
                position += 1 + unsigned(position);
            }
            position++;
        }
        image = position;
    }

    /// Puts the first image of a file onto its screen.
    ///
    /// @param pixels the first image
    /// @param maxPixels a larger screen is left out
    /// @return the screen; the image itself if the file is no GIF, if the image covers the screen or was decoded with
    ///         subsampling, or if the screen is too large
    static RgbImage onScreen(byte[] file, RgbImage pixels, long maxPixels) {
        return isGif(file) ? new GifFile(file).onScreen(pixels, maxPixels) : pixels;
    }

    /// Pixels of the screen that a GIF announces; 0 of any other file.
    static long screenPixels(byte[] file) {
        if (!isGif(file)) {
            return 0;
        }
        GifFile gif = new GifFile(file);
        return (long) gif.word(6) * gif.word(8);
    }

    /// The colours of the first image.
    static int[] palette(byte[] file) { return new GifFile(file).palette(); }

    private int[] palette() {
        int local = paletteBytes(image + 9);
        return local > 0 ? Palettes.of(file, image + 10, local / 3) : Palettes.of(file, HEADER, paletteBytes(10) / 3);
    }

    /// The file from its first image on, with a palette of 256 colours: the JDK's reader cuts indices to the size of a
    /// smaller one. Itself if there is no image.
    static byte[] bare(byte[] file) {
        GifFile gif = new GifFile(file);
        int pixels = gif.image + DESCRIPTOR + gif.paletteBytes(gif.image + 9);
        if (gif.unsigned(gif.image) != IMAGE || pixels > file.length) {
            return file;
        }
        return ByteBuffer.allocate(HEADER + 3 * 256 + DESCRIPTOR + file.length - pixels).put(file, 0, 10)
                .put((byte) 0xf7).position(HEADER + 3 * 256).put(file, gif.image, DESCRIPTOR - 1)
                .put((byte) (file[gif.image + 9] & 0x40)).put(file, pixels, file.length - pixels).array();
    }

    static boolean isGif(byte[] file) {
        return file.length > HEADER && file[0] == 'G' && file[1] == 'I' && file[2] == 'F' && file[3] == '8';
    }

    private RgbImage onScreen(RgbImage pixels, long maxPixels) {
        boolean whole = unsigned(image) == IMAGE && word(image + 5) == pixels.width()
                && word(image + 7) == pixels.height();
        int left = word(image + 1);
        int top = word(image + 3);
        int width = Math.max(word(6), left + pixels.width());
        int height = Math.max(word(8), top + pixels.height());
        if (!whole || width == pixels.width() && height == pixels.height() || (long) width * height > maxPixels) {
            return pixels;
        }
        byte[] screen = new byte[3 * width * height];
        fill(screen);
        for (int y = 0; y < pixels.height(); y++) {
            System.arraycopy(pixels.rgb(), 3 * y * pixels.width(), screen, 3 * ((top + y) * width + left),
                    3 * pixels.width());
        }
        return new RgbImage(width, height, screen);
    }

    private void fill(byte[] screen) {
        int colour = palette()[transparent];
        for (int i = 0; i < screen.length; i++) {
            screen[i] = (byte) (colour >> 16 - i % 3 * 8);
        }
    }

    /// Length of the palette that a byte of flags announces.
    private int paletteBytes(int flags) { return (unsigned(flags) & 0x80) == 0 ? 0 : 3 << (unsigned(flags) & 7) + 1; }

    private int word(int at) { return unsigned(at) | unsigned(at + 1) << 8; }

    /// A byte of the file; after its end 0, which ends everything there is to find.
    private int unsigned(int at) { return at < file.length ? file[at] & 0xff : 0; }
}
