package dev.ghostlane.images;

import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A BMP file of Windows or OS/2, with Pillow's pixels. The size of the file in the header is often wrong and is
/// ignored, and so is alpha.
final class BmpFile implements FirstImage {
    private static final int FILE_HEADER = 14;
    private static final int OS2_HEADER = 12;
    private static final int RLE8 = 1;
    private static final int RLE4 = 2;
    private static final int BITFIELDS = 3;
    private static final int ALPHA_BITFIELDS = 6;
    private static final String[] COMPRESSIONS = {"uncompressed", "RLE8", "RLE4", "bit fields", "JPEG", "PNG",
            "bit fields"};

    private final ByteBuffer file;
    private final String source;
    private final int width;
    private final int height;
    private final boolean topDown;
    private final int bits;
    private final int compression;
    private final int[] masks = {0xff0000, 0xff00, 0xff};
    private final int[] palette = new int[256];
    private final int pixels;

    /// @throws ImageException if it is of a kind that is not supported
    /// @throws IndexOutOfBoundsException if the header is not inside the file
    BmpFile(byte[] bytes, String source) {
        file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.source = source;
        int header = file.getInt(FILE_HEADER);
        boolean old = header == OS2_HEADER;
        // OS/2 2.x may leave out the end of its 64 bytes. 52 and 56 are Adobe's: Windows' with masks.
        if (!old && header != 16 && header != 64 && header != 40 && header != 52 && header != 56 && header != 108
                && header != 124) {
            throw Unsupported.of(source, "a BMP file whose header has " + (header & 0xffff_ffffL) + " bytes");
        }
        int lines = old ? file.getShort(20) & 0xffff : file.getInt(22);
        width = old ? file.getShort(18) & 0xffff : file.getInt(18);
        height = Math.abs(lines);
        topDown = lines < 0;
        bits = file.getShort(old ? 24 : 28);
        compression = header < 40 ? 0 : file.getInt(30);
        requireKnown(header);
        int next = FILE_HEADER + header;
        if (compression == BITFIELDS || compression == ALPHA_BITFIELDS) {
            readMasks(FILE_HEADER + 40);
            next = header == 40 ? next + (compression == BITFIELDS ? 12 : 16) : next;
        } else if (bits == 16) {
            System.arraycopy(new int[]{0x7c00, 0x3e0, 0x1f}, 0, masks, 0, 3);
        }
        if (bits <= 8) {
            int colours = header < 40 || file.getInt(46) == 0 ? 1 << bits : file.getInt(46);
            if (colours < 1 || colours > 1 << 16) {
                throw new IllegalArgumentException("its palette has " + (colours & 0xffff_ffffL) + " colours");
            }
            next = readPalette(next, colours, old ? 3 : 4);
        }
        int offset = file.getInt(10);
        // Some writers give the place of the palette for that of the pixels.
        pixels = offset == 0 || bits <= 8 && offset == FILE_HEADER + header ? next : offset;
    }

    private void requireKnown(int header) {
        boolean os2 = header == 16 || header == 64;
        if (compression < 0 || compression >= COMPRESSIONS.length || os2 && compression > RLE4
                || compression == 4 || compression == 5) {
            String name = os2 || compression < 0 || compression >= COMPRESSIONS.length
                    ? "number " + compression
                    : COMPRESSIONS[compression];
            throw Unsupported.of(source, (os2 ? "an OS/2 2.x" : "a") + " BMP file with the compression " + name);
        }
        boolean fits = switch (compression) {
            case RLE8 -> bits == 8;
            case RLE4 -> bits == 4;
            case BITFIELDS, ALPHA_BITFIELDS -> bits == 16 || bits == 24 || bits == 32;
            default -> bits == 1 || bits == 2 || bits == 4 || bits == 8 || bits == 16 || bits == 24 || bits == 32;
        };
        if (!fits) {
            throw Unsupported.of(source,
                    "a BMP file of " + (bits & 0xffff) + " bits a pixel, " + COMPRESSIONS[compression]);
        }
    }

    private void readMasks(int at) {
        int[] read = {file.getInt(at), file.getInt(at + 4), file.getInt(at + 8)};
        if ((read[0] | read[1] | read[2]) == 0) {
            return;
        }
        for (int i = 0; i < 3; i++) {
            long mask = read[i] & 0xffff_ffffL;
            long bottom = Long.lowestOneBit(mask);
            if ((mask + bottom & mask) != 0 || bits < 32 && mask >>> bits != 0) {
                throw Unsupported.of(source, "a BMP file with the bit mask 0x%08x".formatted(read[i]));
            }
            masks[i] = read[i];
        }
    }

