package dev.ghostlane.spark;

import dev.ghostlane.images.DecodeOptions;
import dev.ghostlane.images.ImageException;
import dev.ghostlane.images.ImageMemoryException;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/// Answers a question about the bytes of a photo, on executors. A photo that cannot be used is an answer, too.
final class PhotoFunction implements Serializable {

    /// @param value null if there is an error
    /// @param error what is wrong; null if nothing is
    record Outcome(Object value, String error) {}

    /// What is in the file of a photo.
    ///
    /// @param bytes null if there is an error
    /// @param error why there are no bytes; null if there are
    record Content(byte[] bytes, String error) {

        static Content of(byte[] bytes) { return new Content(bytes, null); }

        static Content none(String error) { return new Content(null, error); }
    }

    /// Most rows that wait for an answer: where few photos can be used, not all the others.
    private static final int MOST_ROWS = 64;

    @Serial
    private static final long serialVersionUID = 1;

    private final ModelSource source;
    private final Question question;
    private final boolean upright;
    private final PhotoMetrics metrics;

    /// Found again for each task, the model last.
    private transient Function<float[], Object> answers;
    private transient volatile ExecutorModel model;

    /// @param upright whether photos are turned as their EXIF orientation says
    PhotoFunction(ModelSource source, Question question, boolean upright, PhotoMetrics metrics) {
        this.source = source;
        this.question = question;
        this.upright = upright;
        this.metrics = metrics;
    }

    /// @param content the bytes of the file; may be null
    Outcome apply(byte[] content) {
        return apply(List.of(content == null
                ? Content.none("there are no bytes: the column is null")
                : Content.of(content)).iterator()).getFirst();
    }

    /// Takes the next photos, as many as run at once and those between that cannot be used. Holds the bytes of one.
    ///
    /// @param photos of which there is at least one
    /// @return an outcome for each that was taken, in their order
    List<Outcome> apply(Iterator<Content> photos) {
        ExecutorModel loaded = model;
        if (loaded == null) {
            loaded = ExecutorModel.of(source);
            answers = loaded.answers(question);
            model = loaded;
            metrics.kernels();
        }
        PhotoWorker worker = loaded.take(question.at());
        boolean whole = false;
        try {
            List<Outcome> outcomes = ask(worker, photos);
            whole = true;
            return outcomes;
        } finally {
            // Whoever threw an error may be half done.
            if (whole) {
                loaded.giveBack(question.at(), worker);
            } else {
                loaded.drop(worker);
            }
        }
    }

    private List<Outcome> ask(PhotoWorker worker, Iterator<Content> photos) {
        List<Outcome> outcomes = new ArrayList<>();
        // Of the photos that were decoded, the indices of their outcomes.
        List<Integer> decoded = new ArrayList<>();
        // A single photo, as rows of bytes have it, needs no memory for more.
        while (outcomes.size() < MOST_ROWS && photos.hasNext()
                && (decoded.isEmpty() || decoded.size() < worker.photosAtOnce())) {
            Content photo = photos.next();
            metrics.photo(photo.error == null ? photo.bytes.length : 0);
            String error = photo.error == null ? read(worker, photo.bytes, decoded.size()) : photo.error;
            if (error == null) {
                decoded.add(outcomes.size());
            }
            outcomes.add(error == null ? null : failed(error));
        }
        long start = System.nanoTime();
        List<Outcome> answered = run(worker, decoded.size());
        for (int place = 0; place < decoded.size(); place++) {
            outcomes.set(decoded.get(place), answered.get(place));
        }
        metrics.ran(System.nanoTime() - start);
        return outcomes;
    }

    /// Decodes a photo.
    ///
    /// @return what is wrong with it, null if nothing is
    private String read(PhotoWorker worker, byte[] content, int place) {
        long start = System.nanoTime();
        try {
            worker.read(content, DecodeOptions.DEFAULT.withUpright(upright), place);
        } catch (RuntimeException e) {
            return message(e);
        }
        metrics.read(System.nanoTime() - start);
        return null;
    }

    /// The outcomes of the first photos that were decoded.
    private List<Outcome> run(PhotoWorker worker, int photos) {
        try {
            return worker.run(photos).stream().map(this::answer).toList();
        } catch (RuntimeException e) {
            return Collections.nCopies(photos, message(e)).stream().map(this::failed).toList();
        }
    }

    private Outcome answer(float[] numbers) {
        try {
            return new Outcome(answers.apply(numbers), null);
        } catch (RuntimeException e) {
            return failed(message(e));
        }
    }

    private Outcome failed(String error) {
        metrics.error();
        return new Outcome(null, error);
    }

    private static String message(RuntimeException failure) {
        // A task that is being killed has no answers.
        if (failure instanceof ImageMemoryException && Thread.currentThread().isInterrupted()) {
            throw failure;
        }
        boolean known = failure instanceof ImageException || failure instanceof ImageMemoryException
                || failure instanceof ArithmeticException;
        // One file of ten million must not end the job.
        return known ? PhotoWorker.message(failure) : "internal error: " + failure;
    }
}
