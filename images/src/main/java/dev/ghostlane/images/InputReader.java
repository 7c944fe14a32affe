package dev.ghostlane.images;

import dev.ghostlane.images.bands.BandDecoder;
import dev.ghostlane.images.jpeg.JpegDecoder;
import dev.ghostlane.images.jpeg.JpegException;
import dev.ghostlane.images.png.PngDecoder;
import dev.ghostlane.images.png.PngException;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.resample.Taps;
import java.util.Objects;

/// Makes a network's input of images, one after another, keeping its memory. Not for several threads at once.
///
/// The result has the bits of [ImageDecoder] and [Preprocessing] one after the other. A JPEG, or a
/// PNG that is not interlaced, is decoded, resized and cropped in bands of a few rows, so its pixels are never in
/// memory together, nor are giant ones left out by a memory limit.
public final class InputReader {
    private final Preprocessing preprocessing;
    /// The size to which all of an image is resized; 0 if the preprocessing says what becomes of it.
    private final int width;
    private final int height;
    private JpegDecoder jpeg;
    private PngDecoder png;
    /// The last photo's size and position, and what follows from them.
    private int photoWidth;
    private int photoHeight;
    private Orientation orientation;
    private Taps across;
    private Taps down;

    private InputReader(Preprocessing preprocessing, int width, int height) {
        this.preprocessing = Objects.requireNonNull(preprocessing, "preprocessing");
        this.width = width;
        this.height = height;
    }

    /// {@return the inputs as the preprocessing makes them: resized, cropped, normalised}
    ///
    /// @param preprocessing filter, crop, mean and deviation
    public static InputReader of(Preprocessing preprocessing) { return new InputReader(preprocessing, 0, 0); }

    /// {@return the inputs that show all of an image, resized to a size by the preprocessing's filter, and normalised}
    ///
    /// @param preprocessing filter, crop, mean and deviation
    /// @param width columns of the input, at least 1
    /// @param height lines of the input, at least 1
    /// @throws IllegalArgumentException if a size is below 1 or the input does not fit an array
    public static InputReader whole(Preprocessing preprocessing, int width, int height) {
        if (width < 1 || height < 1 || (long) width * height > RgbImage.MAX_PIXELS) {
            throw new IllegalArgumentException("width and height must be at least 1 and fit an array, found " + width
                    + "×" + height);
        }
        return new InputReader(preprocessing, width, height);
    }

    /// {@return the number of floats of an input}
    public int floats() { return width == 0 ? preprocessing.floats() : 3 * width * height; }

    /// Makes an input of an image.
    ///
    /// @param image a file, stream or pixels, with its name for messages
    /// @param nhwc receives [#floats()] floats: red, green and blue of a pixel, line by line
    /// @param offset index of the first float
    /// @throws ImageException if the image cannot be used
    /// @throws ImageMemoryException if there is no memory for it now
    /// @throws IllegalArgumentException if the floats do not fit
    public void read(ImageSource image, float[] nhwc, int offset) {
        Objects.requireNonNull(image, "image");
        Objects.checkFromIndexSize(offset, floats(), nhwc.length);
        image.prepare(this, nhwc, offset);
    }

    /// Makes an input of pixels.
    ///
    /// @param pixels the image
    /// @param nhwc receives [#floats()] floats: red, green and blue of a pixel, line by line
    /// @param offset index of the first float
    /// @throws ImageException if the image is so elongated that it cannot be resized
    /// @throws IllegalArgumentException if the floats do not fit
    public void read(RgbImage pixels, float[] nhwc, int offset) {
        if (width == 0) {
            preprocessing.apply(pixels, nhwc, offset);
        } else {
            preprocessing.normalise(Resize.resize(pixels, width, height, preprocessing.resampling()), nhwc, offset);
        }
    }

    /// How much memory reading a file takes at most, beside the file and the input.
    long memory(byte[] file, String source, DecodeOptions options) {
        BandDecoder decoder = decoder(file, warmUp(file).kernels());
        try {
            return isOpenInBands(decoder, file, source, options)
                    ? decoder.heldBytes() + decoder.memory(across, down, orientation.isOnItsSide())
                    : ImageDecoder.memory(file, source, options);
        } catch (RuntimeException | OutOfMemoryError e) {
            throw named(e, source);
        } finally {
            close(decoder);
        }
    }

    /// Makes an input of a file.
    void read(byte[] file, String source, DecodeOptions options, float[] nhwc, int offset) {
        KernelWarmUp warmUp = warmUp(file);
        long start = System.nanoTime();
        long held = readInBands(file, source, options, warmUp.kernels(), nhwc, offset);
        if (held < 0) {
            read(ImageDecoder.decode(file, source, options), nhwc, offset);
        } else if (KernelWarmUp.isFor(held) && warmUp.isDue(System.nanoTime() - start)) {
            start(warmUp, file, options);
        }
    }

