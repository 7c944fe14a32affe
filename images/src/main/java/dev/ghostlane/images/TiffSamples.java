package dev.ghostlane.images;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// What the samples of a TIFF's rows mean: how they are stored, and what colours they are.
///
/// Pillow clips gray of 32 bits to 0…255. As that spoils any image that uses another range, such an image is refused.
final class TiffSamples {
    private static final int WHITE_IS_ZERO = 0;
    private static final int BLACK_IS_ZERO = 1;
    private static final int RGB = 2;
    private static final int PALETTE = 3;
    private static final int CMYK = 5;
    private static final int YCBCR = 6;

    private static final int UNSIGNED = 1;
    private static final int FLOAT = 3;

    /// As many as Pillow takes.
    private static final int MOST = 6;

    private final String source;
    private final boolean bigEndian;
    private final boolean separate;
    private final int photometric;
    private final int count;
    private final int bits;
    private final int format;
    private final int predictor;
    private final boolean premultiplied;
    private final int[] palette = new int[256];
    private double highest;

    /// @param compression one of [TiffFile]'s
    /// @param separate whether each channel is stored by itself
    /// @throws ImageException if they are of a kind that is not supported
    TiffSamples(TiffTags tags, String source, int compression, boolean separate) {
        this.source = source;
        this.separate = separate;
        bigEndian = tags.order() == ByteOrder.BIG_ENDIAN;
        photometric = (int) tags.integer(262, WHITE_IS_ZERO);
        count = Math.clamp(tags.integer(277, 1), 0, MOST + 1);
        bits = same(tags, 258, "samples of different sizes");
        format = same(tags, 339, "samples of different formats");
        predictor = (int) tags.integer(317, 1);
        long[] extra = tags.integers(338);
        premultiplied = extra.length > 0 && extra[0] == 1 && count > colours();
        if (count > MOST) {
            throw Unsupported.of(source, "a TIFF file with " + tags.integer(277, 1) + " samples a pixel");
        }
        if (count < colours()) {
            throw new IllegalArgumentException("its pixels have " + tags.integer(277, 1) + " samples");
        }
        String strange = strange(compression == TiffFile.JPEG);
        if (strange == null) {
            strange = misread(compression == TiffFile.NONE, extra.length > 0);
        }
        if (strange != null) {
            throw Unsupported.of(source, "a TIFF file with " + strange);
        }
        if (photometric == PALETTE) {
            readPalette(tags.integers(320));
        }
    }

    private int same(TiffTags tags, int tag, String otherwise) {
        long[] values = tags.integers(tag);
        for (int i = 1; i < Math.min(values.length, count); i++) {
            if (values[i] != values[0]) {
                throw Unsupported.of(source, "a TIFF file with " + otherwise);
            }
        }
        return values.length == 0 ? 1 : Math.clamp(values[0], 0, Integer.MAX_VALUE);
    }

    private int colours() {
        return switch (photometric) {
            case RGB, YCBCR -> 3;
            case CMYK -> 4;
            default -> 1;
        };
    }

    /// What about them is not supported; `null` if nothing.
    private String strange(boolean jpeg) {
        String colours = colourName();
        if (colours == null) {
            return switch (photometric) {
                case 4 -> "a transparency mask";
                case 8, 9, 10 -> "CIELab colours";
                case 32844, 32845 -> "LogLuv colours";
                default -> "the colours (photometric interpretation) number " + photometric;
            };
        }
        if (photometric == YCBCR && (!jpeg || separate || count != 3)) {
            return "YCbCr colours that are not compressed as JPEG in one plane";
        }
        boolean deep = bits == 32 || format == 2 && bits == 16;
        if (format == FLOAT && bits != 32 || format < UNSIGNED || format > FLOAT) {
            return format == FLOAT ? "floating-point samples of " + bits + " bits" : "samples of the format " + format;
        }
        if (deep && (photometric != BLACK_IS_ZERO || count > 1)) {
            return colours + " samples of " + bits + " bits, " + formatName();
        }
        if (!deep && (format != UNSIGNED || bits < 1 || bits > (photometric == PALETTE ? 8 : 16))
                || photometric == WHITE_IS_ZERO && bits > 8) {
            // Pillow does not turn these around.
            return colours + " samples of " + bits + " bits, " + formatName();
        }
        if (jpeg && bits != 8) {
            return "JPEG of " + bits + " bits";
        }
        boolean differences = predictor == 2 && (bits == 8 || bits == 16 || bits == 32);
        return predictor <= 1 || differences || predictor == 3 && format == FLOAT
                ? null
                : "the predictor " + predictor + " for samples of " + bits + " bits";
    }

