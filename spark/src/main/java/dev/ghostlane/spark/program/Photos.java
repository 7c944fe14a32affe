package dev.ghostlane.spark.program;

import dev.ghostlane.cli.console.InputException;
import dev.ghostlane.spark.PhotoTransformer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/// The files that the program was given: all of a folder and the folders in it, or those that a pattern matches, on any
/// file system that Spark knows. Left out are, as by the command, those whose names begin with a dot. Spark's own
/// source of files also leaves out empty ones and names that begin with `_`, as cameras write them.
final class Photos {

    private static final String LENGTH = "length";
    private static final StructType FOUND = new StructType().add(Answers.PATH, DataTypes.StringType, false)
            .add(LENGTH, DataTypes.LongType, false);

    private final SparkSession session;
    private final List<FileStatus> files = new ArrayList<>();
    private final long largest;

    /// Lists the files.
    ///
    /// @param roots what the input stands for
    /// @param largest most bytes of a file; reading a larger one could end the job, so it is not read
    /// @throws InputException if there are no such files
    Photos(SparkSession session, String input, List<FileStatus> roots, long largest) {
        this.session = session;
        this.largest = largest;
        try {
            for (FileStatus root : roots) {
                list(root);
            }
        } catch (IOException e) {
            throw unreadable(input, e);
        }
        if (files.isEmpty()) {
            throw new InputException(input + ": no files in it");
        }
    }

    /// The files and folders that a name or a pattern stands for.
    ///
    /// @throws InputException if there are none
    static List<FileStatus> roots(SparkSession session, String input) {
        try {
            Path path = new Path(input);
            FileStatus[] found = path.getFileSystem(hadoop(session)).globStatus(path);
            if (found == null || found.length == 0) {
                throw new InputException(input + ": no such file or folder, and no pattern that matches one");
            }
            return List.of(found);
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(input, e);
        }
    }

    private static InputException unreadable(String input, Exception cause) {
        return new InputException(input + ": cannot be read: " + cause.getMessage(), cause);
    }

    private static Configuration hadoop(SparkSession session) { return session.sparkContext().hadoopConfiguration(); }

    private void list(FileStatus root) throws IOException {
        if (!root.isDirectory()) {
            files.add(root);
            return;
        }
        FileSystem system = root.getPath().getFileSystem(hadoop(session));
        if ("file".equals(system.getUri().getScheme())) {
            walk(system, root.getPath());
            return;
        }
        RemoteIterator<LocatedFileStatus> all = system.listFiles(root.getPath(), true);
        while (all.hasNext()) {
            LocatedFileStatus file = all.next();
            if (!isHidden(file.getPath(), root.getPath())) {
                files.add(file);
            }
        }
    }

    /// On a local disk `listFiles` starts a process for each file, to learn its permissions.
    private void walk(FileSystem system, Path folder) throws IOException {
        for (FileStatus entry : system.listStatus(folder)) {
            if (entry.getPath().getName().startsWith(".")) {
                continue;
            }
            if (entry.isDirectory()) {
                walk(system, entry.getPath());
            } else {
                files.add(entry);
            }
        }
    }

    private static boolean isHidden(Path file, Path root) {
        for (Path at = file; at != null && !at.equals(root); at = at.getParent()) {
            if (at.getName().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    /// How many there are.
    long count() { return files.size(); }

    /// Asks about each file; those that are too large or cannot be read get an error.
    ///
    /// @return `path`, the transformer's column, `error`
    Dataset<Row> ask(PhotoTransformer<?> transformer) {
        int tasks = tasks();
        List<InputFiles> parts = IntStream.range(0, tasks)
                .mapToObj(i -> new InputFiles(files.subList(part(i, tasks), part(i + 1, tasks)))).toList();
        JavaRDD<Row> rows = JavaSparkContext.fromSparkContext(session.sparkContext()).parallelize(parts, tasks)
                .flatMap(InputFiles::rows);
        return transformer.transformFiles(session.createDataFrame(rows, FOUND), largest).drop(LENGTH);
    }

    /// Where a task's files begin.
    private int part(int task, int tasks) { return (int) ((long) files.size() * task / tasks); }

    /// As many as Spark makes of files, by the same settings: each reads so many bytes, and opening a file counts as
    /// some. But of 512 MB where nothing is set, some hundred photos, since a task takes ten milliseconds more than its
    /// photos; and the same number for each core.
    private int tasks() {
        SparkConf conf = session.sparkContext().getConf();
        int cores = session.sparkContext().defaultParallelism();
        long opening = conf.getSizeAsBytes("spark.sql.files.openCostInBytes", "4m");
        long most = conf.getSizeAsBytes("spark.sql.files.maxPartitionBytes", "512m");
        long all = files.stream().mapToLong(file -> file.getLen() + opening).sum();
        long each = Math.min(most, Math.max(opening, all / cores));
        long tasks = Math.ceilDiv(all, Math.max(1, each));
        return Math.clamp(tasks < cores ? tasks : Math.ceilDiv(tasks, cores) * cores, 1, files.size());
    }
}
