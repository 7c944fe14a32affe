package dev.ghostlane.cli.options;

import dev.ghostlane.images.DecodeOptions;
import dev.ghostlane.images.ImageDecoder;
import dev.ghostlane.images.ImageException;
import dev.ghostlane.images.RgbImage;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// Options of all commands that decode images.
public class ImageOptions {
    private static final int MEBIBYTE = 20;
    private static final long MOST = 1 << 20;

    /// Of a file that comes on the standard input.
    private static final long MOST_BYTES = 1 << 30;

    @Option(names = "--upright",
            description = "turn photos as their EXIF orientation says (default: as they are stored, as timm does)")
    private boolean upright;

    @Option(names = "--memory-limit", paramLabel = "MIB", defaultValue = "512",
            description = "mebibytes that the pixels of an image may take while it is decoded; of an image that would"
                    + " take more, only every second, third, … pixel and line is decoded (default: ${DEFAULT-VALUE})")
    private long memoryLimit;

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

    /// Uses an image.
    @FunctionalInterface
    public interface Use<E extends Exception> {
        void accept(RgbImage image) throws E;
    }

    /// Decodes a file and uses its image.
    ///
    /// @throws ImageException that names the file, if it or its image cannot be used
    public <E extends Exception> void decode(Path file, Use<E> use) throws E {
        RgbImage image = file.equals(ImageFiles.STANDARD_INPUT)
                ? standardInput(decoding())
                : ImageDecoder.decode(file, decoding());
        try {
            use.accept(image);
        } catch (ImageException e) {
            throw new ImageException(file + ": " + e.getMessage(), e);
        }
    }

    private static RgbImage standardInput(DecodeOptions options) {
        int most = (int) Math.min(options.memoryLimit(), MOST_BYTES);
        try {
            byte[] file = System.in.readNBytes(most + 1);
            if (file.length > most) {
                throw new ImageException("-: expected an image of at most " + most + " bytes, found more");
            }
            return ImageDecoder.decode(file, "-", options);
        } catch (IOException e) {
            throw new ImageException("-: cannot be read: " + e.getMessage(), e);
        }
    }
}