    /// What of it Pillow misreads, so that there are no pixels to agree on; `null` if nothing.
    private String misread(boolean uncompressed, boolean extra) {
        if (separate && (bits == 16 && uncompressed && count > 1 || count > colours() && !extra)) {
            return colourName() + " samples of " + bits + " bits in " + count + " planes, as Pillow misreads them,";
        }
        return bits == 32 && bigEndian && !uncompressed
                ? "big-endian samples of 32 bits that are compressed, as Pillow misreads them,"
                : null;
    }

    private String colourName() {
        return switch (photometric) {
            case WHITE_IS_ZERO -> "white-is-zero gray";
            case BLACK_IS_ZERO -> "gray";
            case RGB -> "RGB";
            case PALETTE -> "palette";
            case CMYK -> "CMYK";
            case YCBCR -> "YCbCr";
            default -> null;
        };
    }

    private String formatName() { return format == FLOAT ? "floating-point" : format == 2 ? "signed" : "unsigned"; }

    /// Entries have 16 bits, of which the upper 8 count. What is missing is gray, as in Pillow.
    private void readPalette(long[] map) {
        Arrays.setAll(palette, i -> i * 0x010101);
        if (map.length == 0 || Arrays.stream(map).max().getAsLong() < 256 && Arrays.stream(map).sum() > 0) {
            throw Unsupported.of(source, "a TIFF file with a palette of 8-bit values");
        }
        int entries = map.length / 3;
        for (int i = 0; i < Math.min(entries, palette.length); i++) {
            palette[i] = (int) ((map[i] >> 8 & 255) << 16 | (map[entries + i] >> 8 & 255) << 8
                    | map[2 * entries + i] >> 8 & 255);
        }
    }

    @Override
    public String toString() {
        return colourName() + (count > colours() ? " with alpha" : "") + ", " + bits + " bits a sample, "
                + formatName();
    }

    /// Samples of a pixel.
    int count() { return count; }

    private int perPlane() { return separate ? 1 : count; }

    /// Bytes of a row of one plane.
    long rowBytes(long pixels) { return (pixels * perPlane() * bits + 7) / 8; }

    /// Undoes what was done to rows before they were compressed.
    void undoPrediction(byte[][] rows) {
        for (byte[] row : predictor > 1 ? rows : new byte[0][]) {
            if (predictor == 3) {
                undoFloating(row);
            } else {
                undoDifferences(row);
            }
        }
    }

    private void undoDifferences(byte[] row) {
        int bytes = bits / 8;
        ByteBuffer words = ByteBuffer.wrap(row).order(order());
        for (int i = bytes * perPlane(), left = 0; i < row.length; i += bytes, left += bytes) {
            switch (bytes) {
                case 1 -> row[i] += row[left];
                case 2 -> words.putShort(i, (short) (words.getShort(i) + words.getShort(left)));
                default -> words.putInt(i, words.getInt(i) + words.getInt(left));
            }
        }
    }

    /// Differences of bytes, the first bytes of all samples before the second ones.
    private void undoFloating(byte[] row) {
        for (int i = perPlane(); i < row.length; i++) {
            row[i] += row[i - perPlane()];
        }
        byte[] planes = row.clone();
        int samples = row.length / Float.BYTES;
        for (int i = 0; i < row.length; i++) {
            int place = i / samples;
            row[i % samples * Float.BYTES + (bigEndian ? place : 3 - place)] = planes[i];
        }
    }

    private ByteOrder order() { return bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN; }

