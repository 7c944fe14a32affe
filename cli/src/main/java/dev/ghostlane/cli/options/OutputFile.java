package dev.ghostlane.cli.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// The rule for `--output`.
public final class OutputFile {

    private OutputFile() {}

    /// Refuses to replace a file that is read.
    ///
    /// @param what the option or argument that names the file
    /// @throws ParameterException if both are the same
    public static void requireOther(CommandSpec spec, Path output, String what, Path file) throws IOException {
        if (Files.exists(output) && Files.exists(file) && Files.isSameFile(file, output)) {
            throw new ParameterException(spec.commandLine(), what + " and --output are the same file " + file);
        }
    }
}
