package dev.ghostlane.images;

import dev.ghostlane.images.jpeg.JpegTarget;
import dev.ghostlane.images.png.PngTarget;
import dev.ghostlane.testdata.fuzz.FuzzTarget;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// What is fuzzed of images: whole files, and, many times as fast, what is read of them before they are decoded.
public final class ImageTargets {

    private ImageTargets() {}

    /// All of them.
    public static List<FuzzTarget> all() {
        return List.of(new JpegTarget(), new PngTarget(), new Decoding(), new Reading());
    }

    private static List<byte[]> files() {
        BufferedImage picture = TestImages.picture(9, 5);
        byte[] rgb = new byte[18];
        byte[] jpeg = TestImages.encode(TestImages.picture(8, 8), "jpg");
        byte[] exif = exif();
        return List.of(TestImages.encode(picture, "png"), TestImages.encode(picture, "bmp"),
                TestImages.encode(picture, "gif"), jpeg, TestImages.withSegment(jpeg, 1, "Exif\0\0", exif),
                TestImages.withApp2(jpeg, "ICC_PROFILE\0", new byte[9]),
                TestImages.withChunk(TestImages.png(2, 1, 16, 2, new byte[12]), "eXIf", exif),
                TestImages.png(3, 2, 8, 0, new byte[3]), TestImages.tiff(ByteOrder.LITTLE_ENDIAN, 6, 2, 3, rgb),
                TestImages.tiff(ByteOrder.BIG_ENDIAN, 3, 2, 3, rgb),
                new TestTiff(4, 3, 16, 1, 1).tag(259, 5).tag(317, 2).piece(TestTiff.lzw(new byte[24])).file(),
                new TestTiff(4, 3, 8, 5, 4).tag(259, 8).piece(TestTiff.deflated(new byte[48])).file(),
                new TestTiff(4, 3, 4, 3, 1).tag(259, 32773).tags(320, new int[48]).piece(new byte[]{-5, 1}).file(),
                new TestTiff(8, 8, 8, 6, 3).tag(259, 7).piece(jpeg).file(),
                TestBmp.file(40, 3, 2, 8, 1, TestBmp.palette(256), new byte[]{3, 7, 0, 0, 0, 3, 1, 2, 3, 0, 0, 1}),
                TestBmp.file(40, 2, 1, 4, 2, TestBmp.palette(16), new byte[]{2, 0x12, 0, 1}),
                TestBmp.file(124, 2, -1, 32, 3, TestBmp.NO_PALETTE, new byte[8]));
    }

    private static byte[] exif() {
        return ByteBuffer.allocate(26).order(ByteOrder.LITTLE_ENDIAN).put((byte) 'I').put((byte) 'I')
                .putShort((short) 42).putInt(8).putShort((short) 1).putShort((short) 0x0112).putShort((short) 3)
                .putInt(1).putInt(6).array();
    }

    /// An image file: refused by an [ImageException] that names it, or decoded within the memory limit.
    public static final class Decoding implements FuzzTarget {
        private static final DecodeOptions OPTIONS = new DecodeOptions(true, DecodeOptions.SMALLEST_LIMIT);

        @Override
        public String name() { return "image"; }

        @Override
        public List<byte[]> seeds() { return files(); }

        @Override
        public List<String> words() { return List.of("IHDR", "IDAT", "PLTE", "tRNS", "IEND", "GIF89a", "eXIf"); }

        @Override
        public int longest() { return 2048; }

        /// Besides the limit, decoders hold lines, of up to 2²⁰ pixels, and tables.
        @Override
        public Bounds bounds() { return new Bounds(64, 64 << 20, 5_000_000_000L); }

        @Override
        public Check parse(byte[] input) {
            if (JpegFile.isJpeg(input) && isLarge(input)) {
                return Check.NONE;
            }
            try {
                RgbImage upright = ImageDecoder.decode(input, "input", OPTIONS);
                if (3L * upright.width() * upright.height() > OPTIONS.memoryLimit()) {
                    throw new AssertionError("expected an image within the limit, found " + upright);
                }
            } catch (ImageException e) {
                if (!e.getMessage().startsWith("input: ")) {
                    throw new AssertionError("expected a message that names the file", e);
                }
            }
            return Check.NONE;
        }
    }

    /// Whether there may be a JPEG's frame header of over 2¹⁶ pixels. The decoder fills what is missing of an image
    /// with gray, which took two thirds of all time; large ones are for `MemoryLimitTest`.
    private static boolean isLarge(byte[] file) {
        for (int i = 0; i < file.length - 8; i++) {
            boolean frame = file[i] == (byte) 0xff && (file[i + 1] & 0xfc) == 0xc0;
            if (frame && word(file, i + 5) * word(file, i + 7) > 1 << 16) {
                return true;
            }
        }
        return false;
    }

    private static long word(byte[] file, int at) { return (file[at] & 0xff) << 8 | file[at + 1] & 0xff; }

    /// What is read here of an image file, beside the decoders: orientation, JPEG's segments, the screen of a GIF.
    public static final class Reading implements FuzzTarget {
        private static final RgbImage PIXELS = new RgbImage(2, 1, new byte[6]);
        private static final long SCREEN = 1 << 12;

        @Override
        public String name() { return "image-tags"; }

        @Override
        public List<byte[]> seeds() { return files(); }

        @Override
        public List<String> words() { return List.of("eXIf", "Exif\0\0", "ICC_PROFILE\0", "GIF89a", "II*\0", "MM\0*"); }

        @Override
        public Check parse(byte[] input) {
            Orientation.of(input).upright(PIXELS);
            OtherFormats.name(input);
            RgbImage screen = GifFile.onScreen(input, PIXELS, SCREEN);
            if (screen != PIXELS && (long) screen.width() * screen.height() > SCREEN) {
                throw new AssertionError("expected at most " + SCREEN + " pixels, found " + screen);
            }
            try {
                if (JpegFile.isJpeg(input) && new JpegFile(input, "input").workingMemory() < 0) {
                    throw new AssertionError("expected bytes of coefficients");
                }
                if (PngFile.isPng(input)) {
                    try (PngFile png = new PngFile(input, "input")) {
                        png.colours();
                    }
                }
                if (TiffTags.isTiff(input)) {
                    new TiffFile(input, "input").colours();
                }
                if (input.length > 30) {
                    new BmpFile(input, "input").colours();
                }
            } catch (ImageException e) {
                if (!e.getMessage().startsWith("input: ")) {
                    throw new AssertionError("expected a message that names the file", e);
                }
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                // Named by ImageDecoder.
                return Check.NONE;
            }
            return Check.NONE;
        }
    }
}