    /// The colours of a row.
    ///
    /// @param rows the row of each plane
    Pixels.Line colours(byte[][] rows) {
        return switch (photometric) {
            case PALETTE -> x -> palette[sample(rows, x, 0)];
            case WHITE_IS_ZERO -> x -> 0xffffff - byteOf(rows, x, 0) * 0x010101;
            case BLACK_IS_ZERO -> bits == 32 || format != UNSIGNED
                    ? x -> deep(ByteBuffer.wrap(rows[0]).order(order()), x) * 0x010101
                    : premultiplied
                            ? x -> divided(rows, x, 0, 1) * 0x010101
                            : x -> byteOf(rows, x, 0) * 0x010101;
            case CMYK -> x -> Cmyk.rgb(byteOf(rows, x, 0), byteOf(rows, x, 1), byteOf(rows, x, 2), byteOf(rows, x, 3));
            default -> premultiplied
                    ? x -> divided(rows, x, 0, 3) << 16 | divided(rows, x, 1, 3) << 8 | divided(rows, x, 2, 3)
                    : x -> byteOf(rows, x, 0) << 16 | byteOf(rows, x, 1) << 8 | byteOf(rows, x, 2);
        };
    }

    /// A sample of up to 16 bits, as it is.
    private int sample(byte[][] rows, int x, int channel) {
        byte[] row = rows[separate ? channel : 0];
        int index = separate ? x : x * count + channel;
        if (bits == 8) {
            return row[index] & 255;
        }
        if (bits == 16) {
            return bigEndian
                    ? (row[2 * index] & 255) << 8 | row[2 * index + 1] & 255
                    : (row[2 * index + 1] & 255) << 8 | row[2 * index] & 255;
        }
        long begin = (long) index * bits;
        int at = (int) (begin / 8);
        int read = 0;
        for (int i = at; i < at + 3; i++) {
            read = read << 8 | (i < row.length ? row[i] & 255 : 0);
        }
        return read >> 24 - begin % 8 - bits & (1 << bits) - 1;
    }

    /// A sample as a byte: of more than 8 bits the upper 8; fewer are spread over 0…255.
    private int byteOf(byte[][] rows, int x, int channel) {
        int sample = sample(rows, x, channel);
        int most = (1 << bits) - 1;
        return bits == 8 ? sample : bits > 8 ? sample >> bits - 8 : (sample * 255 + most / 2) / most;
    }

    /// A colour that was multiplied with alpha.
    private int divided(byte[][] rows, int x, int channel, int alpha) {
        int by = byteOf(rows, x, alpha);
        return by == 0 ? 0 : Math.min(255, byteOf(rows, x, channel) * 255 / by);
    }

    /// A signed, long or floating-point sample, cut to a whole number.
    private int deep(ByteBuffer row, int x) {
        double value = format == FLOAT
                ? row.getFloat(4 * x)
                : bits == 16
                        ? row.getShort(2 * x)
                        : format == UNSIGNED
                                ? row.getInt(4 * x) & 0xffff_ffffL
                                : row.getInt(4 * x);
        if (!(value > -1 && value < 256)) {
            throw Unsupported.of(source, "a TIFF file with gray outside 0…255 (" + value + "), " + bits + " bits "
                    + formatName() + ",");
        }
        highest = Math.max(highest, value);
        return (int) value;
    }

    /// Floating-point gray from 0 to 1 would become black.
    ///
    /// @throws ImageException if it is
    void requireRange() {
        if (format == FLOAT && highest > 0 && highest <= 1) {
            throw Unsupported.of(source, "a TIFF file with floating-point gray from 0 to 1");
        }
    }

    /// Decodes a strip or tile of one plane, or of all.
    ///
    /// @param tables of all pieces; none if each has its own
    /// @param rows how many are wanted
    /// @param mostRows how many there may be
    /// @return its samples, as if they were not compressed; YCbCr becomes RGB
    InputStream jpeg(byte[] tables, byte[] piece, int width, int rows, int mostRows) {
        try (JpegFile jpeg = JpegFile.withTables(tables, piece, source)) {
            if (jpeg.width() != width || jpeg.height() < rows || jpeg.height() > mostRows
                    || jpeg.components() != perPlane()) {
                throw new IllegalArgumentException("a strip or tile of " + width + "×" + rows + " pixels of "
                        + perPlane() + " samples is a JPEG of " + jpeg.width() + "×" + jpeg.height() + " of "
                        + jpeg.components());
            }
            return new ByteArrayInputStream(jpeg.samples(photometric == YCBCR));
        }
    }
}
