package dev.ghostlane.cli.options;

import dev.ghostlane.images.DecodeOptions;
import dev.ghostlane.images.DecodingBudget;
import dev.ghostlane.images.ImageException;
import dev.ghostlane.images.ImageMemoryException;
import dev.ghostlane.images.ImageSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// Options of all commands that decode images.
public class ImageOptions {
    private static final int MEBIBYTE = 20;
    private static final long MOST = 1 << 20;

    /// Another image is decoded as long as an image waits.
    private static final Duration FOR_EVER = Duration.ofDays(365);

    @Option(names = "--upright",
            description = "turn photos as their EXIF orientation says (default: as they are stored, as timm does)")
    private boolean upright;

    @Option(names = "--memory-limit", paramLabel = "MIB", defaultValue = "512",
            description = "mebibytes that the pixels of all images that are decoded at the same time may take together;"
                    + " an image waits for its share. Of an image that alone would take more, only every second,"
                    + " third, … pixel and line is decoded (default: ${DEFAULT-VALUE})")
    private long memoryLimit;

    private DecodingBudget budget;

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    /// The options as the library takes them.
    ///
    /// @throws ParameterException if the limit makes no sense
    public DecodeOptions decoding() {
        if (memoryLimit < 1 || memoryLimit > MOST) {
            throw new ParameterException(spec.commandLine(),
                    "--memory-limit must be from 1 to " + MOST + " MiB, found " + memoryLimit);
        }
        return DecodeOptions.DEFAULT.withUpright(upright).withMemoryLimit(memoryLimit << MEBIBYTE);
    }

    /// Uses the image of a file, which is decoded by these options. May be called from several threads: the images of
    /// all of them together stay within the memory limit, and an image waits until its share is free.
    ///
    /// @return what the use returned
    /// @throws ImageException that names the file, if it or its image cannot be used
    /// @throws ImageMemoryException if the heap has no room for it, even alone
    public <R> R decode(Path file, Function<ImageSource, R> use) {
        try {
            return use.apply(source(file));
        } catch (ImageMemoryException e) {
            return decodeAlone(file, use, e);
        }
    }

    /// The image of a file, to be decoded by these options beside others.
    public ImageSource source(Path file) {
        ImageSource source = file.equals(ImageFiles.STANDARD_INPUT)
                ? ImageSource.of(System.in, file.toString())
                : ImageSource.of(file);
        DecodeOptions decoding = decoding();
        return budget(decoding).share(source, decoding, FOR_EVER);
    }

    /// Uses the image of a file while no other image is decoded: the heap may have room for it then.
    ///
    /// @param beside why it could not be decoded beside others
    /// @return what the use returned
    /// @throws ImageException as [#decode]
    /// @throws ImageMemoryException as [#decode]; `beside`, if that was the standard input, which is gone
    public <R> R decodeAlone(Path file, Function<ImageSource, R> use, ImageMemoryException beside) {
        if (file.equals(ImageFiles.STANDARD_INPUT)) {
            throw beside;
        }
        DecodeOptions decoding = decoding();
        DecodingBudget shared = budget(decoding);
        try (DecodingBudget.Share _ = shared.reserve(shared.bytes())) {
            return use.apply(ImageSource.of(file).decodedBy(decoding));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageMemoryException(file + ": the thread was interrupted while the image waited for memory");
        }
    }

    private synchronized DecodingBudget budget(DecodeOptions decoding) {
        if (budget == null) {
            budget = new DecodingBudget(decoding.memoryLimit());
        }
        return budget;
    }
}
