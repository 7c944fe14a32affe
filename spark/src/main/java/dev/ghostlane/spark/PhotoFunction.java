package dev.ghostlane.spark;

import dev.ghostlane.images.DecodeOptions;
import dev.ghostlane.images.ImageException;
import dev.ghostlane.images.ImageMemoryException;
import java.io.Serial;
import java.io.Serializable;
import java.util.function.Function;

/// Answers a question about the bytes of a photo, on executors. A photo that cannot be used is an answer, too.
final class PhotoFunction implements Serializable {

    /// @param value null if there is an error
    /// @param error what is wrong; null if nothing is
    record Outcome(Object value, String error) {}

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
        if (content == null) {
            return failed("there are no bytes: the column is null");
        }
        Outcome outcome = ask(content);
        metrics.photo(content.length, outcome.error != null);
        return outcome;
    }

    /// The answer for a photo of which there are no bytes.
    Outcome failed(String error) {
        metrics.photo(0, true);
        return new Outcome(null, error);
    }

    private Outcome ask(byte[] content) {
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
            Outcome outcome = ask(worker, content);
            whole = true;
            return outcome;
        } finally {
            // Whoever threw an error may be half done.
            if (whole) {
                loaded.giveBack(question.at(), worker);
            } else {
                loaded.drop(question.at());
            }
        }
    }

    private Outcome ask(PhotoWorker worker, byte[] content) {
        try {
            long start = System.nanoTime();
            worker.read(content, DecodeOptions.DEFAULT.withUpright(upright));
            long read = System.nanoTime();
            Object value = answers.apply(worker.run());
            metrics.times(read - start, System.nanoTime() - read);
            return new Outcome(value, null);
        } catch (ImageException | ArithmeticException e) {
            return new Outcome(null, PhotoWorker.message(e));
        } catch (ImageMemoryException e) {
            // A task that is being killed has no answers.
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            return new Outcome(null, PhotoWorker.message(e));
        } catch (RuntimeException e) {
            // One file of ten million must not end the job.
            return new Outcome(null, "internal error: " + e);
        }
    }
}
