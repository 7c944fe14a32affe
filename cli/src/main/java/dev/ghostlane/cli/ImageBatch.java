package dev.ghostlane.cli;

import dev.ghostlane.cli.console.Progress;
import dev.ghostlane.cli.options.ImageFiles;
import dev.ghostlane.cli.options.ImageOptions;
import dev.ghostlane.images.ImageException;
import dev.ghostlane.images.ImageMemoryException;
import dev.ghostlane.images.RgbImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Does something for each of many images, one after the other, with progress on the error stream. An image that cannot
/// be used, or for which there is no memory, does not stop the others; it is reported at the end.
final class ImageBatch {

    /// What is done for an image.
    @FunctionalInterface
    interface Action {
        void accept(Path file, RgbImage image) throws IOException;
    }

    private final ImageOptions options;
    private final List<Path> files;
    private final List<RuntimeException> failures;
    private final PrintWriter err;
    private final Progress progress;
    private final int asked;

    ImageBatch(ImageOptions options, ImageFiles images, PrintWriter err) {
        this.options = options;
        this.files = images.files();
        this.failures = new ArrayList<>(images.failures());
        this.asked = files.size() + failures.size();
        this.err = err;
        this.progress = new Progress(err, "images", files.size());
    }

    /// Goes through the images.
    ///
    /// @param action may throw [ImageException] for an image that it cannot use; anything else stops
    void run(Action action) throws IOException {
        for (int i = 0; i < files.size(); i++) {
            progress.done(i);
            Path file = files.get(i);
            try {
                options.decode(file, image -> {
                    progress.clear();
                    action.accept(file, image);
                });
            } catch (ImageException | ImageMemoryException e) {
                failures.add(e);
            }
        }
        progress.clear();
    }

    /// Says which images could not be used, and why.
    ///
    /// @return the exit code
    int report() {
        failures.forEach(failure -> Failures.report(failure, err));
        if (!failures.isEmpty() && asked > 1) {
            err.println("ghostlane: " + failures.size() + " of " + asked + " images could not be used");
        }
        return failures.isEmpty() ? Main.GOOD : Main.BAD_INPUT;
    }
}
