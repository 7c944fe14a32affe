package dev.ghostlane.spark.program;

import java.io.Serial;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.TaskContext;
import org.apache.spark.executor.InputMetrics;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/// Files that the driver has found, for one task to read. Two arrays, since a task's objects are written and read one
/// by one whenever it starts.
final class InputFiles implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private final String[] paths;
    /// Bytes, when the files were found.
    private final long[] lengths;

    InputFiles(List<FileStatus> files) {
        paths = files.stream().map(file -> file.getPath().toString()).toArray(String[]::new);
        lengths = files.stream().mapToLong(FileStatus::getLen).toArray();
    }

    /// Path and length of each, counted as records that the task has read.
    Iterator<Row> rows() {
        InputMetrics metrics = TaskContext.get().taskMetrics().inputMetrics();
        return IntStream.range(0, paths.length).mapToObj(i -> {
            metrics.incRecordsRead(1);
            return RowFactory.create(paths[i], lengths[i]);
        }).iterator();
    }
}
