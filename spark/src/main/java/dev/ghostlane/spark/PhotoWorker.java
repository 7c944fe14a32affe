package dev.ghostlane.spark;

import dev.ghostlane.engine.CompiledNetwork;
import dev.ghostlane.ghostnetv2.FeatureExtractor;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.Tap;
import dev.ghostlane.images.DecodeOptions;
import dev.ghostlane.images.DecodingBudget;
import dev.ghostlane.images.ImageException;
import dev.ghostlane.images.ImageMemoryException;
import dev.ghostlane.images.ImageSource;
import dev.ghostlane.images.InputReader;
import dev.ghostlane.kernels.tensor.FeatureMap;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Makes a network's input of a photo and runs the network on it, for one task at a time.
final class PhotoWorker {

    /// Names photos in messages, which are in the photo's row and lose it again.
    private static final String PHOTO = "photo";

    private static final long HEAP = Runtime.getRuntime().maxMemory();

    /// What decoding a photo may need. More is refused by the header: an `OutOfMemoryError` may end the executor, even
    /// one that is dealt with.
    private static final long MOST = HEAP / 4 * 3;

    /// Shared by all tasks of the executor. Says when a photo is decoded and not how: its bits must not depend on the
    /// executor.
    private static final DecodingBudget BUDGET = new DecodingBudget(
            Math.min(DecodeOptions.DEFAULT.memoryLimit(), HEAP / 2));

    private final InputReader reader;
    private final float[] input;
    private final UnaryOperator<float[]> network;

    /// @param at as [Question#at()]
    PhotoWorker(GhostNetV2 model, Optional<Tap> at) {
        reader = InputReader.of(model.preprocessing());
        input = new float[reader.floats()];
        network = at.map(tap -> numbers(model, tap)).orElseGet(() -> model.classifier()::logits);
    }

    private static UnaryOperator<float[]> numbers(GhostNetV2 model, Tap tap) {
        FeatureExtractor extractor = model.features(List.of(tap));
        return nhwc -> {
            FeatureMap map = extractor.extract(nhwc).get(tap);
            return Arrays.copyOf(map.data(), map.pixels() * map.channels());
        };
    }

    /// The network of a worker.
    ///
    /// @param at as [Question#at()]
    /// @throws RuntimeException as [GhostNetV2#compiled()] and [GhostNetV2#compiled(List)]
    static CompiledNetwork compiled(GhostNetV2 model, Optional<Tap> at) {
        return at.map(tap -> model.compiled(List.of(tap))).orElseGet(model::compiled);
    }

    /// What a worker needs, beside the network and photos.
    static long bytes(GhostNetV2 model, Optional<Tap> at) {
        int side = model.preprocessing().crop();
        return compiled(model, at).plan(1, side, side).sessionBytes(1)
                + (long) Float.BYTES * InputReader.of(model.preprocessing()).floats();
    }

    /// Decodes a photo.
    ///
    /// @throws ImageException if it cannot be used
    /// @throws ImageMemoryException if there is no memory for it, even alone
    void read(byte[] file, DecodeOptions decoding) {
        ImageSource source = ImageSource.of(file, PHOTO);
        try {
            reader.read(source.decodedBy(decoding, PhotoWorker::reserve), input, 0);
        } catch (ImageMemoryException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            // The heap may have room for it when no other photo is decoded.
            reader.read(source.decodedBy(decoding, bytes -> reserve(Math.max(bytes, BUDGET.bytes()))), input, 0);
        }
    }

    /// Waits for memory.
    private static DecodingBudget.Share reserve(long bytes) {
        if (bytes > MOST) {
            throw new ImageMemoryException(PHOTO + ": decoding it may need " + mebibytes(bytes)
                    + " MiB, and may take three quarters of the heap, found one of " + mebibytes(HEAP)
                    + " MiB; give executors more by spark.executor.memory");
        }
        try {
            return BUDGET.reserve(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ImageMemoryException(PHOTO + ": the thread was interrupted while it waited for memory");
        }
    }

    /// The network's numbers for the photo that was read last.
    float[] run() { return network.apply(input); }

    /// What is wrong with a photo, without its name.
    static String message(RuntimeException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.startsWith(PHOTO + ": ") ? message.substring(PHOTO.length() + 2) : message;
    }

    private static long mebibytes(long bytes) { return Math.ceilDiv(bytes, 1 << 20); }
}
