package dev.ghostlane.spark;

import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/// Answers a question about files, which executors read. Of a file there is one copy, while as a column it is copied
/// from row to row.
final class FileFunction implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private final PhotoFunction function;
    private final Broadcast<SerializableConfiguration> hadoop;
    private final long largest;

    /// @param hadoop how file systems are reached
    /// @param largest most bytes of a file that is read
    FileFunction(PhotoFunction function, Broadcast<SerializableConfiguration> hadoop, long largest) {
        this.function = function;
        this.hadoop = hadoop;
        this.largest = largest;
    }

    /// What is in a file. One that cannot be read is an answer, too.
    ///
    /// @param path may be null
    /// @param length bytes of the file when it was found; may be null
    /// @throws UncheckedIOException if the task is being killed
    PhotoFunction.Content read(String path, Long length) {
        if (path == null || length == null) {
            return PhotoFunction.Content.none("there is no file: its path or its length is null");
        }
        if (length < 0) {
            return PhotoFunction.Content.none("the length of the file must not be negative, found " + length);
        }
        if (length > largest) {
            return PhotoFunction.Content.none(
                    "the file has " + length + " bytes; at most " + largest + " are read, as 'largest' says");
        }
        try {
            return PhotoFunction.Content.of(read(new Path(path), Math.toIntExact(length), hadoop.value().value()));
        } catch (IOException e) {
            if (TaskContext.get().isInterrupted()) {
                throw new UncheckedIOException(e);
            }
            return unreadable(e);
        } catch (RuntimeException e) {
            if (TaskContext.get().isInterrupted()) {
                throw e;
            }
            return unreadable(e);
        } catch (OutOfMemoryError e) {
            return PhotoFunction.Content.none("the heap has no room for the " + length + " bytes of the file");
        }
    }

    private static PhotoFunction.Content unreadable(Exception failure) {
        return PhotoFunction.Content.none("the file cannot be read: " + failure.getMessage());
    }

    /// As [PhotoFunction#apply(Iterator)].
    List<PhotoFunction.Outcome> answers(Iterator<PhotoFunction.Content> files) { return function.apply(files); }

    private static byte[] read(Path file, int length, Configuration configuration) throws IOException {
        try (FSDataInputStream in = file.getFileSystem(configuration).open(file)) {
            byte[] content = new byte[length];
            int read = in.readNBytes(content, 0, length);
            return read == length ? content : Arrays.copyOf(content, read);
        }
    }
}
