package dev.ghostlane.images;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.SampleModel;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;

/// Decodes the first image of a file by ImageIO, within a memory limit.
final class FirstImage {
    private static final int BITS_PER_SAMPLE = 258;
    private static final String FORMATS = "JPEG, PNG, GIF, BMP and TIFF";

    private final byte[] file;
    private final String source;
    private final long memoryLimit;

    /// @param file a whole file
    /// @param source names the file in messages
    FirstImage(byte[] file, String source, long memoryLimit) {
        this.file = file;
        this.source = source;
        this.memoryLimit = memoryLimit;
    }

    /// Something that is asked of a reader.
    @FunctionalInterface
    private interface Question<T> {
        T ask(ImageReader reader) throws IOException;
    }

    /// How the image is decoded within the limit.
    ///
    /// @param period every so many pixels of every so many lines one is kept
    /// @param bytes what pixels and decoder take then, at most
    private record Needs(int period, long bytes) {}

    /// Decodes it, with subsampling if that is needed.
    ///
    /// @throws ImageException if the file is of another kind, too large, or cannot be decoded within the limit
    /// @throws IOException if it is damaged, as by runtime exceptions of all kinds
    BufferedImage read() throws IOException {
        return open(reader -> reader.read(0, subsampling(reader, needs(reader).period)));
    }

    /// Bytes that [#read()] and the conversion to RGB take at most, by the header.
    ///
    /// @throws ImageException as [#read()]
    /// @throws IOException if the header is damaged, as by runtime exceptions of all kinds
    long bytes() throws IOException { return open(reader -> needs(reader).bytes); }

    private <T> T open(Question<T> question) throws IOException {
        try (ImageInputStream stream = new ByteArrayImageStream(file)) {
            ImageReader reader = reader(stream);
            if (reader == null) {
                throw new ImageException(source + ": expected an image in one of the formats " + FORMATS + ", found "
                        + OtherFormats.name(file));
            }
            requireTagsThatFit();
            try {
                reader.setInput(stream, true, true);
                return question.ask(reader);
            } finally {
                reader.dispose();
            }
        }
    }

    private Needs needs(ImageReader reader) throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if ((long) width * height > ImageDecoder.MAX_PIXELS || Math.max(width, height) > ImageDecoder.MAX_SIDE) {
            throw new ImageException(source + ": expected at most " + ImageDecoder.MAX_PIXELS + " pixels and "
                    + ImageDecoder.MAX_SIDE + " on a side, found " + width + "×" + height);
        }
        int elements = 4;
        int bytes = 4;
        Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
        if (types.hasNext()) {
            SampleModel samples = types.next().getSampleModel();
            elements = samples.getNumDataElements();
            bytes = elements * DataBuffer.getDataTypeSize(samples.getDataType()) / Byte.SIZE;
        }
        long working = workingMemory(reader, bytes);
        // An RgbImage has three bytes a pixel, and another three while it is turned upright.
        int each = Math.max(bytes, 3) + 3;
        long most = Math.min(memoryLimit / each, RgbImage.MAX_PIXELS * 3L / Math.max(elements, 3));
        if (most < 1) {
            throw new ImageException(source + ": expected pixels of at most " + memoryLimit + " bytes, found " + bytes);
        }
        int period = period(width, height, most);
        return new Needs(period, working + (long) samples(width, period) * samples(height, period) * each);
    }

    /// Bytes that the decoder holds beside the result; they do not shrink with the result.
    private long workingMemory(ImageReader reader, int bytesPerPixel) throws IOException {
        long needed = 0;
        String what = "";
        if (JpegFile.isJpeg(file)) {
            needed = JpegFile.coefficientBytes(file);
            what = "the coefficients of this JPEG, which has several scans,";
        } else if (isNamed(reader, "tiff")) {
            requireUsualSamples();
            needed = (long) reader.getTileWidth(0) * Math.min(reader.getTileHeight(0), reader.getHeight(0))
                    * bytesPerPixel;
            what = "each strip or tile of this TIFF";
        }
        if (needed > memoryLimit) {
            throw new ImageException(source + ": " + what + " of " + reader.getWidth(0) + "×" + reader.getHeight(0)
                    + " pixels must be held whole and need " + needed + " bytes; the memory limit is " + memoryLimit);
        }
        return needed;
    }

    /// The JDK makes arrays for a TIFF's tags before it reads their values: a few bytes could ask for gigabytes.
    private void requireTagsThatFit() {
        if (TiffTags.isTiff(file) && !new TiffTags(file, 0).fit()) {
            throw new ImageException(
                    source + ": the image is truncated or damaged: a tag has more values than the file has bytes");
        }
    }

    /// Samples of other sizes are spread over 8 or 16 bits by a table with an entry for each value there could be: a
    /// few bytes of a file could ask for gigabytes.
    private void requireUsualSamples() {
        if (TiffTags.isTiff(file)
                && !new TiffTags(file, 0).all(BITS_PER_SAMPLE, bits -> bits <= 16 || bits == 32 || bits == 64)) {
            throw new ImageException(source + ": expected a TIFF with samples of up to 16, of 32 or of 64 bits");
        }
    }

    /// The smallest period that leaves no more than `most` pixels.
    private static int period(int width, int height, long most) {
        int period = Math.max(1, (int) Math.sqrt((double) width * height / most));
        while ((long) samples(width, period) * samples(height, period) > most) {
            period++;
        }
        return period;
    }

    /// Asks for the centre of each square of so many pixels.
    private static ImageReadParam subsampling(ImageReader reader, int period) throws IOException {
        ImageReadParam param = reader.getDefaultReadParam();
        int columns = Math.min(period, reader.getWidth(0));
        int lines = Math.min(period, reader.getHeight(0));
        param.setSourceSubsampling(columns, lines, (columns - 1) / 2, (lines - 1) / 2);
        return param;
    }

    /// Pixels of a side that remain, at most.
    private static int samples(int side, int period) { return Math.ceilDiv(side, Math.min(period, side)); }

    /// The JDK's reader, else that of a plug-in, else `null`.
    private static ImageReader reader(ImageInputStream stream) {
        ImageReader plugin = null;
        for (Iterator<ImageReader> readers = ImageIO.getImageReaders(stream); readers.hasNext();) {
            ImageReader reader = readers.next();
            // WBMP has no signature: nearly anything that starts with two zero bytes would pass as one.
            if (isNamed(reader, "wbmp")) {
                continue;
            }
            if (reader.getClass().getModule() == ImageIO.class.getModule()) {
                return reader;
            }
            plugin = plugin == null ? reader : plugin;
        }
        return plugin;
    }

    private static boolean isNamed(ImageReader reader, String format) {
        ImageReaderSpi provider = reader.getOriginatingProvider();
        return provider != null && Arrays.asList(provider.getFormatNames()).contains(format);
    }
}