    private static KernelWarmUp warmUp(byte[] file) {
        return PngFile.isPng(file) ? KernelWarmUp.PNG_INPUTS : KernelWarmUp.INPUTS;
    }

    private void start(KernelWarmUp warmUp, byte[] file, DecodeOptions options) {
        warmUp.start(new Again(new InputReader(preprocessing, width, height),
                new InputReader(preprocessing, width, height), file, options, new float[floats()]));
    }

    /// The same photo again and again, by readers of its own.
    private record Again(InputReader scalar, InputReader simd, byte[] file, DecodeOptions options, float[] input)
            implements
                KernelWarmUp.Photo {
        @Override
        public void decode(Kernels kernels) {
            (kernels.isSimd() ? simd : scalar).readInBands(file, "warm-up", options, kernels, input, 0);
        }
    }

    /// Makes an input of a file in bands by some kernels.
    ///
    /// @return bytes of it that were held whole; -1 if it cannot be decoded in bands, and there is no input
    private long readInBands(byte[] file, String source, DecodeOptions options, Kernels kernels, float[] nhwc,
            int offset) {
        BandDecoder decoder = decoder(file, kernels);
        try {
            if (!isOpenInBands(decoder, file, source, options)) {
                return -1;
            }
            decoder.input(across, down, orientation.position(), preprocessing.mean(), preprocessing.std(), nhwc,
                    offset);
            return decoder.heldBytes();
        } catch (RuntimeException | OutOfMemoryError e) {
            throw named(e, source);
        } finally {
            close(decoder);
        }
    }

    /// The decoder of a file's format; null if there is none that decodes in bands.
    private BandDecoder decoder(byte[] file, Kernels kernels) {
        if (JpegFile.isJpeg(file)) {
            jpeg = jpeg == null || jpeg.kernels() != kernels ? new JpegDecoder(kernels) : jpeg;
            return jpeg;
        }
        if (PngFile.isPng(file)) {
            png = png == null || png.kernels() != kernels ? new PngDecoder(kernels) : png;
            return png;
        }
        return null;
    }

    /// Reads the header of a file, if it goes in bands.
    private boolean isOpenInBands(BandDecoder decoder, byte[] file, String source, DecodeOptions options) {
        if (decoder == null) {
            return false;
        }
        decoder.open(file);
        if (!decoder.isInBands(options.memoryLimit())) {
            return false;
        }
        prepare(decoder, file, source, options);
        return true;
    }

    private static void close(BandDecoder decoder) {
        if (decoder != null) {
            decoder.close();
        }
    }

    /// Says of what was thrown which file it was.
    private static RuntimeException named(Throwable e, String source) {
        if (e instanceof OutOfMemoryError) {
            return new ImageMemoryException(source, e);
        }
        if (e instanceof JpegException || e instanceof PngException) {
            return new ImageException(source + ": " + e.getMessage(), e);
        }
        return e instanceof IndexOutOfBoundsException || e instanceof NegativeArraySizeException
                ? new ImageException(source + ": the image is truncated or damaged: " + e.getMessage(), e)
                : (RuntimeException) e;
    }

    /// Finds out how the input comes from the photo whose header was read.
    private void prepare(BandDecoder decoder, byte[] file, String source, DecodeOptions options) {
        MemoryNeeds.requireSize(decoder.width(), decoder.height(), source);
        MemoryNeeds.requireWorkingMemory(decoder.heldBytes(), JpegFile.COEFFICIENTS, decoder.width(), decoder.height(),
                source, options.memoryLimit());
        Orientation now = options.upright() ? Orientation.of(file) : Orientation.UPRIGHT;
        if (now == orientation && decoder.width() == photoWidth && decoder.height() == photoHeight) {
            return;
        }
        orientation = null;
        photoWidth = decoder.width();
        photoHeight = decoder.height();
        boolean side = now.isOnItsSide();
        Taps columns = taps(side ? photoHeight : photoWidth, side ? photoWidth : photoHeight, width, source);
        Taps rows = taps(side ? photoWidth : photoHeight, side ? photoHeight : photoWidth, height, source);
        columns = now.position().isReversedAcross() ? columns.mirrored(side ? photoHeight : photoWidth) : columns;
        rows = now.position().isReversedDown() ? rows.mirrored(side ? photoWidth : photoHeight) : rows;
        across = side ? rows : columns;
        down = side ? columns : rows;
        orientation = now;
    }

    /// How an axis of the upright photo becomes one of the input.
    ///
    /// @param wanted size of the input, if all of the photo is shown
    private Taps taps(int size, int other, int wanted, String source) {
        if (wanted > 0) {
            return ResampleAxis.of(preprocessing.resampling(), size, wanted, 0, wanted);
        }
        int resized = preprocessing.resized(size, Math.min(size, other), source);
        return ResampleAxis.of(preprocessing.resampling(), size, resized, preprocessing.margin(resized),
                preprocessing.crop());
    }
}
