package dev.ghostlane.images;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.InflaterInputStream;

/// The first image of a TIFF file, with Pillow's pixels: bytes for bytes where Pillow reads the kind of samples, and
/// refused by name where neither does.
///
/// Strips and tiles are decompressed row by row, and only as far as rows are kept.
final class TiffFile implements FirstImage {
    static final int NONE = 1;
    static final int JPEG = 7;

    private static final int LZW = 5;
    private static final int DEFLATE = 8;
    private static final int PACKBITS = 32773;
    private static final int OLD_DEFLATE = 32946;

    private final byte[] file;
    private final String source;
    private final TiffTags tags;
    private final int width;
    private final int height;
    private final int compression;
    private final boolean reversed;
    private final TiffSamples samples;
    private final int planes;
    private final int pieceWidth;
    private final int pieceHeight;
    private final int across;
    private final long[] offsets;
    private final long[] counts;

    /// @throws ImageException if it is of a kind that is not supported
    /// @throws IndexOutOfBoundsException if a tag leads out of the file
    TiffFile(byte[] file, String source) {
        this.file = file;
        this.source = source;
        tags = new TiffTags(file, 0);
        if (!tags.fit()) {
            throw new IllegalArgumentException("a tag has more values than the file has bytes");
        }
        String camera = camera();
        if (camera != null) {
            throw Unsupported.of(source, "a camera's raw file (" + camera + ")");
        }
        width = side(256);
        height = side(257);
        compression = (int) tags.integer(259, 1);
        requireKnownCompression();
        reversed = tags.integer(266, 1) == 2;
        boolean separate = tags.integer(284, 1) == 2;
        samples = new TiffSamples(tags, source, compression, separate);
        planes = separate ? samples.count() : 1;
        boolean tiled = tags.has(322);
        pieceWidth = tiled ? side(322) : width;
        pieceHeight = tiled ? side(323) : Math.clamp(tags.integer(278, height), 0, height);
        if (pieceHeight < 1) {
            throw new IllegalArgumentException("its strips have no rows");
        }
        across = Math.ceilDiv(width, pieceWidth);
        offsets = tags.integers(tiled ? 324 : 273);
        counts = tags.integers(tiled ? 325 : 279);
        long pieces = (long) across * Math.ceilDiv(height, pieceHeight) * planes;
        if (offsets.length < pieces || counts.length < pieces && (counts.length > 0 || compression != NONE)) {
            throw new IllegalArgumentException("it has " + Math.min(offsets.length, counts.length) + " of its " + pieces
                    + (tiled ? " tiles" : " strips"));
        }
    }

    private int side(int tag) {
        long side = tags.integer(tag, 0);
        if (side < 1 || side > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("the tag " + tag + " is " + side);
        }
        return (int) side;
    }

    /// What kind of camera's file it is, of which the first image is only a preview; `null` if it is none.
    private String camera() {
        long photometric = tags.integer(262, 0);
        if (file.length > 10 && file[8] == 'C' && file[9] == 'R') {
            return "Canon CR2";
        }
        if (tags.has(50706)) {
            return "DNG";
        }
        boolean preview = (tags.integer(254, 0) & 1) != 0 && tags.has(330);
        return preview || photometric == 32803 || photometric == 34892 ? "such as NEF, ARW or PEF" : null;
    }

    private void requireKnownCompression() {
        String name = switch (compression) {
            case NONE, LZW, JPEG, DEFLATE, OLD_DEFLATE, PACKBITS -> null;
            case 2, 3, 4 -> "CCITT fax";
            case 6 -> "\"old\" JPEG";
            case 32771 -> "CCITT RLE by words";
            case 32809 -> "ThunderScan";
            case 34661 -> "JBIG";
            case 34676, 34677 -> "SGI Log";
            case 34712, 33003, 33004, 33005 -> "JPEG 2000";
            case 34713 -> "of Nikon";
            case 34887 -> "LERC";
            case 34892 -> "lossy JPEG of DNG";
            case 34925 -> "LZMA";
            case 50000, 34926 -> "Zstandard";
            case 50001, 34927 -> "WebP";
            case 50002, 52546 -> "JPEG XL";
            default -> "number " + compression;
        };
        if (name != null) {
            throw Unsupported.of(source, "a TIFF file with the compression " + name);
        }
    }

