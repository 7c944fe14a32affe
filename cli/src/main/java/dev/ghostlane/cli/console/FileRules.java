package dev.ghostlane.cli.console;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What must hold of files that arguments name, looked at before the work.
public final class FileRules {

    /// A path has one slash where the argument had two. A scheme of one letter would be a drive.
    private static final Pattern URL = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]+:)//?([^/].*)", Pattern.DOTALL);

    private FileRules() {}

    /// What is wrong with an argument that names no file that exists, if it is a URL.
    ///
    /// @param wanted what the argument should be, for example "a file"
    public static Optional<String> refusalOfUrl(String argument, String wanted) {
        Matcher matcher = URL.matcher(argument);
        return matcher.matches()
                ? Optional.of(matcher.replaceFirst("$1//$2") + ": expected " + wanted
                        + ", found a URL; download it first")
                : Optional.empty();
    }

    /// @throws InputException if there is no file to read
    public static void requireReadable(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new InputException(Files.exists(file)
                    ? file + ": not a regular file"
                    : refusalOfUrl(file.toString(), "a file").orElse(file + ": no such file"));
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
