package dev.ghostlane.spark;

import dev.ghostlane.engine.CompiledNetwork;
import dev.ghostlane.engine.Plan;
import dev.ghostlane.engine.Session;
import dev.ghostlane.ghostnetv2.BatchResult;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.Tap;
import dev.ghostlane.images.DecodeOptions;
import dev.ghostlane.images.DecodingBudget;
import dev.ghostlane.images.ImageException;
import dev.ghostlane.images.ImageMemoryException;
import dev.ghostlane.images.ImageSource;
import dev.ghostlane.images.InputReader;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

/// Makes a network's inputs of photos and runs the network on them, for one task at a time.
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

    /// Most pixels of an input of which several run at once, as the library has it.
    private static final int MOST_PIXELS = 320 * 320;

    private final InputReader reader;
    private final LongPredicate room;
    /// As many as were needed so far.
    private final List<float[]> inputs = new ArrayList<>();
    private final Session one;
    /// Runs several photos; null until it is known whether there is one, that is, until the kernels are compiled, so
    /// that it has not to wait for that again. The one for single photos, if there is none.
    private Session several;
    private long bytes;

    /// @param at as [Question#at()]
    /// @param room whether the worker may take so many more bytes than [#bytes(GhostNetV2, Optional)], to do several
    ///        photos at once
    PhotoWorker(GhostNetV2 model, Optional<Tap> at, LongPredicate room) {
        this.reader = InputReader.of(model.preprocessing());
        this.room = room;
        int side = model.preprocessing().crop();
        this.one = compiled(model, at).plan(1, side, side).session();
        this.bytes = bytes(model, at);
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

    /// What it takes, what it takes to do several photos at once included.
    long bytes() { return bytes; }

    /// How many photos are to be decoded before a run.
    int photosAtOnce() {
        if (several == null && one.isWarm()) {
            several = several();
        }
        return several == null ? 1 : several.plan().inputShape().batch();
    }

    /// Decodes a photo.
    ///
    /// @param place from 0 to [#photosAtOnce()], exclusively
    /// @throws ImageException if it cannot be used
    /// @throws ImageMemoryException if there is no memory for it, even alone
    void read(byte[] file, DecodeOptions decoding, int place) {
        ImageSource source = ImageSource.of(file, PHOTO);
        while (inputs.size() <= place) {
            inputs.add(new float[reader.floats()]);
        }
        float[] input = inputs.get(place);
        try {
            reader.read(source.decodedBy(decoding, PhotoWorker::reserve), input, 0);
        } catch (ImageMemoryException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            // The heap may have room for it when no other photo is decoded.
            reader.read(source.decodedBy(decoding, needed -> reserve(Math.max(needed, BUDGET.bytes()))), input, 0);
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

    /// The network's numbers for the photos in the first places.
    List<float[]> run(int photos) {
        List<float[]> numbers = new ArrayList<>();
        Session session = several != null && several.plan().inputShape().batch() == photos ? several : one;
        int atOnce = session.plan().inputShape().batch();
        for (int first = 0; first < photos; first += atOnce) {
            FeatureMap input = session.input();
            for (int i = 0; i < atOnce; i++) {
                System.arraycopy(inputs.get(first + i), 0, input.data(), input.index(i * input.height(), 0),
                        reader.floats());
            }
            session.run();
            for (int i = 0; i < atOnce; i++) {
                numbers.add(numbers(session.output(), i));
            }
        }
        return numbers;
    }

    /// A session for several photos, if that pays and there is room; else the one for single ones, which has the same
    /// numbers.
    private Session several() {
        Shape input = one.plan().inputShape();
        if (input.height() * input.width() > MOST_PIXELS) {
            return one;
        }
        Plan plan = one.plan().compiled().plan(BatchResult.IMAGES_AT_ONCE, input.height(), input.width());
        long more = plan.sessionBytes(1) + (plan.inputShape().batch() - 1L) * Float.BYTES * reader.floats();
        if (!room.test(more)) {
            return one;
        }
        bytes += more;
        try {
            return plan.session();
        } catch (OutOfMemoryError e) {
            // The error would end the executor.
            return one;
        }
    }

    /// Those of an image of a run, pixel by pixel.
    private static float[] numbers(FeatureMap output, int image) {
        int pixels = output.height() * output.width();
        float[] numbers = new float[pixels * output.channels()];
        int first = output.index(image * output.height(), 0);
        for (int pixel = 0; pixel < pixels; pixel++) {
            System.arraycopy(output.data(), first + pixel * output.pixelStride(), numbers, pixel * output.channels(),
                    output.channels());
        }
        return numbers;
    }

    /// What is wrong with a photo, without its name.
    static String message(RuntimeException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.startsWith(PHOTO + ": ") ? message.substring(PHOTO.length() + 2) : message;
    }

    private static long mebibytes(long bytes) { return Math.ceilDiv(bytes, 1 << 20); }
}
