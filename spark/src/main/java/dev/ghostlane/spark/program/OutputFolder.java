package dev.ghostlane.spark.program;

import dev.ghostlane.cli.console.InputException;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/// The folder that receives the answers. It replaces nothing but answers, and these only once all new ones are written.
final class OutputFolder {

    /// What Spark writes into a folder, and the checksums beside it.
    private static final Pattern ANSWERS = Pattern
            .compile("_temporary|\\.?(_SUCCESS|part-[0-9]+-[0-9a-f]+-[0-9a-f-]+)(\\..*|-.*)?");

    /// Spark reads such names as patterns.
    private static final Pattern UNREADABLE = Pattern.compile("[\\[\\]{}*?]");

    private final String name;
    private final Path path;
    private final FileSystem files;
    private final boolean isThere;

    /// Sees to it that the folder can be written.
    ///
    /// @param inputs files and folders that are going to be read, of which nothing may be replaced
    /// @param replace whether the folder may be there
    /// @throws InputException if it cannot be written
    OutputFolder(Configuration configuration, String name, List<FileStatus> inputs, boolean replace) {
        this.name = name;
        if (UNREADABLE.matcher(name).find()) {
            throw new InputException(name + ": --output must be the name of a folder without any of [ ] { } * ?");
        }
        try {
            Path given = new Path(name);
            files = given.getFileSystem(configuration);
            path = files.makeQualified(given);
            Path target = real(path);
            for (FileStatus input : inputs) {
                requireApart(input.getPath(), target);
            }
            isThere = files.exists(path);
            if (isThere && !replace) {
                throw new InputException(name + ": exists already; --force replaces it");
            }
            if (isThere) {
                requireAnswers();
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new InputException(name + ": cannot be written: " + e.getMessage(), e);
        }
    }

    private void requireApart(Path input, Path target) throws IOException {
        Path source = real(input);
        if (isBelow(source, target) || isBelow(target, source)) {
            throw new InputException(name + ": --output and --input must be two folders, none in the other; "
                    + input + " is input");
        }
    }

    private void requireAnswers() throws IOException {
        for (FileStatus entry : files.listStatus(path)) {
            if (entry.getPath().equals(path) || !ANSWERS.matcher(entry.getPath().getName()).matches()) {
                throw new InputException(name + ": --force replaces a folder that has nothing but answers of Spark in"
                        + " it, found " + entry.getPath());
            }
        }
    }

    /// Without symbolic links.
    private static Path real(Path path) throws IOException {
        URI uri = path.toUri();
        return "file".equals(uri.getScheme())
                ? new Path("file", null, new File(uri.getPath()).getCanonicalPath())
                : path;
    }

    private static boolean isBelow(Path path, Path folder) {
        for (Path at = path; at != null; at = at.getParent()) {
            if (at.equals(folder)) {
                return true;
            }
        }
        return false;
    }

    /// Runs a job that writes a folder. If there are answers already, it writes one beside them, which takes their
    /// place when the job has succeeded and is removed when it has failed.
    ///
    /// @param job takes the name of a folder that is not there
    /// @throws InputException if the new answers cannot take the place of the old ones
    <R> R write(Function<String, R> job) {
        if (!isThere) {
            return job.apply(name);
        }
        Path written = path.suffix(".part-" + UUID.randomUUID());
        boolean complete = false;
        try {
            R result = job.apply(written.toString());
            complete = true;
            return result;
        } finally {
            end(written, complete);
        }
    }

    private void end(Path written, boolean complete) {
        try {
            if (!complete) {
                files.delete(written, true);
            } else if (!files.delete(path, true) || !files.rename(written, path)) {
                throw new IOException("the file system refuses to");
            }
        } catch (IOException e) {
            throw new InputException(name + ": cannot be replaced; new answers are in " + written + ": "
                    + e.getMessage(), e);
        }
    }
}
