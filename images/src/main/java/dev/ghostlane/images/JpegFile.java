package dev.ghostlane.images;

import dev.ghostlane.images.jpeg.JpegDecoder;
import dev.ghostlane.images.jpeg.JpegException;
import dev.ghostlane.kernels.Kernels;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Supplier;

/// A JPEG file, with Pillow's pixels.
final class JpegFile implements FirstImage {
    /// What messages call what is held of a JPEG in several scans.
    static final String COEFFICIENTS = "the coefficients of this JPEG, which has several scans,";

    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int APP1 = 0xe1;

    /// Decoders that are not in use: they have tables and buffers.
    private static final ArrayBlockingQueue<JpegDecoder> DECODERS = new ArrayBlockingQueue<>(
            Runtime.getRuntime().availableProcessors());

    private final byte[] file;
    private final String source;
    private final JpegDecoder decoder;

    /// @throws ImageException if its header is damaged, or it is of a kind that is not supported
    JpegFile(byte[] file, String source) {
        this.file = file;
        this.source = source;
        JpegDecoder idle = DECODERS.poll();
        Kernels kernels = KernelWarmUp.PIXELS.kernels();
        decoder = idle == null || idle.kernels() != kernels ? new JpegDecoder(kernels) : idle;
        try {
            named(() -> {
                decoder.open(file);
                return decoder;
            });
        } catch (ImageException e) {
            close();
            throw e;
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

    private <T> T named(Supplier<T> decoding) {
        try {
            return decoding.get();
        } catch (JpegException e) {
            throw new ImageException(source + ": " + e.getMessage(), e);
        }
    }

    /// Whether a file starts as a JPEG does.
    static boolean isJpeg(byte[] file) {
        return file.length >= 3 && word(file, 0) == (0xff00 | SOI) && (file[2] & 0xff) == 0xff;
    }

    /// Where in a file the EXIF tags begin, with their byte order; -1 if there are none.
    static int exif(byte[] file) {
        int at = 2;
        while (at + 3 < file.length) {
            int marker = file[at + 1] & 0xff;
            if (file[at] != (byte) 0xff || marker == 0xff) {
                at++;
                continue;
            }
            int end = at + 2 + Math.max(word(file, at + 2), 2);
            if (marker == SOS || marker == EOI) {
                break;
            }
            int content = at + 4;
            if (marker == APP1 && end <= file.length && end - content >= EXIF.length
                    && Arrays.equals(file, content, content + EXIF.length, EXIF, 0, EXIF.length)) {
                return content + EXIF.length;
            }
            at = end;
        }
        return -1;
    }

    private static int word(byte[] file, int at) { return (file[at] & 0xff) << 8 | file[at + 1] & 0xff; }

    @Override
    public String format() { return "JPEG"; }

    @Override
    public String colours() { return decoder.description(); }

    @Override
    public int width() { return decoder.width(); }

    @Override
    public int height() { return decoder.height(); }

    int components() { return decoder.components(); }

    @Override
    public long workingMemory() { return decoder.heldBytes(); }

    @Override
    public String worksOn() { return COEFFICIENTS; }

    @Override
    public RgbImage decode(int period) {
        long start = System.nanoTime();
        byte[] rgb = named(() -> decoder.rgb(period));
        if (KernelWarmUp.isFor(rgb.length + workingMemory())
                && KernelWarmUp.PIXELS.isDue(System.nanoTime() - start)) {
            warmUp(period);
        }
        return new RgbImage(JpegDecoder.kept(width(), period), JpegDecoder.kept(height(), period), rgb);
    }

    private void warmUp(int period) {
        KernelWarmUp.PIXELS.start(kernels -> {
            try (JpegDecoder mine = new JpegDecoder(kernels)) {
                mine.open(file);
                mine.rgb(period);
            }
        });
    }

    /// All samples, those of a pixel together.
    ///
    /// @param ycc whether three components are YCbCr, which becomes RGB
    byte[] samples(boolean ycc) { return named(() -> decoder.samples(ycc)); }

    /// Gives the decoder back.
    @Override
    public void close() {
        decoder.close();
        DECODERS.offer(decoder);
    }
}
