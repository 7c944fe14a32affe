package dev.ghostlane.images;

import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageReader;

/// A JPEG file, with Pillow's pixels: the JDK's reader decodes samples, and what they mean is decided here as in
/// libjpeg-turbo. It is given the file without application segments, which it would understand otherwise, or refuse.
final class JpegFile implements FirstImage {
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] JFIF = "JFIF\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ADOBE = "Adobe".getBytes(StandardCharsets.US_ASCII);

    /// What messages call what is held of a JPEG in several scans.
    static final String COEFFICIENTS = "the coefficients of this JPEG, which has several scans,";

    private static final int TEM = 0x01;
    private static final int SOF0 = 0xc0;
    private static final int SOF2 = 0xc2;
    private static final int DHT = 0xc4;
    private static final int JPG = 0xc8;
    private static final int DAC = 0xcc;
    private static final int RST0 = 0xd0;
    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int APP0 = 0xe0;
    private static final int APP1 = 0xe1;
    private static final int APP14 = 0xee;
    private static final int APP15 = 0xef;
    private static final int LOSSLESS_LS = 0xf7;
    private static final int COM = 0xfe;

    /// How many of a block's first coefficients libjpeg-turbo smooths by if they are not exact.
    private static final int SMOOTHED = 10;

    private final byte[] file;
    private final String source;
    private byte[] bare;
    private int bareLength = 2;
    private int frame = -1;
    private boolean progressive;
    private boolean severalScans;
    private boolean ended;
    private boolean jfif;
    private int adobe = -1;
    private boolean[][] exact = new boolean[0][];

    /// @throws ImageException if it is of a kind that is not supported
    JpegFile(byte[] file, String source) {
        this.file = file;
        this.source = source;
        bare = new byte[file.length + 2];
        bare[0] = (byte) 0xff;
        bare[1] = (byte) SOI;
        boolean scanned = readSegments();
        if (frame < 0 || !scanned) {
            throw new ImageException(source + ": the JPEG file is truncated or damaged: it ends before its pixels");
        }
        bare[bareLength++] = (byte) 0xff;
        bare[bareLength++] = (byte) EOI;
        bare = bareLength == bare.length ? bare : Arrays.copyOf(bare, bareLength);
        for (boolean[] coefficients : exact) {
            for (int k = 1; progressive && k < SMOOTHED; k++) {
                if (!coefficients[k] && ended) {
                    throw Unsupported.of(source, "a progressive JPEG that lacks its last scans");
                }
                if (!coefficients[k]) {
                    throw new ImageException(source + ": the JPEG file is truncated or damaged: it lacks scans");
                }
            }
        }
    }

    /// A JPEG in a TIFF.
    ///
    /// @param tables a JPEG without pixels; may be empty
    static JpegFile withTables(byte[] tables, byte[] piece, String source) {
        if (tables.length < 4 || piece.length < 2) {
            return new JpegFile(piece, source);
        }
        byte[] joined = Arrays.copyOf(tables, tables.length - 2 + piece.length - 2);
        System.arraycopy(piece, 2, joined, tables.length - 2, piece.length - 2);
        return new JpegFile(joined, source);
    }

    /// Whether a file starts as a JPEG does.
    static boolean isJpeg(byte[] file) {
        return file.length >= 3 && (file[0] & 0xff) == 0xff && (file[1] & 0xff) == SOI && (file[2] & 0xff) == 0xff;
    }

    /// Where in a file the EXIF tags begin, with their byte order; -1 if there are none.
    static int exif(byte[] file) {
        for (int at = next(file, 2); at < file.length - 1; at = next(file, end(file, at))) {
            int marker = file[at + 1] & 0xff;
            if (marker == APP1 && has(file, at, EXIF)) {
                return at + 4 + EXIF.length;
            }
            if (marker == SOS || marker == EOI) {
                break;
            }
        }
        return -1;
    }

    /// @return whether there is a scan
    private boolean readSegments() {
        boolean scanned = false;
        int copied = 2;
        for (int at = next(file, 2); at < file.length - 1; at = next(file, end(file, at))) {
            int marker = file[at + 1] & 0xff;
            if (marker == EOI) {
                ended = true;
                keep(copied, at);
                return scanned;
            }
            if (marker >= APP0 && marker <= APP15 || marker == COM) {
                readApplication(at, scanned);
                keep(copied, at);
                copied = Math.min(end(file, at), file.length);
            } else if (marker >= SOF0 && marker <= 0xcf && marker != DHT && marker != JPG && marker != DAC
                    || marker == LOSSLESS_LS) {
                readFrame(at);
            } else if (marker == SOS) {
                scanned = true;
                readScan(at);
            }
        }
        keep(copied, file.length);
        return scanned;
    }

    private void keep(int from, int to) {
        System.arraycopy(file, from, bare, bareLength, to - from);
        bareLength += to - from;
    }

    private void readApplication(int at, boolean scanned) {
        int marker = file[at + 1] & 0xff;
        if (scanned) {
            return;
        }
        jfif |= marker == APP0 && word(file, at + 2) >= 16 && has(file, at, JFIF);
        if (marker == APP14 && word(file, at + 2) >= 14 && has(file, at, ADOBE)) {
            adobe = file[at + 15] & 0xff;
        }
    }

    private void readFrame(int at) {
        int marker = file[at + 1] & 0xff;
        String kind = marker == LOSSLESS_LS
                ? "JPEG-LS"
                : marker > JPG
                        ? "arithmetic coding"
                        : marker == 0xc3 ? "lossless JPEG" : marker > SOF2 ? "hierarchical JPEG" : null;
        if (kind != null) {
            throw Unsupported.of(source, kind);
        }
        if (at + 10 > file.length || end(file, at) > file.length
                || word(file, at + 2) < 8 + 3 * (file[at + 9] & 0xff)) {
            throw new ImageException(source + ": the JPEG file is truncated or damaged: its frame header is too short");
        }
        frame = at;
        progressive = marker == SOF2;
        if (file[at + 4] != 8) {
            throw Unsupported.of(source, "JPEG of " + (file[at + 4] & 0xff) + " bits a sample");
        }
        if (height() == 0) {
            throw Unsupported.of(source, "a JPEG whose height stands after its pixels");
        }
        if (components() != 1 && components() != 3 && components() != 4) {
            throw Unsupported.of(source, "a JPEG of " + components() + " components");
        }
        exact = new boolean[components()][64];
    }

    private void readScan(int at) {
        int components = at + 4 < file.length ? file[at + 4] & 0xff : 0;
        int last = at + 5 + 2 * components;
        if (frame < 0 || last + 2 >= file.length) {
            return;
        }
        severalScans |= components < components();
        for (int i = 0; i < components; i++) {
            for (int c = 0; c < components(); c++) {
                if (file[frame + 10 + 3 * c] == file[at + 5 + 2 * i]) {
                    Arrays.fill(exact[c], Math.min(file[last] & 63, file[last + 1] & 63), (file[last + 1] & 63) + 1,
                            (file[last + 2] & 15) == 0);
                }
            }
        }
    }

    @Override
    public String format() { return "JPEG"; }

    @Override
    public String reader() { return "the JDK's JPEG reader"; }

    @Override
    public int height() { return word(file, frame + 5); }

    @Override
    public int width() { return word(file, frame + 7); }

    int components() { return file[frame + 9] & 0xff; }

    private int horizontal(int component) { return file[frame + 11 + 3 * component] >> 4 & 15; }

    private int vertical(int component) { return file[frame + 11 + 3 * component] & 15; }

    @Override
    public String colours() {
        StringBuilder sampling = new StringBuilder();
        for (int c = 0; c < components(); c++) {
            sampling.append(c == 0 ? "" : ",").append(horizontal(c)).append('×').append(vertical(c));
        }
        String colours = components() == 1
                ? "gray"
                : components() == 3 ? isYcc() ? "YCbCr" : "RGB" : isYcc() ? "YCCK" : "CMYK";
        return colours + ", sampling " + sampling + (progressive ? ", progressive" : "");
    }

    /// What libjpeg takes the components for: three are YCbCr unless Adobe's marker, without JFIF's, or their names say
    /// otherwise; four are inks unless Adobe's marker says otherwise.
    private boolean isYcc() {
        if (components() == 3) {
            boolean named = file[frame + 10] == 'R' && file[frame + 13] == 'G' && file[frame + 16] == 'B';
            return jfif || (adobe >= 0 ? adobe != 0 : !named);
        }
        return components() == 4 && adobe > 0;
    }

    @Override
    public int bytesPerPixel() { return components(); }

    @Override
    public int elementsPerPixel() { return Math.max(3, components()); }

    /// Bytes of the coefficients that the decoder holds because the file has its pixels in several scans, each of them
    /// over the whole image; 0 if it has them in one.
    @Override
    public long workingMemory() {
        long blocks = 0;
        for (int c = 0; c < components(); c++) {
            blocks += horizontal(c) * vertical(c);
        }
        return progressive || severalScans
                ? (long) Short.BYTES * width() * height() * blocks / Math.max(1, most(true) * most(false))
                : 0;
    }

    private int most(boolean across) {
        int most = 1;
        for (int c = 0; c < components(); c++) {
            most = Math.max(most, across ? horizontal(c) : vertical(c));
        }
        return most;
    }

    @Override
    public String worksOn() { return COEFFICIENTS; }

    @Override
    public RgbImage decode(int period) throws IOException {
        Raster raster = raster(period);
        byte[] samples = samples(raster, isYcc());
        if (components() == 3) {
            return new RgbImage(raster.getWidth(), raster.getHeight(), samples);
        }
        byte[] rgb = new byte[3 * raster.getWidth() * raster.getHeight()];
        for (int i = 0; i < rgb.length; i++) {
            int pixel = i / 3 * components();
            // Four components are inks the other way round, 255 for none, whatever made the file.
            rgb[i] = components() == 1
                    ? samples[pixel]
                    : (byte) Cmyk.light(255 - (samples[pixel + i % 3] & 0xff), 255 - (samples[pixel + 3] & 0xff));
        }
        return new RgbImage(raster.getWidth(), raster.getHeight(), rgb);
    }

    /// All samples, those of a pixel together.
    ///
    /// @param ycc whether the first three are YCbCr, which becomes RGB
    byte[] samples(boolean ycc) throws IOException { return samples(raster(1), ycc); }

    private byte[] samples(Raster raster, boolean ycc) {
        byte[] samples = ((DataBufferByte) raster.getDataBuffer()).getData();
        for (int i = 0; ycc && i + 2 < samples.length; i += components()) {
            toRgb(samples, i);
        }
        if (ycc && components() == 4) {
            for (int i = 0; i < samples.length; i++) {
                samples[i] = (byte) (i % 4 == 3 ? samples[i] : ~samples[i]);
            }
        }
        return samples;
    }

    /// Libjpeg's conversion, with 16 bits after the point.
    private static void toRgb(byte[] samples, int at) {
        int y = samples[at] & 0xff;
        int cb = (samples[at + 1] & 0xff) - 128;
        int cr = (samples[at + 2] & 0xff) - 128;
        samples[at] = clip(y + (91881 * cr + 32768 >> 16));
        samples[at + 1] = clip(y + (-22554 * cb - 46802 * cr + 32768 >> 16));
        samples[at + 2] = clip(y + (116130 * cb + 32768 >> 16));
    }

    private static byte clip(int value) { return (byte) Math.clamp(value, 0, 255); }

    private Raster raster(int period) throws IOException {
        ImageReader reader = ImageIoFile.jdkReader("jpeg");
        boolean[] incomplete = new boolean[1];
        reader.addIIOReadWarningListener((_, warning) -> incomplete[0] |= warning.contains("premature end"));
        try (ByteArrayImageStream stream = new ByteArrayImageStream(bare)) {
            reader.setInput(stream, true, true);
            Raster raster = reader.readRaster(0, ImageIoFile.subsampling(reader, period));
            if (!ended && incomplete[0]) {
                throw new ImageException(source + ": the JPEG file is truncated or damaged: its " + file.length
                        + " bytes end too early, without an end-of-image marker");
            }
            for (int c = 0; c < components(); c++) {
                if (horizontal(c) == most(true) && 2 * vertical(c) == most(false)) {
                    smoothLines(raster, c, period);
                }
            }
            return raster;
        } finally {
            reader.dispose();
        }
    }

    /// The JDK's reader repeats each line of a component that has half as many; libjpeg-turbo weights neighbours 3 : 1.
    private void smoothLines(Raster raster, int component, int period) {
        if (period > 1) {
            throw Unsupported.of(source, "a JPEG with 4:4:0 chroma that is larger than the memory limit");
        }
        byte[] samples = ((DataBufferByte) raster.getDataBuffer()).getData();
        int line = raster.getWidth() * components();
        byte[] above = new byte[raster.getWidth()];
        for (int y = 0; y < raster.getHeight(); y += 2) {
            for (int x = 0; x < above.length; x++) {
                int at = y * line + x * components() + component;
                int here = samples[at] & 0xff;
                int before = y == 0 ? here : above[x] & 0xff;
                int after = y + 2 < raster.getHeight() ? samples[at + 2 * line] & 0xff : here;
                above[x] = (byte) here;
                samples[at] = (byte) (3 * here + before + 1 >> 2);
                if (y + 1 < raster.getHeight()) {
                    samples[at + line] = (byte) (3 * here + after + 2 >> 2);
                }
            }
        }
    }

    /// Index of the next marker from a position on; the file's length if there is none. Whatever is between segments,
    /// compressed pixels included, is passed over: in it a byte 0xff is followed by 0 or by a restart marker, and any
    /// other 0xff starts a segment.
    private static int next(byte[] file, int from) {
        for (int at = from; at < file.length - 1; at++) {
            int marker = file[at + 1] & 0xff;
            if (file[at] == (byte) 0xff && marker > TEM && marker != 0xff && (marker < RST0 || marker > SOI)) {
                return at;
            }
        }
        return file.length;
    }

    /// Index of what follows the segment of a marker.
    private static int end(byte[] file, int marker) { return marker + 2 + Math.max(word(file, marker + 2), 2); }

    /// Whether the segment of a marker lies inside the file and its content starts like this.
    private static boolean has(byte[] file, int marker, byte[] start) {
        int content = marker + 4;
        return end(file, marker) <= file.length && end(file, marker) - content >= start.length
                && Arrays.equals(file, content, content + start.length, start, 0, start.length);
    }

    /// Two bytes; after the end of the file 0.
    private static int word(byte[] file, int at) {
        return at + 1 < file.length ? (file[at] & 0xff) << 8 | file[at + 1] & 0xff : 0;
    }
}
