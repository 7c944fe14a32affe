package dev.ghostlane.images;

import java.io.EOFException;

/// The first image of a GIF, with Pillow's pixels, and where it lies on the file's screen. An animation may begin with
/// a part of it only; what is around the part gets, as in Pillow, the colour that counts as transparent, or else the
/// palette's first.
final class GifFile implements FirstImage {
    private static final int HEADER = 13;
    private static final int EXTENSION = 0x21;
    private static final int GRAPHIC_CONTROL = 0xf9;
    private static final int IMAGE = 0x2c;
    private static final int END = 0x3b;
    private static final int DESCRIPTOR = 10;

    /// Pixels that a byte of data can hold: 12 bits are up to 4096.
    private static final long MOST_OF_LZW = 2731;

    /// First line and distance of the lines of an image, and of each pass of an interlaced one.
    private static final int[][] LINES = {{0, 1}};
    private static final int[][] INTERLACED = {{0, 8}, {4, 8}, {2, 4}, {1, 2}};

    private final byte[] file;
    private int image;
    private int transparent;

    /// Finds the first image.
    GifFile(byte[] file) {
        this.file = file;
        int position = HEADER + paletteBytes(10);
        while (position < file.length && unsigned(position) != IMAGE && unsigned(position) != END) {
            if (unsigned(position) != EXTENSION) {
                // As in Pillow bytes between blocks are passed over.
                position++;
                continue;
            }
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

    /// The file, if it has an image.
    GifFile withImage() throws EOFException {
        if (image + DESCRIPTOR > file.length) {
            throw new EOFException();
        }
        if (unsigned(image) != IMAGE) {
            throw new IllegalArgumentException("it has no image");
        }
        return this;
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

    private int[] palette() {
        int local = paletteBytes(image + 9);
        return local > 0 ? Palettes.of(file, image + 10, local / 3) : Palettes.of(file, HEADER, paletteBytes(10) / 3);
    }

    @Override
    public String format() { return "GIF"; }

    @Override
    public String colours() { return isInterlaced() ? "palette, interlaced" : "palette"; }

    @Override
    public int width() { return word(image + 5); }

    @Override
    public int height() { return word(image + 7); }

    private boolean isInterlaced() { return (unsigned(image + 9) & 0x40) != 0; }

    @Override
    public RgbImage decode(int period) throws EOFException {
        int data = image + DESCRIPTOR + paletteBytes(image + 9);
        if ((long) width() * height() > MOST_OF_LZW * Math.max(0, file.length - data)) {
            throw new EOFException();
        }
        Pixels target = new Pixels(width(), height(), period);
        int[] palette = palette();
        GifIndices indices = new GifIndices(file, data);
        byte[] line = new byte[width()];
        for (int[] pass : isInterlaced() ? INTERLACED : LINES) {
            for (int y = pass[0]; y < height(); y += pass[1]) {
                indices.read(line);
                target.put(0, y, line.length, x -> palette[line[x] & 0xff]);
            }
        }
        return target.image();
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
