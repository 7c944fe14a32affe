package dev.ghostlane.images;

import dev.ghostlane.images.png.PngDecoder;
import dev.ghostlane.images.png.PngException;
import dev.ghostlane.kernels.Kernels;
import java.util.concurrent.ArrayBlockingQueue;

/// A PNG file, with Pillow's pixels; of an animation the default image.
final class PngFile implements FirstImage {
    private static final int SIGNATURE = 0x89504e47;
    private static final int REST_OF_SIGNATURE = 0x0d0a1a0a;
    private static final int IEND = 0x49454e44;
    private static final int EXIF = 0x65584966;
    private static final int CGBI = 0x43674249;

    /// Bytes of a chunk beside its content: length, name and checksum.
    private static final int FRAME = 12;

    /// Decoders that are not in use: they have tables and buffers.
    private static final ArrayBlockingQueue<PngDecoder> DECODERS = new ArrayBlockingQueue<>(
            Runtime.getRuntime().availableProcessors());

    private final byte[] file;
    private final String source;
    private final PngDecoder decoder;

    /// @throws ImageException if its header is damaged
    PngFile(byte[] file, String source) {
        this.file = file;
        this.source = source;
        PngDecoder idle = DECODERS.poll();
        Kernels kernels = KernelWarmUp.PNGS.kernels();
        boolean isUsable = idle != null && idle.kernels() == kernels;
        if (idle != null && !isUsable) {
            idle.end();
        }
        decoder = isUsable ? idle : new PngDecoder(kernels);
        try {
            named(() -> decoder.open(file));
        } catch (ImageException e) {
            close();
            throw e;
        }
    }

    private void named(Runnable decoding) {
        try {
            decoding.run();
        } catch (PngException e) {
            throw new ImageException(source + ": " + e.getMessage(), e);
        }
    }

    /// Whether a file starts as a PNG does, and not as Apple's own kind, whose pixels other readers misread.
    static boolean isPng(byte[] file) {
        return file.length >= 16 && number(file, 0) == SIGNATURE && number(file, 4) == REST_OF_SIGNATURE
                && number(file, 12) != CGBI;
    }

    /// Four bytes as a number. No buffer around the file: C2 leaves it on the heap now and then.
    private static int number(byte[] file, int at) {
        return (file[at] & 0xff) << 24 | (file[at + 1] & 0xff) << 16 | (file[at + 2] & 0xff) << 8 | file[at + 3] & 0xff;
    }

    /// Where the EXIF tags begin, with their byte order; -1 if there are none.
    static int exif(byte[] file) {
        for (int at = 8; at >= 0; at = next(file, at)) {
            if (at + FRAME <= file.length && number(file, at + 4) == EXIF) {
                return at + 8;
            }
        }
        return -1;
    }

    /// Where the next chunk begins; -1 if there is none.
    private static int next(byte[] file, int at) {
        if (at + FRAME > file.length || number(file, at) < 0 || number(file, at + 4) == IEND) {
            return -1;
        }
        long next = (long) at + FRAME + number(file, at);
        return next < file.length ? (int) next : -1;
    }

    @Override
    public String format() { return "PNG"; }

    @Override
    public String colours() { return decoder.description(); }

    @Override
    public int width() { return decoder.width(); }

    @Override
    public int height() { return decoder.height(); }

    /// None, but a file that cannot hold its pixels is refused before anything is taken for them.
    @Override
    public long workingMemory() {
        named(decoder::requireData);
        return 0;
    }

    @Override
    public RgbImage decode(int period) {
        named(decoder::requireData);
        long start = System.nanoTime();
        Pixels target = new Pixels(width(), height(), period);
        named(() -> decoder.decode(target::put));
        RgbImage image = target.image();
        if (KernelWarmUp.isFor(image.rgb().length) && KernelWarmUp.PNGS.isDue(System.nanoTime() - start)) {
            KernelWarmUp.PNGS.start(new Again(new PngDecoder(Kernels.scalar()), new PngDecoder(Kernels.best()), file,
                    period));
        }
        return image;
    }

    /// The same file again and again, by decoders of its own.
    private record Again(PngDecoder scalar, PngDecoder simd, byte[] file, int period) implements KernelWarmUp.Photo {

        @Override
        public void decode(Kernels kernels) {
            try (PngDecoder mine = kernels.isSimd() ? simd : scalar) {
                mine.open(file);
                mine.decode(new Pixels(mine.width(), mine.height(), period)::put);
            }
        }
    }

    /// Gives the decoder back.
    @Override
    public void close() {
        decoder.close();
        if (!DECODERS.offer(decoder)) {
            decoder.end();
        }
    }
}
