package dev.ghostlane.images;

import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.SampleModel;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;

/// A file of a format that is not decoded here, which a reader of ImageIO's decodes that the application has brought.
final class ImageIoFile implements FirstImage {
    private final String source;
    private final ImageReader reader;
    private final String format;
    private final int width;
    private final int height;
    private final String colours;
    private final int elements;
    private final int bytes;

    /// Something that is asked of a reader.
    @FunctionalInterface
    private interface Question<T> {
        T ask() throws IOException;
    }

    private ImageIoFile(byte[] file, String source, ImageReader reader) throws IOException {
        this.source = source;
        this.reader = reader;
        reader.setInput(new ByteArrayImageStream(file), true, true);
        format = asked(reader::getFormatName);
        width = asked(() -> reader.getWidth(0));
        height = asked(() -> reader.getHeight(0));
        ImageTypeSpecifier type = asked(() -> {
            Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
            return types.hasNext() ? types.next() : null;
        });
        SampleModel samples = type == null ? null : type.getSampleModel();
        elements = samples == null ? 4 : samples.getNumDataElements();
        bytes = samples == null ? 4 : elements * DataBuffer.getDataTypeSize(samples.getDataType()) / Byte.SIZE;
        colours = samples == null
                ? "unknown"
                : (type.getColorModel() instanceof IndexColorModel ? "palette, " : "") + samples.getNumBands() + " × "
                        + samples.getSampleSize(0) + " bits";
    }

    /// A file that a plug-in's reader says it can decode; `null` if there is none.
    ///
    /// @throws ImageException if the plug-in fails
    static ImageIoFile ofPlugin(byte[] file, String source) throws IOException {
        ImageInputStream stream = new ByteArrayImageStream(file);
        for (Iterator<ImageReader> readers = ImageIO.getImageReaders(stream); readers.hasNext();) {
            ImageReader reader = readers.next();
            // The JDK's WBMP reader, too, is left out: that format has no signature.
            if (!isJdks(reader)) {
                return new ImageIoFile(file, source, reader);
            }
        }
        return null;
    }

    private static boolean isJdks(ImageReader reader) {
        return reader.getClass().getModule() == ImageIO.class.getModule();
    }

    /// Asks for the centre of each square of so many pixels.
    static ImageReadParam subsampling(ImageReader reader, int period) throws IOException {
        ImageReadParam param = reader.getDefaultReadParam();
        int columns = Math.min(period, reader.getWidth(0));
        int lines = Math.min(period, reader.getHeight(0));
        param.setSourceSubsampling(columns, lines, (columns - 1) / 2, (lines - 1) / 2);
        return param;
    }

    /// Whatever a plug-in throws says that it cannot decode the file, unless there was no memory.
    private <T> T asked(Question<T> question) throws IOException {
        try {
            return question.ask();
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (Throwable e) {
            if (ImageMemoryException.isShortage(e)) {
                throw new ImageMemoryException(source, e);
            }
            throw new ImageException(source + ": the plug-in " + reader() + " cannot decode it: " + e, e);
        }
    }

    @Override
    public String format() { return format; }

    @Override
    public String reader() { return reader.getClass().getName(); }

    @Override
    public String colours() { return colours; }

    @Override
    public int width() { return width; }

    @Override
    public int height() { return height; }

    @Override
    public int bytesPerPixel() { return bytes; }

    @Override
    public int elementsPerPixel() { return Math.max(3, elements); }

    @Override
    public RgbImage decode(int period) throws IOException {
        return asked(() -> BufferedImages.rgb(reader.read(0, subsampling(reader, period))));
    }

    @Override
    public void close() { reader.dispose(); }
}
