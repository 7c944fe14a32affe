package dev.ghostlane.images;

import java.awt.image.BufferedImage;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// Decodes image files to RGB as Pillow's `open(file).convert("RGB")` does, with the JDK's own decoders.
///
/// - Formats: JPEG (baseline, progressive, gray, CMYK, YCCK), PNG, GIF, BMP and TIFF, in any of which the
///   first image counts, of a GIF on its whole screen; others if the application brings an ImageIO plug-in.
/// - Alpha is dropped, not composited. Palettes are looked up. Colour profiles are ignored. CMYK becomes
///   `(255 − C)(255 − K) / 255`, rounded.
/// - 16-bit samples give their high byte. For 16-bit gray this is the one deliberate difference: Pillow clips
///   the values to 255, which makes nearly every such image white.
/// - EXIF orientation is ignored or applied, as [DecodeOptions] say, and always applied to TIFF; they also limit the
///   memory, which has giant images decoded with subsampling, where Pillow decodes them whole or refuses them.
/// - At most [#MAX_PIXELS] pixels, [#MAX_SIDE] on a side, and a file of at most 1 GiB.
///
/// A file that cannot be decoded is an [ImageException], whatever it contains. Nothing is written to disk.
public final class ImageDecoder {
    /// Most pixels of a file's image: a few bytes must not keep a decoder busy for minutes.
    public static final int MAX_PIXELS = 1 << 30;

    /// Most pixels of a line and most lines, since decoders hold at least a line.
    public static final int MAX_SIDE = 1 << 20;

    private static final int MAX_FILE = 1 << 30;

    private ImageDecoder() {}

    /// Decodes a file by the [DecodeOptions#DEFAULT].
    ///
    /// @throws ImageException if the file is missing, not readable, not an image, damaged or too large
    public static RgbImage decode(Path path) { return decode(path, DecodeOptions.DEFAULT); }

    /// Decodes a file.
    ///
    /// @throws ImageException if the file is missing, not readable, not an image, damaged or too large
    public static RgbImage decode(Path path, DecodeOptions options) {
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
        return decode(file, source, options);
    }

    /// Decodes a file that is in memory already, by the [DecodeOptions#DEFAULT].
    ///
    /// @param file the bytes of the file; not changed
    /// @param source names the file in messages
    /// @throws ImageException if the bytes are not an image, damaged or too large
    public static RgbImage decode(byte[] file, String source) { return decode(file, source, DecodeOptions.DEFAULT); }

    /// Decodes a file that is in memory already.
    ///
    /// @param file the bytes of the file; not changed
    /// @param source names the file in messages
    /// @throws ImageException if the bytes are not an image, damaged or too large
    public static RgbImage decode(byte[] file, String source, DecodeOptions options) {
        if (file.length == 0) {
            throw new ImageException(source + ": expected an image, found an empty file");
        }
        try {
            byte[] prepared = JpegFile.isJpeg(file) ? JpegFile.withoutProfiles(file, source) : file;
            RgbImage image = convert(new FirstImage(prepared, source, options.memoryLimit()).read());
            RgbImage screen = GifFile.onScreen(file, image, Math.min(options.memoryLimit() / 6, RgbImage.MAX_PIXELS));
            return options.upright() || TiffTags.isTiff(file) ? Orientation.of(file).upright(screen) : screen;
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
        if (deepest instanceof EOFException) {
            return "it ends too early";
        }
        return deepest.getMessage() == null ? deepest.getClass().getSimpleName() : deepest.getMessage();
    }

    private static ImageException tooMuchMemory(String source, OutOfMemoryError e) {
        return new ImageException(source + ": the image needs more memory than the JVM may use, which is "
                + (Runtime.getRuntime().maxMemory() >> 20)
                + " MiB (raise it by -Xmx, or lower the memory limit of decoding)", e);
    }

    /// Converts an image of Java's to RGB by the rules above, without colour management.
    ///
    /// @throws ImageException if it has more pixels than an [RgbImage] can hold
    public static RgbImage convert(BufferedImage image) {
        if ((long) image.getWidth() * image.getHeight() > RgbImage.MAX_PIXELS) {
            throw new ImageException("expected at most " + RgbImage.MAX_PIXELS + " pixels, found " + image.getWidth()
                    + "×" + image.getHeight());
        }
        return new RgbConverter(image).convert();
    }
}
