package dev.ghostlane.testdata;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/// Finds the repository, and the folder `shared` beside it, which holds models, goldens and images that are
/// too large to be part of the repository.
///
/// Tests that need a file of that folder call [#require]; where it is missing they are skipped, not failed,
/// so that a clone of the repository alone can be built and tested.
public final class Shared {

    private Shared() {}

    /// {@return a file or folder of `shared`; if it is missing, the calling test is skipped}
    ///
    /// @param relative path inside `shared`, with slashes, such as `goldens/preprocess`
    /// @throws TestAbortedException if it is missing, with a message that says what and where
    public static Path require(String relative) {
        return find(relative).orElseThrow(() -> new TestAbortedException("skipped: "
                + folder().resolve(relative)
                + " is missing. It is not part of the repository; only the tests that read it are skipped."));
    }

    /// {@return a file or folder of `shared`, if it is there}
    ///
    /// @param relative path inside `shared`, with slashes
    public static Optional<Path> find(String relative) {
        return Optional.of(folder().resolve(relative)).filter(Files::exists);
    }

    /// {@return the root of the repository: the nearest folder, from the working directory upwards, with a `pom.xml`
    /// beside the folders `testdata` and `kernels`}
    ///
    /// @throws IllegalStateException if the working directory is outside the repository
    public static Path repository() {
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("pom.xml"))
                    && Files.isDirectory(folder.resolve("testdata"))
                    && Files.isDirectory(folder.resolve("kernels"))) {
                return folder;
            }
        }
        throw new IllegalStateException(start + " is not inside the Ghostlane repository");
    }

    private static Path folder() { return repository().resolveSibling("shared"); }
}
