package dev.ghostlane.spark;

import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.images.DecodeOptions;
import dev.ghostlane.images.DecodingBudget;
import dev.ghostlane.images.ImageException;
import dev.ghostlane.images.ImageMemoryException;
import dev.ghostlane.images.ImageSource;
import dev.ghostlane.images.InputReader;
import java.io.Serializable;
import java.time.Duration;
import java.util.function.Function;

/// Makes a network's input of a photo and answers a question from it, for one task at a time.
final class PhotoWorker {

    /// What a worker does.
    ///
    /// @param upright whether photos are turned as their EXIF orientation says
    record Kind(Question question, boolean upright) implements Serializable {}

    /// Names photos in messages, which are in the photo's row and lose it again.
    private static final String PHOTO = "photo";

    /// Another photo is decoded as long as one waits.
    private static final Duration FOR_EVER = Duration.ofDays(365);

    /// Shared by all tasks of the executor. Always the same, because a photo that is larger is decoded with
    /// subsampling: its bits must not depend on the executor.
    private static final DecodingBudget BUDGET = new DecodingBudget(DecodeOptions.DEFAULT.memoryLimit());

    private final DecodeOptions decoding;
    private final InputReader reader;
    private final float[] input;
    private final Function<float[], Object> answers;

    PhotoWorker(GhostNetV2 model, Kind kind) {
        decoding = DecodeOptions.DEFAULT.withUpright(kind.upright());
        reader = InputReader.of(model.preprocessing());
        input = new float[reader.floats()];
        answers = kind.question().on(model);
    }

    /// Decodes a photo.
    ///
    /// @throws ImageException if it cannot be used
    /// @throws ImageMemoryException if there is no memory for it, even alone
    void read(byte[] file) {
        ImageSource source = ImageSource.of(file, PHOTO);
        try {
            reader.read(BUDGET.share(source, decoding, FOR_EVER), input, 0);
            return;
        } catch (ImageMemoryException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
        }
        // The heap may have room for it when no other photo is decoded.
        try (DecodingBudget.Share _ = BUDGET.reserve(BUDGET.bytes())) {
            reader.read(source.decodedBy(decoding), input, 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageMemoryException(PHOTO + ": the thread was interrupted while it waited for memory");
        }
    }

    /// The answer for the photo that was read last.
    ///
    /// @throws ArithmeticException if it is not of finite numbers
    Object answer() { return answers.apply(input); }

    /// What is wrong with a photo, without its name.
    static String message(RuntimeException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.startsWith(PHOTO + ": ") ? message.substring(PHOTO.length() + 2) : message;
    }
}
