package dev.ghostlane.cli.console;

import java.nio.file.Files;
import java.nio.file.Path;

/// What must hold of files that arguments name, looked at before the work.
public final class FileRules {

    private FileRules() {}

    /// @throws InputException if there is no file to read
    public static void requireReadable(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new InputException(file + (Files.exists(file) ? ": not a regular file" : ": no such file"));
        }
    }

    /// @throws InputException if no file can be written there, be it a new one or in the place of another
    public static void requireWritable(Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new InputException(file + ": expected a file to write, found something else of that name");
        }
        if (!Files.isDirectory(file.toAbsolutePath().getParent())) {
            throw new InputException(file + ": its folder does not exist");
        }
    }
}
