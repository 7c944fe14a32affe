package dev.ghostlane.images;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/// Where an image comes from: a file, bytes, a stream, or pixels that are decoded already. Nothing is read before the
/// image is used.
public final class ImageSource {
    private final String name;
    private final Bytes file;
    private final RgbImage pixels;
    private final boolean stream;
    /// How the image is decoded, and where its memory comes from; null if that is left to whoever uses it.
    private final Terms terms;

    /// @param reserve takes memory, so many bytes, until what it returns is closed
    private record Terms(DecodeOptions options, LongFunction<DecodingBudget.Share> reserve) {}

    /// Gives the bytes of a file.
    @FunctionalInterface
    private interface Bytes {
        /// @param limit most bytes where it is not known how many will come
        byte[] read(long limit);
    }

    private ImageSource(String name, Bytes file, RgbImage pixels, boolean stream) {
        this(name, file, pixels, stream, null);
    }

    private ImageSource(String name, Bytes file, RgbImage pixels, boolean stream, Terms terms) {
        this.name = name;
        this.file = file;
        this.pixels = pixels;
        this.stream = stream;
        this.terms = terms;
    }

    /// {@return a source that reads a file, of at most 1 GiB}
    ///
    /// @param path the file, which is read each time the image is used
    public static ImageSource of(Path path) {
        return new ImageSource(Objects.requireNonNull(path, "path").toString(), _ -> ImageDecoder.read(path), null,
                false);
    }

    /// {@return a source of the bytes of a file, which are neither copied nor changed}
    ///
    /// @param file a whole file of any format
    /// @param name names the image in messages
    public static ImageSource of(byte[] file, String name) {
        Objects.requireNonNull(file, "file");
        return new ImageSource(Objects.requireNonNull(name, "name"), _ -> file, null, false);
    }

    /// {@return a source that reads a stream to its end when the image is used, and does not close it} It can be used
    /// once. It may have as many bytes as the [DecodeOptions#memoryLimit()]; a stream that has more, or that breaks,
    /// is an [ImageException].
    ///
    /// @param in the stream, from where it stands
    /// @param name names the image in messages
    public static ImageSource of(InputStream in, String name) {
        Objects.requireNonNull(in, "in");
        Objects.requireNonNull(name, "name");
        return new ImageSource(name, limit -> {
            try {
                return ImageDecoder.read(in, name, limit);
            } catch (IOException e) {
                throw new ImageException(name + ": cannot be read: " + e.getMessage(), e);
            }
        }, null, true);
    }

    /// {@return a source of pixels that are decoded already}
    ///
    /// @param pixels the image
    /// @param name names the image in messages
    public static ImageSource of(RgbImage pixels, String name) {
        return new ImageSource(Objects.requireNonNull(name, "name"), null, Objects.requireNonNull(pixels, "pixels"),
                false);
    }

    /// {@return what messages call the image: the path of a file, else what it was given}
    public String name() { return name; }

    /// Reads a stream now, at most so many bytes as the memory limit, and gives a source that has them in memory; any
    /// other source is given back as it is.
    ///
    /// @param options of which the memory limit counts
    /// @return a source that reads no stream any more
    /// @throws ImageException if they cannot be read or are too many
    /// @throws ImageMemoryException if the heap has no room for them now
    public ImageSource loaded(DecodeOptions options) {
        Objects.requireNonNull(options, "options");
        return stream ? of(file.read(options.memoryLimit()), name) : this;
    }

    /// {@return the same image with terms for an [InputReader], and for all that have one: a classifier, a feature
    /// extractor}
    ///
    /// @param options by what rules to decode, and the most memory that it may take
    public ImageSource decodedBy(DecodeOptions options) {
        return new ImageSource(name, file, pixels, stream,
                new Terms(Objects.requireNonNull(options, "options"), _ -> null));
    }

    /// {@return the same, decoded when there is memory for it} For those who want to refuse what needs too much;
    /// [DecodingBudget#share] is for all others.
    ///
    /// @param options by what rules to decode, and the most memory that it may take
    /// @param reserve takes memory, so many bytes as decoding needs at most by what the header announces, until what it
    ///        returns is closed; null is nothing to close. What it throws, the use of the image throws
    public ImageSource decodedBy(DecodeOptions options, LongFunction<DecodingBudget.Share> reserve) {
        return new ImageSource(name, file, pixels, stream, new Terms(Objects.requireNonNull(options, "options"),
                Objects.requireNonNull(reserve, "reserve")));
    }

    /// Makes a network's input of the image.
    void prepare(InputReader reader, float[] nhwc, int offset) {
        try {
            if (pixels != null) {
                reader.read(pixels, nhwc, offset);
                return;
            }
            DecodeOptions options = terms == null ? DecodeOptions.DEFAULT : terms.options;
            byte[] bytes = file.read(options.memoryLimit());
            try (DecodingBudget.Share _ = terms == null
                    ? null
                    : terms.reserve.apply(reader.memory(bytes, name, options))) {
                reader.read(bytes, name, options, nhwc, offset);
            }
        } catch (ImageException e) {
            throw e.getMessage().startsWith(name) ? e : new ImageException(name + ": " + e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            throw new ImageMemoryException(name, e);
        }
    }

    /// Decodes the image.
    ///
    /// @param options by what rules to decode, and the most memory that it may take
    /// @return the pixels
    /// @throws ImageException if it cannot be used
    /// @throws ImageMemoryException if the heap has no room for it now
    public RgbImage decode(DecodeOptions options) {
        Objects.requireNonNull(options, "options");
        return pixels == null ? ImageDecoder.decode(file.read(options.memoryLimit()), name, options) : pixels;
    }

    /// Decodes the image and uses it.
    ///
    /// @param <R> what the use returns
    /// @param options by what rules to decode, and the most memory that this image alone may take
    /// @param use what is done with the pixels
    /// @return what the use returned
    /// @throws ImageException if the image cannot be used, or if the use says so, with the image's name
    /// @throws ImageMemoryException if the heap has no room for it now
    public <R> R use(DecodeOptions options, Function<RgbImage, R> use) {
        Objects.requireNonNull(options, "options");
        return used(() -> decode(options), Objects.requireNonNull(use, "use"));
    }

    /// Decodes the image when there is memory for it.
    ///
    /// @param reserve takes memory, so many bytes, until what it returns is closed
    <R> R use(DecodeOptions options, LongFunction<DecodingBudget.Share> reserve, Function<RgbImage, R> use) {
        if (pixels != null) {
            return use(options, use);
        }
        byte[] bytes = file.read(options.memoryLimit());
        try (DecodingBudget.Share _ = reserve.apply(ImageDecoder.memory(bytes, name, options))) {
            return used(() -> ImageDecoder.decode(bytes, name, options), use);
        }
    }

    private <R> R used(Supplier<RgbImage> decode, Function<RgbImage, R> use) {
        RgbImage image = decode.get();
        try {
            return use.apply(image);
        } catch (ImageException e) {
            throw new ImageException(name + ": " + e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            throw new ImageMemoryException(name, e);
        }
    }
}
