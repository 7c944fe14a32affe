package dev.ghostlane.images;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/// Decodes image files to RGB as Pillow's `open(file).convert("RGB")` does.
///
/// - Formats: JPEG (baseline, progressive, gray, CMYK, YCCK), PNG, GIF, BMP and TIFF, in any of which the
///   first image counts, of a GIF on its whole screen. Pixels are Pillow's, or the file is refused with what it is.
/// - Other formats if the application brings an ImageIO plug-in and the module `java.desktop` is there. Its pixels are
///   not promised to be Pillow's, and what it allocates is its own; the size in the header is checked before.
/// - Alpha is dropped, not composited. Palettes are looked up. Colour profiles are ignored. CMYK becomes
///   `(255 − C)(255 − K) / 255`, rounded.
/// - Samples of up to 16 bits give their upper eight. For gray of 12 and 16 bits this is the one deliberate difference:
///   Pillow clips the values to 255, which makes nearly every such image white.
/// - EXIF orientation is ignored or applied, as [DecodeOptions] say, and always applied to TIFF; they also limit the
///   memory, which has giant images decoded with subsampling, where Pillow decodes them whole or refuses them.
/// - At most [#MAX_PIXELS] pixels, [#MAX_SIDE] on a side, and a file of at most 1 GiB.
///
/// A file that cannot be decoded is an [ImageException], whatever it contains. One that may be good, but for which the
/// heap has no room now, is an [ImageMemoryException]. Nothing is written to disk.
public final class ImageDecoder {
    /// Most pixels of a file's image: a few bytes must not keep a decoder busy for minutes.
    public static final int MAX_PIXELS = 1 << 30;

    /// Most pixels of a line and most lines, since decoders hold at least a line.
    public static final int MAX_SIDE = 1 << 20;

    private static final int MAX_FILE = 1 << 30;

    /// Whether there is a module for plug-ins. The formats that are decoded here do not need it.
    private static final boolean HAS_IMAGE_IO = Objects
            .requireNonNullElse(ImageDecoder.class.getModule().getLayer(), ModuleLayer.boot())
            .findModule("java.desktop").isPresent();

    private ImageDecoder() {}

    /// Decodes a file by the [DecodeOptions#DEFAULT].
    ///
    /// @param path the file; its name does not matter, its content tells the format
    /// @return the pixels
    /// @throws ImageException if the file is missing, not readable, not an image, damaged or too large
    /// @throws ImageMemoryException if the heap has no room for it now
    public static RgbImage decode(Path path) { return decode(path, DecodeOptions.DEFAULT); }

    /// Decodes a file.
    ///
    /// @param path the file; its name does not matter, its content tells the format
    /// @param options by what rules to decode, and the most memory that it may take
    /// @return the pixels
    /// @throws ImageException if the file is missing, not readable, not an image, damaged or too large
    /// @throws ImageMemoryException if the heap has no room for it now
    public static RgbImage decode(Path path, DecodeOptions options) {
        Objects.requireNonNull(options, "options");
        return decode(read(path), path.toString(), options);
    }

    /// Decodes a file that is in memory already, by the [DecodeOptions#DEFAULT].
    ///
    /// @param file the bytes of the file; not changed
    /// @param source names the file in messages
    /// @return the pixels
    /// @throws ImageException if the bytes are not an image, damaged or too large
    /// @throws ImageMemoryException if the heap has no room for it now
    public static RgbImage decode(byte[] file, String source) { return decode(file, source, DecodeOptions.DEFAULT); }

    /// Decodes a file that is in memory already.
    ///
    /// @param file the bytes of the file; not changed
    /// @param source names the file in messages
    /// @param options by what rules to decode, and the most memory that it may take
    /// @return the pixels
    /// @throws ImageException if the bytes are not an image, damaged or too large
    /// @throws ImageMemoryException if the heap has no room for it now
    public static RgbImage decode(byte[] file, String source, DecodeOptions options) {
        return explain(file, source, options).image();
    }

    /// Decodes a file that is in memory already, and tells how that was done.
    ///
    /// @param file the bytes of the file; not changed
    /// @param source names the file in messages
    /// @param options by what rules to decode, and the most memory that it may take
    /// @return the pixels, and the format, kind of pixels and decoder they come from
    /// @throws ImageException if the bytes are not an image, damaged or too large
    /// @throws ImageMemoryException if the heap has no room for it now
    public static DecodedImage explain(byte[] file, String source, DecodeOptions options) {
        return of(file, source, options, image -> {
            int period = MemoryNeeds.of(image, source, options.memoryLimit()).period();
            RgbImage screen = GifFile.onScreen(file, image.decode(period), mostOnScreen(options));
            Orientation orientation = options.upright() || TiffTags.isTiff(file)
                    ? Orientation.of(file)
                    : Orientation.UPRIGHT;
            return new DecodedImage(orientation.upright(screen), image.format(), image.reader(), image.colours(),
                    orientation.ordinal() + 1, period);
        });
    }

