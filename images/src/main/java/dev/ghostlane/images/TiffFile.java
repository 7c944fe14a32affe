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

    private static final int FAX_RUNS = 2;
    private static final int FAX_T4 = 3;
    private static final int FAX_T6 = 4;
    private static final int LZW = 5;
    private static final int DEFLATE = 8;
    private static final int PACKBITS = 32773;
    private static final int OLD_DEFLATE = 32946;

    /// Bytes of samples that a byte of data can hold: two bytes of PackBits are 128; 12 bits of LZW are 4096, two bits
    /// of Deflate 258; a block of a JPEG takes a quarter of a bit at least, and is up to 16 × 64 pixels of one channel.
    private static final int MOST_OF_PACKBITS = 64;
    private static final int MOST_OF_LZW = 2731;
    private static final int MOST_OF_DEFLATE = 1032;
    private static final int MOST_OF_JPEG = 1 << 15;

    private final byte[] file;
    private final String source;
    private final TiffTags tags;
    private final int width;
    private final int height;
    private final int compression;
    private final boolean reversed;
    private final boolean tiled;
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
        tags.requireOnce(254, 347);
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
        if (isFax() && samples.rowBytes(8) != 1) {
            throw Unsupported.of(source, "a TIFF file with fax data of samples that are not one bit");
        }
        planes = separate ? samples.count() : 1;
        tiled = tags.has(322);
        pieceWidth = tiled ? side(322) : width;
        pieceHeight = tiled ? side(323) : Math.clamp(tags.integer(278, height), 0, height);
        if (pieceHeight < 1) {
            throw new IllegalArgumentException("its strips have no rows");
        }
        across = Math.ceilDiv(width, pieceWidth);
        offsets = tags.integers(tiled ? 324 : 273);
        counts = tags.integers(tiled ? 325 : 279);
        long pieces = (long) across * Math.ceilDiv(height, pieceHeight) * planes;
        String named = pieces + (tiled ? " tiles" : " strips");
        if (offsets.length < pieces || counts.length < pieces && counts.length > 0) {
            throw new IllegalArgumentException("it has "
                    + (counts.length == 0 ? offsets.length : Math.min(offsets.length, counts.length)) + " of its "
                    + named);
        }
        if (offsets.length > pieces && compression == NONE) {
            throw Unsupported.of(source, "a TIFF file with more than its " + named + ", as Pillow misreads it,");
        }
        if (counts.length == 0 && compression != NONE && pieces > planes) {
            throw new IllegalArgumentException("the lengths of its " + named + " are missing");
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
            case NONE, LZW, JPEG, DEFLATE, OLD_DEFLATE, PACKBITS, FAX_RUNS, FAX_T4, FAX_T6 -> null;
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
            case FAX_RUNS -> "CCITT RLE";
            case FAX_T4 -> "CCITT T.4";
            case FAX_T6 -> "CCITT T.6";
            default -> "Deflate";
        };
        return samples + ", " + compressed;
    }

    @Override
    public int width() { return width; }

    @Override
    public int height() { return height; }

    private boolean isFax() { return compression >= FAX_RUNS && compression <= FAX_T6; }

    /// A row of all planes. A piece that is a JPEG is decoded whole, and may have coefficients of two bytes a sample;
    /// fax data needs the changes of two rows.
    @Override
    public long workingMemory() {
        return samples.rowBytes(pieceWidth) * planes * (compression == JPEG ? 3L * pieceHeight : 1)
                + (isFax() ? 2L * Integer.BYTES * pieceWidth * planes : 0);
    }

    @Override
    public String worksOn() { return "each strip or tile of this TIFF"; }

    @Override
    public RgbImage decode(int period) throws IOException {
        int down = Math.ceilDiv(height, pieceHeight);
        requireData(down);
        Pixels target = new Pixels(width, height, period);
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
                requireChecksums(pieces);
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

    /// Behind the last byte of Deflate is a checksum of all. As in libtiff it may be missing, and so may be its turn,
    /// where there are more rows than are wanted.
    private void requireChecksums(InputStream[] pieces) throws IOException {
        if (compression == DEFLATE || compression == OLD_DEFLATE) {
            for (InputStream piece : pieces) {
                try {
                    piece.read();
                } catch (EOFException e) {
                    // All rows are there.
                }
            }
        }
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

    /// Before memory is taken for them: whether the strips or tiles can hold their rows.
    private void requireData(int down) throws EOFException {
        for (int piece = 0; piece < across * down * planes; piece++) {
            int top = piece % (across * down) / across * pieceHeight;
            long rows = Math.min(height - top, pieceHeight);
            long bytes = rows * samples.rowBytes(pieceWidth);
            long length = length(piece);
            boolean fits = switch (compression) {
                case NONE -> bytes <= length;
                case LZW -> bytes <= MOST_OF_LZW * length;
                case PACKBITS -> bytes <= MOST_OF_PACKBITS * length;
                case JPEG -> bytes <= MOST_OF_JPEG * length;
                case FAX_RUNS, FAX_T4, FAX_T6 -> rows <= Byte.SIZE * length;
                default -> bytes <= MOST_OF_DEFLATE * length;
            };
            if (!fits) {
                throw new EOFException();
            }
        }
    }

    /// Bytes of a strip or tile, which reach to the end of the file where their length is not known. As in Pillow all
    /// that are there count where they are not compressed, and as in libtiff where there is one strip of length 0.
    private long length(int piece) throws EOFException {
        boolean isKnown = counts.length > 0 && compression != NONE
                && !(counts.length == 1 && counts[0] == 0 && !tiled);
        long rest = file.length - offsets[piece];
        if (rest < 0 || isKnown && counts[piece] > rest) {
            throw new EOFException();
        }
        return isKnown ? counts[piece] : rest;
    }

    private InputStream open(int piece, int rows) throws IOException {
        long begin = offsets[piece];
        long length = compression == NONE ? samples.rowBytes(pieceWidth) * rows : length(piece);
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
            case FAX_RUNS -> new FaxInputStream(bytes, from, to, pieceWidth, FaxInputStream.Coding.RUNS);
            case FAX_T4 -> new FaxInputStream(bytes, from, to, pieceWidth, (tags.integer(292, 0) & 1) == 0
                    ? FaxInputStream.Coding.MARKED_RUNS
                    : FaxInputStream.Coding.MARKED);
            case FAX_T6 -> new FaxInputStream(bytes, from, to, pieceWidth, FaxInputStream.Coding.CHANGES);
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
