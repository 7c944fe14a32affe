package dev.ghostlane.cli.options;

import java.util.List;
import picocli.CommandLine.Parameters;

/// The images that a command works on, one after the other, and how they are decoded.
public final class ImageArguments extends ImageOptions {

    @Parameters(paramLabel = "IMAGE", arity = "1..*",
            description = "image files (PNG, JPEG, GIF, BMP, TIFF), folders with images anywhere below them, or"
                    + " patterns such as 'photos/**.jpg'; - is the standard input")
    private List<String> images;

    /// Finds the files.
    public ImageFiles files() { return ImageFiles.of(images); }
}