    @Override
    public String format() { return "TIFF"; }

    @Override
    public String colours() {
        String compressed = switch (compression) {
            case NONE -> "uncompressed";
            case LZW -> "LZW";
            case JPEG -> "JPEG";
            case PACKBITS -> "PackBits";
            default -> "Deflate";
        };
        return samples + ", " + compressed;
    }

    @Override
    public int width() { return width; }

    @Override
    public int height() { return height; }

    /// A row of all planes. A piece that is a JPEG is decoded whole, and may have coefficients of two bytes a sample.
    @Override
    public long workingMemory() {
        return samples.rowBytes(pieceWidth) * planes * (compression == JPEG ? 3L * pieceHeight : 1);
    }

    @Override
    public String worksOn() { return "each strip or tile of this TIFF"; }

    @Override
    public RgbImage decode(int period) throws IOException {
        Pixels target = new Pixels(width, height, period);
        int down = Math.ceilDiv(height, pieceHeight);
        byte[][] rows = new byte[planes][(int) samples.rowBytes(pieceWidth)];
        InputStream[] pieces = new InputStream[planes];
        for (int piece = 0; piece < across * down; piece++) {
            int top = piece / across * pieceHeight;
            int bottom = Math.min(height, top + pieceHeight);
            try {
                for (int plane = 0; plane < planes; plane++) {
                    pieces[plane] = open(piece + plane * across * down, bottom - top);
                }
                for (int y = top; y < bottom; y++) {
                    readRow(pieces, rows);
                    if (target.wants(y)) {
                        target.put(piece % across * pieceWidth, y, pieceWidth, samples.colours(rows));
                    }
                }
            } finally {
                for (InputStream opened : pieces) {
                    if (opened != null) {
                        opened.close();
                    }
                }
            }
        }
        samples.requireRange();
        return target.image();
    }

    private void readRow(InputStream[] pieces, byte[][] rows) throws IOException {
        for (int plane = 0; plane < planes; plane++) {
            if (pieces[plane].readNBytes(rows[plane], 0, rows[plane].length) < rows[plane].length) {
                throw new EOFException();
            }
        }
        if (compression == LZW || compression == DEFLATE || compression == OLD_DEFLATE) {
            samples.undoPrediction(rows);
        }
    }

    private InputStream open(int piece, int rows) throws IOException {
        long begin = offsets[piece];
        long length = counts.length == 0 ? file.length - begin : counts[piece];
        if (compression == NONE) {
            // As in Pillow the rows that are wanted count, whatever their length is said to be.
            length = Math.min(file.length - begin, samples.rowBytes(pieceWidth) * rows);
        }
        if (begin < 0 || length < 0 || begin + length > file.length) {
            throw new EOFException();
        }
        byte[] bytes = file;
        int from = (int) begin;
        if (reversed && compression != JPEG) {
            bytes = new byte[(int) length];
            for (int i = 0; i < length; i++) {
                bytes[i] = (byte) (Integer.reverse(file[from + i]) >>> 24);
            }
            from = 0;
        }
        int to = from + (int) length;
        return switch (compression) {
            case LZW -> new LzwInputStream(bytes, from, to, source);
            case PACKBITS -> new PackBitsInputStream(bytes, from, to);
            case JPEG -> samples.jpeg(tags.content(347), Arrays.copyOfRange(bytes, from, to), pieceWidth, rows,
                    pieceHeight);
            default -> {
                InputStream in = new ByteArrayInputStream(bytes, from, (int) length);
                yield compression == NONE ? in : new InflaterInputStream(in);
            }
        };
    }
}