    /// How much memory decoding a file takes at most, beside the file, by what its header announces. Nothing is
    /// decoded. This is what a [DecodingBudget] wants to know.
    ///
    /// @param file the bytes of the file; not changed
    /// @param source names the file in messages
    /// @param options by what rules to decode, and the most memory that it may take
    /// @return bytes; if the image is decoded with subsampling, with that
    /// @throws ImageException if the bytes are not an image, their header is damaged, or the image is too large
    /// @throws ImageMemoryException if the heap has no room even for that now
    public static long memory(byte[] file, String source, DecodeOptions options) {
        return of(file, source, options, image -> {
            long screen = GifFile.screenPixels(file);
            return MemoryNeeds.of(image, source, options.memoryLimit()).bytes()
                    + (screen > mostOnScreen(options) ? 0 : 3 * screen);
        });
    }

    private static long mostOnScreen(DecodeOptions options) {
        return Math.min(options.memoryLimit() / 6, RgbImage.MAX_PIXELS);
    }

    /// Something that is found out from a file.
    @FunctionalInterface
    private interface Finding<T> {
        T from(FirstImage image) throws IOException;
    }

    private static <T> T of(byte[] file, String source, DecodeOptions options, Finding<T> finding) {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(options, "options");
        if (file.length == 0) {
            throw new ImageException(source + ": expected an image, found an empty file");
        }
        try (FirstImage image = open(file, source)) {
            return finding.from(image);
        } catch (ImageException | ImageMemoryException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            if (ImageMemoryException.isShortage(e)) {
                throw new ImageMemoryException(source, e);
            }
            // The decoders report damage by all kinds of runtime exceptions, too.
            String message = source + ": the image is truncated or damaged: ";
            // Web frameworks take an EOFException, however deep, for a client that has gone, and answer nothing.
            throw deepest(e) instanceof EOFException
                    ? new ImageException(message + "it ends too early")
                    : new ImageException(message + reason(deepest(e)), e);
        } catch (OutOfMemoryError e) {
            throw new ImageMemoryException(source, e);
        }
    }

    /// Reads the header of an image. JPEG, PNG, GIF, BMP and TIFF are never left to a plug-in.
    private static FirstImage open(byte[] file, String source) throws IOException {
        if (JpegFile.isJpeg(file)) {
            return new JpegFile(file, source);
        }
        if (TiffTags.isTiff(file)) {
            return new TiffFile(file, source);
        }
        if (PngFile.isPng(file)) {
            return new PngFile(file, source);
        }
        if (GifFile.isGif(file)) {
            return new GifFile(file).withImage();
        }
        if (file.length >= 2 && file[0] == 'B' && file[1] == 'M') {
            return new BmpFile(file, source);
        }
        FirstImage plugin = HAS_IMAGE_IO ? ImageIoFile.ofPlugin(file, source) : null;
        if (plugin == null) {
            throw new ImageException(source + ": expected an image in one of the formats JPEG, PNG, GIF, BMP and TIFF,"
                    + " found " + OtherFormats.name(file)
                    + (HAS_IMAGE_IO ? "" : " (plug-ins need the module java.desktop, which is not there)"));
        }
        return plugin;
    }

    /// Reads a whole file, of at most 1 GiB, for [#decode(byte[], String, DecodeOptions)].
    ///
    /// @param path the file; its name does not matter, its content tells the format
    /// @return all of its bytes
    /// @throws ImageException if the file is missing, not readable, no file or too large
    /// @throws ImageMemoryException if the heap has no room for it now
    public static byte[] read(Path path) {
        String source = Objects.requireNonNull(path, "path").toString();
        try {
            if (Files.isDirectory(path)) {
                throw new ImageException(source + ": expected an image, found a directory");
            }
            try (InputStream in = Files.newInputStream(path)) {
                return read(in, source, MAX_FILE);
            }
        } catch (NoSuchFileException e) {
            throw new ImageException(source + ": file not found", e);
        } catch (AccessDeniedException e) {
            throw new ImageException(source + ": no permission to read the file", e);
        } catch (IOException e) {
            throw new ImageException(source + ": cannot read the file: " + e.getMessage(), e);
        }
    }

    /// Reads a stream to its end, which it does not close, for [#decode(byte[], String, DecodeOptions)].
    ///
    /// @param in the stream, from where it stands
    /// @param source names the stream in messages
    /// @param limit most bytes; more than 1 GiB are never read
    /// @return all of its bytes
    /// @throws ImageException if the stream has more bytes
    /// @throws ImageMemoryException if the heap has no room for them now
    /// @throws IOException if the stream cannot be read
    public static byte[] read(InputStream in, String source, long limit) throws IOException {
        Objects.requireNonNull(in, "in");
        Objects.requireNonNull(source, "source");
        int most = Math.clamp(limit, 0, MAX_FILE);
        byte[] file;
        try {
            file = in.readNBytes(most + 1);
        } catch (OutOfMemoryError e) {
            throw new ImageMemoryException(source, e);
        }
        if (file.length > most) {
            throw new ImageException(source + ": expected an image of at most " + most + " bytes, found a larger file");
        }
        return file;
    }

    private static Throwable deepest(Throwable e) { return e.getCause() == null ? e : deepest(e.getCause()); }

    private static String reason(Throwable e) {
        if (e.getMessage() != null) {
            return e.getMessage();
        }
        return e instanceof IndexOutOfBoundsException
                ? "its header points to what is not in the file"
                : e.getClass().getSimpleName();
    }
}
