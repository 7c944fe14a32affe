package dev.ghostlane.spark.program;

import static org.apache.spark.sql.functions.col;

import dev.ghostlane.cli.console.InputException;
import dev.ghostlane.spark.PhotoTransformer;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.FileIndex;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import org.apache.spark.sql.execution.datasources.PartitioningAwareFileIndex;
import scala.jdk.javaapi.CollectionConverters;

/// The files that the program was given: all of a folder and the folders in it, or those that a pattern matches, on any
/// file system that Spark knows.
final class Photos {

    private static final String CONTENT = "content";

    private final SparkSession session;
    private final Dataset<Row> files;
    private final List<FileStatus> listing;
    private final long largest;

    /// @param largest most bytes of a file; reading a larger one could end the job, so it is not read
    /// @throws InputException if there are no such files
    Photos(SparkSession session, String input, long largest) {
        this.session = session;
        this.largest = largest;
        requireFiles(session, input);
        files = session.read().format("binaryFile").option("recursiveFileLookup", "true").load(input);
        listing = listing(files);
        if (listing.isEmpty()) {
            throw new InputException(input + ": no files in it");
        }
    }

    /// How many there are.
    long count() { return listing.size(); }

    /// Asks about each file; those that are too large, and empty ones, which Spark leaves out, get an error.
    ///
    /// @return `path`, the transformer's column, `error`
    Dataset<Row> ask(PhotoTransformer<?> transformer) {
        Dataset<Row> read = files.filter(col("length").leq(largest)).select(Answers.PATH, CONTENT);
        Dataset<Row> answers = transformer.transform(read).drop(CONTENT);
        List<Row> others = listing.stream().filter(file -> file.getLen() == 0 || file.getLen() > largest)
                .map(file -> RowFactory.create(file.getPath().toString(), null, problem(file.getLen()))).toList();
        return others.isEmpty() ? answers : answers.union(session.createDataFrame(others, answers.schema()));
    }

    private String problem(long length) {
        return length == 0
                ? "the file is empty"
                : "the file has " + length + " bytes; the program reads at most " + largest + " (--largest)";
    }

    /// What Spark found when it listed the folder, in its own words: to list millions of files again takes minutes.
    private static List<FileStatus> listing(Dataset<Row> files) {
        LogicalRelation relation = (LogicalRelation) ((org.apache.spark.sql.classic.Dataset<Row>) files)
                .queryExecution().analyzed();
        FileIndex index = ((HadoopFsRelation) relation.relation()).location();
        return CollectionConverters.asJava(((PartitioningAwareFileIndex) index).allFiles());
    }

    private static void requireFiles(SparkSession session, String input) {
        try {
            Path path = new Path(input);
            FileStatus[] found = fileSystem(session, path).globStatus(path);
            if (found == null || found.length == 0) {
                throw new InputException(input + ": no such file or folder, and no pattern that matches one");
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new InputException(input + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /// Refuses an output that could destroy the input, and one that is there already.
    ///
    /// @param replace whether it may be there
    /// @throws InputException if the output cannot be written
    static void requireOutput(SparkSession session, String input, String output, boolean replace) {
        try {
            Path target = qualified(session, output);
            Path source = qualified(session, input);
            if (isBelow(source, target) || isBelow(target, source)) {
                throw new InputException(output + ": --output and --input must be two folders, none in the other");
            }
            if (!replace && fileSystem(session, target).exists(target)) {
                throw new InputException(output + ": exists already; --force replaces it");
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new InputException(output + ": cannot be written: " + e.getMessage(), e);
        }
    }

    private static Path qualified(SparkSession session, String name) throws IOException {
        Path path = new Path(name);
        return fileSystem(session, path).makeQualified(path);
    }

    private static FileSystem fileSystem(SparkSession session, Path path) throws IOException {
        return path.getFileSystem(session.sparkContext().hadoopConfiguration());
    }

    private static boolean isBelow(Path path, Path folder) {
        for (Path at = path; at != null; at = at.getParent()) {
            if (at.equals(folder)) {
                return true;
            }
        }
        return false;
    }
}
