package dev.ghostlane.spark.program;

import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/// A file that the driver has found, for executors to read.
///
/// @param length its bytes when it was found
record InputFile(String path, long length) implements Serializable {

    /// Reads it; a file that cannot be read is a row, too.
    ///
    /// @param largest most bytes of a file that is read
    /// @return its path, its bytes or null, what is wrong with it or null
    /// @throws IOException if the task is being killed
    Row read(long largest, Configuration configuration) throws IOException {
        TaskContext task = TaskContext.get();
        task.taskMetrics().inputMetrics().incRecordsRead(1);
        if (length > largest) {
            return failed("the file has " + length + " bytes; the program reads at most " + largest + " (--largest)");
        }
        Path file = new Path(path);
        try (FSDataInputStream in = file.getFileSystem(configuration).open(file)) {
            byte[] content = new byte[(int) length];
            int read = in.readNBytes(content, 0, content.length);
            return RowFactory.create(path, read == content.length ? content : Arrays.copyOf(content, read), null);
        } catch (IOException e) {
            if (task.isInterrupted()) {
                throw e;
            }
            return failed("the file cannot be read: " + e.getMessage());
        } catch (OutOfMemoryError e) {
            return failed("the heap has no room for the " + length + " bytes of the file");
        }
    }

    private Row failed(String problem) { return RowFactory.create(path, null, problem); }
}
