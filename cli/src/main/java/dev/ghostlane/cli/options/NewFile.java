package dev.ghostlane.cli.options;

import dev.ghostlane.cli.console.FileRules;
import dev.ghostlane.cli.console.InputException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// The option `--force` of commands that write a new file, and its rule.
public final class NewFile {

    @Option(names = {"-f", "--force"}, description = "replace an existing file")
    private boolean force;

    /// Writes a file.
    @FunctionalInterface
    public interface Writer {

        /// @throws FileAlreadyExistsException if there is a file that may not be replaced
        void write(Path output, boolean replace) throws IOException;
    }

    /// Looks before the work whether the file can be written after it.
    ///
    /// @throws InputException if not
    public void require(Path output) {
        FileRules.requireWritable(output);
        if (Files.exists(output) && !force) {
            throw existing(output, null);
        }
    }

    /// Writes the file.
    ///
    /// @throws InputException if there is one by now that may not be replaced
    public void write(Path output, Writer writer) throws IOException {
        try {
            writer.write(output, force);
        } catch (FileAlreadyExistsException e) {
            throw existing(output, e);
        }
    }

    private static InputException existing(Path output, Exception cause) {
        return new InputException(output + ": exists already; --force replaces it", cause);
    }
}