    /// @return where the palette ends
    private int readPalette(int at, int colours, int bytes) {
        Arrays.setAll(palette, i -> i * 0x010101);
        int unlike = 0;
        for (int i = 0; i < Math.min(colours, palette.length) && at + bytes * (i + 1) <= file.limit(); i++) {
            palette[i] = little(at + bytes * i, 3);
            unlike += palette[i] == (colours == 2 ? 255 * i : i) * 0x010101 ? 0 : 1;
        }
        if (unlike == 0 && bits != 1 && (colours == 2 || bits < 8 && compression == 0)) {
            throw Unsupported.of(source, "a BMP file of " + bits + " bits a pixel with a palette of " + colours
                    + " grays, as Pillow misreads it,");
        }
        return at + bytes * colours;
    }

    @Override
    public String format() { return "BMP"; }

    @Override
    public String colours() {
        return (bits <= 8 ? "palette" : "RGB") + ", " + bits + " bits a pixel, " + COMPRESSIONS[compression];
    }

    @Override
    public int width() { return width; }

    @Override
    public int height() { return height; }

    @Override
    public RgbImage decode(int period) throws EOFException {
        if (compression == RLE8 || compression == RLE4) {
            // The end of a line takes two bytes; that of the last one may be missing.
            if (2 * (height - 1L) > (long) file.limit() - pixels) {
                throw new EOFException();
            }
            Pixels target = new Pixels(width, height, period);
            new RunLengths(target).decode();
            return target.image();
        }
        long used = ((long) width * bits + 7) / 8;
        long stride = used + 3 & ~3L;
        if (pixels < 0 || pixels + stride * (height - 1) + used > file.limit()) {
            throw new EOFException();
        }
        Pixels target = new Pixels(width, height, period);
        for (int y = 0; y < height; y++) {
            int line = (int) (pixels + stride * y);
            if (bits <= 8) {
                put(target, y, x -> file.get(line + x * bits / 8) >> 8 - bits - x * bits % 8 & (1 << bits) - 1);
            } else {
                target.put(0, top(y), width, x -> masked(little(line + x * (bits / 8), bits / 8)));
            }
        }
        return target.image();
    }

    private void put(Pixels target, int y, Pixels.Line indices) {
        target.put(0, top(y), width, x -> palette[indices.colour(x)]);
    }

    private int top(int y) { return topDown ? y : height - 1 - y; }

    private int masked(int value) {
        return channel(value, masks[0]) << 16 | channel(value, masks[1]) << 8 | channel(value, masks[2]);
    }

    /// Spreads the bits of a mask over 0…255, rounded down.
    private static int channel(int value, int mask) {
        if (mask == 0xff || mask == 0) {
            return value & mask;
        }
        int shift = Integer.numberOfTrailingZeros(mask);
        return (int) (((value & mask) >>> shift) * 255L / (mask >>> shift & 0xffff_ffffL));
    }

    private int little(int at, int bytes) {
        int value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (file.get(at + i) & 0xff) << 8 * i;
        }
        return value;
    }

    /// The two compressions: runs of one index, or of two by turns, and indices as they are. A line that ends early is
    /// filled with index 0. As in Pillow a run ends at the end of its line, and every line must be there.
    private final class RunLengths {
        private final Pixels target;
        private final byte[] line = new byte[width];
        private final boolean four = compression == RLE4;
        private int at = pixels;
        private int x;
        private int y;

        RunLengths(Pixels target) { this.target = target; }

        void decode() throws EOFException {
            while (y < height && !(y == height - 1 && x == width)) {
                int count = next();
                int value = next();
                if (count > 0) {
                    for (int i = 0; i < count && x < width; i++) {
                        line[x++] = (byte) (!four ? value : i % 2 == 0 ? value >> 4 : value & 15);
                    }
                } else if (value == 0) {
                    endLine();
                } else if (value == 1) {
                    throw new EOFException();
                } else if (value == 2) {
                    // Pillow takes the wrong bytes for where it goes.
                    throw Unsupported.of(source, "a BMP file with RLE that skips pixels");
                } else {
                    literal(value);
                }
            }
            if (y < height) {
                endLine();
            }
        }

        private int next() throws EOFException {
            if (at < 0 || at >= file.limit()) {
                throw new EOFException();
            }
            return file.get(at++) & 0xff;
        }

        private void literal(int count) throws EOFException {
            if (count > width - x) {
                throw new IllegalArgumentException("a run is longer than its line");
            }
            if (four && count % 2 != 0) {
                // Pillow misreads it and what follows.
                throw Unsupported.of(source, "a BMP file with RLE4 runs of an odd number of literal pixels");
            }
            for (int end = x + count; x < end;) {
                int read = next();
                if (four) {
                    line[x++] = (byte) (read >> 4);
                }
                line[x++] = (byte) (four ? read & 15 : read);
            }
            at += (four ? count / 2 : count) % 2;
        }

        private void endLine() {
            put(target, y, i -> line[i] & 0xff);
            Arrays.fill(line, (byte) 0);
            x = 0;
            y++;
        }
    }
}
