package dev.ghostlane.cli.options;

import dev.ghostlane.cli.console.FileRules;
import dev.ghostlane.cli.console.Text;
import dev.ghostlane.images.ImageException;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/// The image files that arguments name: files, folders with all that is below them, and patterns such as `photos/*.jpg`
/// or `**/*.png`, where the shell does not expand them. Hidden files and folders below a folder are left out. `-` is
/// the standard input.
public final class ImageFiles {

    /// Stands for the standard input.
    static final Path STANDARD_INPUT = Path.of("-");

    /// Endings of image files. Those of formats that Java cannot decode are among them, so that they are reported.
    private static final Set<String> ENDINGS = Set.of("jpg", "jpeg", "jpe", "jfif", "png", "gif", "bmp", "tif", "tiff",
            "webp", "heic", "heif", "avif", "jxl", "jp2");

    /// What was asked for and could not be found or searched.
    ///
    /// @param before how many files were found before it
    /// @param image the argument, or a file or folder below it
    public record Failure(int before, String image, ImageException cause) {}

    private final List<Path> files = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();

    private ImageFiles() {}

    /// Finds them, those of a folder or pattern in the order of their names.
    public static ImageFiles of(List<String> arguments) {
        ImageFiles all = new ImageFiles();
        arguments.forEach(all::add);
        return all;
    }

    /// The files.
    public List<Path> files() { return files; }

    /// What was asked for and could not be found or searched, in the order of the arguments.
    public List<Failure> failures() { return failures; }

    private void fail(String image, String message, Exception cause) {
        failures.add(new Failure(files.size(), image, new ImageException(message, cause)));
    }

    private void add(String argument) {
        Optional<String> refusal = FileRules.refusalOfUrl(argument, "a file");
        if (argument.contains("://") && refusal.isPresent()) {
            fail(argument, refusal.get(), null);
            return;
        }
        try {
            Path path = Path.of(argument);
            if (!argument.isEmpty() && Files.isDirectory(path)) {
                addBelow(argument, path, Integer.MAX_VALUE, ImageFiles::isImage);
            } else if (isPattern(argument) && !Files.exists(path)) {
                addMatches(argument);
            } else if (path.equals(STANDARD_INPUT) && files.contains(path)) {
                fail(argument, "-: the standard input can be read only once", null);
            } else {
                files.add(path);
            }
        } catch (InvalidPathException | PatternSyntaxException e) {
            fail(argument, argument + ": expected a file, a folder or a pattern: " + e.getMessage(), e);
        }
    }

    private static boolean isPattern(String argument) {
        return argument.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
    }

    private void addMatches(String pattern) {
        int special = 0;
        while (!isPattern(pattern.substring(0, special + 1))) {
            special++;
        }
        int start = pattern.lastIndexOf('/', special) + 1;
        int depth = pattern.contains("**")
                ? Integer.MAX_VALUE
                : 1 + (int) pattern.substring(start).chars().filter(c -> c == '/').count();
        // In shells '**/' also stands for no folder at all; in Java it needs one. Groups cannot be nested.
        String glob = pattern.contains("{") ? pattern : pattern.replace("**/", "{,**/}");
        addBelow(pattern, Path.of(pattern.substring(0, start)), depth,
                FileSystems.getDefault().getPathMatcher("glob:" + glob));
    }

    private static boolean isImage(Path file) {
        String name = file.getFileName().toString();
        return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    private void addBelow(String argument, Path folder, int depth, PathMatcher wanted) {
        int failed = failures.size();
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), depth,
                    new Search(folder, wanted, found));
        } catch (IOException e) {
            failUnreadable(folder, e);
        }
        if (found.isEmpty() && failures.size() == failed) {
            fail(argument, argument + ": expected images, found none", null);
        }
        Collections.sort(found);
        files.addAll(found);
    }

    private void failUnreadable(Path path, IOException e) {
        fail(path.toString(), path + ": cannot be searched for images: " + Text.describe(e), e);
    }

    private final class Search extends SimpleFileVisitor<Path> {
        private final Path start;
        private final PathMatcher wanted;
        private final List<Path> found;

        Search(Path start, PathMatcher wanted, List<Path> found) {
            this.start = start;
            this.wanted = wanted;
            this.found = found;
        }

        private boolean isHidden(Path path) {
            return !path.equals(start) && path.getFileName().toString().startsWith(".");
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return isHidden(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (isHidden(file) || !wanted.matches(file)) {
                return FileVisitResult.CONTINUE;
            }
            if (attributes.isRegularFile()) {
                found.add(file.equals(STANDARD_INPUT) ? Path.of(".", "-") : file);
            } else if (attributes.isSymbolicLink()) {
                // Links are followed, so this one leads nowhere.
                fail(file.toString(), file + ": expected an image, found a link to a file that is not there", null);
            }
            return FileVisitResult.CONTINUE;
        }

        /// A link that leads back to a folder above it is no failure: that folder is being searched already.
        @Override
        public FileVisitResult visitFileFailed(Path path, IOException e) {
            if (!(e instanceof FileSystemLoopException) && !isHidden(path)) {
                failUnreadable(path, e);
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
