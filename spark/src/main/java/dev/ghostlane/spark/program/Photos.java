package dev.ghostlane.spark.program;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;

import dev.ghostlane.cli.console.InputException;
import dev.ghostlane.spark.PhotoTransformer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/// The files that the program was given: all of a folder and the folders in it, or those that a pattern matches, on any
/// file system that Spark knows. Left out are, as by the command, those whose names begin with a dot. Spark's own
/// source of files also leaves out empty ones and names that begin with `_`, as cameras write them.
final class Photos {

    private static final String CONTENT = "content";
    private static final String PROBLEM = "problem";
    private static final StructType READ = new StructType().add(Answers.PATH, DataTypes.StringType)
            .add(CONTENT, DataTypes.BinaryType).add(PROBLEM, DataTypes.StringType);

    private final SparkSession session;
    private final List<InputFile> files = new ArrayList<>();
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
            add(root);
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
                add(file);
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
                add(entry);
            }
        }
    }

    private void add(FileStatus file) { files.add(new InputFile(file.getPath().toString(), file.getLen())); }

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
        JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
        Broadcast<SerializableConfiguration> hadoop = context.broadcast(new SerializableConfiguration(hadoop(session)));
        long most = largest;
        JavaRDD<Row> read = context.parallelize(files, tasks()).map(file -> file.read(most, hadoop.value().value()));
        return transformer.transform(session.createDataFrame(read, READ)).select(col(Answers.PATH),
                col(transformer.getOutputCol()), coalesce(col(PROBLEM), col(Answers.ERROR)).as(Answers.ERROR));
    }

    /// As many as Spark makes of files, by the same settings: each reads so many bytes, and opening a file counts as
    /// some.
    private int tasks() {
        SparkConf conf = session.sparkContext().getConf();
        long opening = conf.getSizeAsBytes("spark.sql.files.openCostInBytes", "4m");
        long most = conf.getSizeAsBytes("spark.sql.files.maxPartitionBytes", "128m");
        long all = files.stream().mapToLong(file -> file.length() + opening).sum();
        long each = Math.min(most, Math.max(opening, all / session.sparkContext().defaultParallelism()));
        return Math.clamp(Math.ceilDiv(all, Math.max(1, each)), 1, files.size());
    }
}
