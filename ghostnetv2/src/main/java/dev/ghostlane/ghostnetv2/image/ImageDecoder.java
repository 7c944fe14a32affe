package dev.ghostlane.ghostnetv2.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// Decodes image files to RGB as Pillow's `open(file).convert("RGB")` does, with the JDK's own decoders.
///
/// - Formats: JPEG (baseline, progressive, gray, CMYK, YCCK), PNG, GIF, BMP and TIFF, in any of which the
///   first image counts (of a GIF its rectangle, where Pillow gives the whole screen); others if the application brings an ImageIO plug-in.
/// - Alpha is dropped, not composited. Palettes are looked up. Colour profiles and EXIF orientation are
///   ignored. CMYK becomes `(255 − C)(255 − K) / 255`, rounded.
/// - 16-bit samples give their high byte. For 16-bit gray this is the one deliberate difference: Pillow clips
///   the values to 255, which makes nearly every such image white.
/// - At most [#MAX_PIXELS] pixels.
///
/// A file that cannot be decoded is an [ImageException], whatever it contains. Nothing is written to disk.
public final class ImageDecoder {
    /// Most pixels of an image; Pillow refuses larger ones, too, as decompression bombs.
    public static final int MAX_PIXELS = 178_956_970;

    private static final int MAX_FILE = 1 << 30;

    private static final String FORMATS = "JPEG, PNG, GIF, BMP and TIFF";

    private ImageDecoder() {}

    /// Decodes a file.
    ///
    /// @throws ImageException if the file is missing, not readable, not an image, damaged or too large
    public static RgbImage decode(Path path) {
        String source = path.toString();
        byte[] file;
        try {
            if (Files.isDirectory(path)) {
                throw new ImageException(source + ": expected an image, found a directory");
            }
            try (InputStream in = Files.newInputStream(path)) {
                file = in.readNBytes(MAX_FILE + 1);
            }
        } catch (NoSuchFileException e) {
            throw new ImageException(source + ": file not found", e);
        } catch (AccessDeniedException e) {
            throw new ImageException(source + ": no permission to read the file", e);
        } catch (IOException e) {
            throw new ImageException(source + ": cannot read the file: " + e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            throw tooMuchMemory(source, e);
        }
        if (file.length > MAX_FILE) {
            throw new ImageException(
                    source + ": expected an image of at most " + MAX_FILE + " bytes, found a larger file");
        }
        return decode(file, source);
    }

    /// Decodes a file that is in memory already.
    ///
    /// @param file the bytes of the file; not changed
    /// @param source names the file in messages
    /// @throws ImageException if the bytes are not an image, damaged or too large
    public static RgbImage decode(byte[] file, String source) {
        if (file.length == 0) {
            throw new ImageException(source + ": expected an image, found an empty file");
        }
        byte[] prepared = JpegFile.isJpeg(file) ? JpegFile.withoutProfiles(file, source) : file;
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(prepared))) {
            return convert(read(stream, source));
        } catch (ImageException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The decoders report damage by all kinds of runtime exceptions, too.
            throw new ImageException(source + ": the image is truncated or damaged: " + reason(e), e);
        } catch (OutOfMemoryError e) {
            throw tooMuchMemory(source, e);
        }
    }

    private static String reason(Exception e) {
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest.getMessage() == null ? deepest.getClass().getSimpleName() : deepest.getMessage();
    }

    private static ImageException tooMuchMemory(String source, OutOfMemoryError e) {
        return new ImageException(source + ": the image needs more memory than the JVM may use, which is "
                + (Runtime.getRuntime().maxMemory() >> 20) + " MiB (raise it by -Xmx)", e);
    }

    private static BufferedImage read(ImageInputStream stream, String source) throws IOException {
        ImageReader reader = reader(stream);
        if (reader == null) {
            throw new ImageException(source + ": expected an image in one of the formats " + FORMATS
                    + ", found something else");
        }
        try {
            reader.setInput(stream, true, true);
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (pixels > MAX_PIXELS) {
                throw new ImageException(source + ": expected at most " + MAX_PIXELS + " pixels, found "
                        + reader.getWidth(0) + "×" + reader.getHeight(0));
            }
            return reader.read(0);
        } finally {
            reader.dispose();
        }
    }

    /// The JDK's reader, else that of a plug-in, else `null`.
    private static ImageReader reader(ImageInputStream stream) {
        ImageReader plugin = null;
        for (Iterator<ImageReader> readers = ImageIO.getImageReaders(stream); readers.hasNext();) {
            ImageReader reader = readers.next();
            if (isWbmp(reader.getOriginatingProvider())) {
                continue;
            }
            if (reader.getClass().getModule() == ImageIO.class.getModule()) {
                return reader;
            }
            plugin = plugin == null ? reader : plugin;
        }
        return plugin;
    }

    /// WBMP has no signature: nearly anything that starts with two zero bytes would pass as one.
    private static boolean isWbmp(ImageReaderSpi provider) {
        return provider != null && Arrays.asList(provider.getFormatNames()).contains("wbmp");
    }

    /// Converts an image of Java's to RGB by the rules above, without colour management.
    ///
    /// @throws ImageException if it has more than [#MAX_PIXELS] pixels
    public static RgbImage convert(BufferedImage image) {
        if ((long) image.getWidth() * image.getHeight() > MAX_PIXELS) {
            throw new ImageException("expected at most " + MAX_PIXELS + " pixels, found " + image.getWidth()
                    + "×" + image.getHeight());
        }
        return new RgbConverter(image).convert();
    }
}
