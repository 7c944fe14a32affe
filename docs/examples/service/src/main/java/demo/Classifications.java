package demo;

import com.sun.net.httpserver.HttpExchange;
import dev.ghostlane.ghostnetv2.Classification;
import dev.ghostlane.ghostnetv2.ClassifierPool;
import dev.ghostlane.ghostnetv2.PoolBusyException;
import dev.ghostlane.images.ImageException;
import dev.ghostlane.images.ImageMemoryException;
import dev.ghostlane.images.ImageSource;
import dev.ghostlane.kernels.Kernels;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;

/// Says what is on uploaded photos: the body of a request is the file as it is.
final class Classifications {
    private static final int CLASSES = 5;

    private final ClassifierPool pool;
    private final int uploadBytes;
    private final int uploads;
    private final Semaphore places;
    private final LongAdder classified = new LongAdder();

    /// @param pool classifies; whoever made it closes it
    Classifications(ClassifierPool pool, Settings settings) {
        this.pool = pool;
        this.uploadBytes = Math.toIntExact(settings.uploadBytes());
        this.uploads = settings.uploads();
        this.places = new Semaphore(uploads);
    }

    /// Reads a photo and says what is on it.
    ///
    /// @throws HttpError 400 for what is no photo, 413 for what is too large, 503 if there is too much to do
    /// @throws IOException if the client has gone or was cut off
    Answer answer(HttpExchange exchange) throws IOException {
        if (!places.tryAcquire()) {
            throw HttpError.busy("the service is busy with " + uploads + " photos, try again in a moment");
        }
        try {
            String name = PhotoName.of(exchange.getRequestURI().getRawQuery());
            List<Classification> best = pool.classify(ImageSource.of(read(exchange), name), CLASSES);
            classified.increment();
            return Answer.json(Map.of("name", name, "classes", best.stream().map(Classifications::fields).toList()));
        } catch (ImageException e) {
            throw new HttpError(400, e.getMessage());
        } catch (PoolBusyException | ImageMemoryException e) {
            throw HttpError.busy(e.getMessage());
        } catch (OutOfMemoryError e) {
            throw HttpError.busy("there is no memory for this photo now");
        } finally {
            places.release();
        }
    }

    /// Reads the body, of which nobody knows the size if it comes in chunks.
    private byte[] read(HttpExchange exchange) throws IOException {
        String announced = exchange.getRequestHeaders().getFirst("Content-Length");
        if (announced != null && Long.parseLong(announced) > uploadBytes) {
            throw tooLarge();
        }
        byte[] body = exchange.getRequestBody().readNBytes(uploadBytes + 1);
        if (body.length > uploadBytes) {
            throw tooLarge();
        }
        return body;
    }

    private HttpError tooLarge() {
        return new HttpError(413, "expected a photo of at most " + uploadBytes + " bytes, found a larger one");
    }

    private static Map<String, Object> fields(Classification answer) {
        return Map.of("label", answer.label(), "probability", answer.probability());
    }

    /// What it is doing, for those who watch.
    Map<String, Object> state() {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("model", pool.model().description());
        state.put("kernels", Kernels.best().name());
        state.put("uploads", uploads - places.availablePermits());
        state.put("waiting", pool.waiting());
        state.put("classified", classified.sum());
        return state;
    }
}
