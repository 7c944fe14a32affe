package dev.ghostlane.bench.photos;

import dev.ghostlane.images.ImageDecoder;
import dev.ghostlane.images.RgbImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Photos that are alike. Of several a processor cannot learn the branches by heart.
///
/// @param name for people
/// @param files at least one
/// @param pixels of a photo, on average
/// @param bytes of a file, on average
record PhotoSet(String name, List<Path> files, double pixels, double bytes) {

    /// Photos that were made.
    static PhotoSet of(MadePhoto what, Path folder, int count) throws IOException {
        return of(what.description(), what.files(folder, count));
    }

    /// The JPEG and PNG files of a folder.
    ///
    /// @throws IllegalArgumentException if there are none
    static PhotoSet of(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(folder + ": expected a folder of photos");
        }
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> files = all.filter(file -> file.toString().toLowerCase(Locale.ROOT).matches(".*\\.(jpe?g|png)"))
                    .sorted().toList();
            if (files.isEmpty()) {
                throw new IllegalArgumentException(folder + ": expected JPEG or PNG files in it, found none");
            }
            return of(folder.getFileName().toString(), files);
        }
    }

    private static PhotoSet of(String name, List<Path> files) throws IOException {
        double pixels = 0;
        double bytes = 0;
        for (Path file : files) {
            RgbImage image = ImageDecoder.decode(file);
            pixels += (double) image.width() * image.height() / files.size();
            bytes += (double) Files.size(file) / files.size();
        }
        return new PhotoSet(name, files, pixels, bytes);
    }

    /// Bits a pixel.
    double bits() { return 8 * bytes / pixels; }

    @Override
    public String toString() { return String.format(Locale.ROOT, "%s (%.2f bits a pixel)", name, bits()); }
}
