package dev.ghostlane.bench.photos;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/// A kind of photos to make: the same bytes at every call.
///
/// @param bits bits a pixel that its file is to have; means nothing to a PNG
/// @param sampling means nothing to a PNG
public record MadePhoto(int width, int height, PhotoKind kind, double bits, Sampling sampling) {

    /// Counts up when the same kind becomes other files.
    private static final int VERSION = 1;

    private static final int SEARCH_STEPS = 8;

    /// What names it, for people, who see the bits of the files beside it.
    String description() {
        return width + "×" + height + " " + kind + (kind == PhotoKind.PNG ? "" : " " + sampling);
    }

    private Path file(Path folder, int number) {
        String name = kind == PhotoKind.PNG
                ? ""
                : String.format(Locale.ROOT, "-%s-%.3f", sampling.name(), bits);
        return folder.resolve(String.format(Locale.ROOT, "%dx%d-%s%s-%d.v%d.%s", width, height, kind.name(), name,
                number, VERSION, kind.ending()));
    }

    /// Makes so many of them, as far as they are not there.
    ///
    /// @param folder where the files are kept
    public List<Path> files(Path folder, int count) throws IOException {
        Files.createDirectories(folder);
        List<Path> files = new ArrayList<>();
        float quality = Float.NaN;
        for (int number = 0; number < count; number++) {
            Path file = file(folder, number);
            files.add(file);
            if (!Files.exists(file)) {
                BufferedImage image = image(number);
                if (kind != PhotoKind.PNG && Float.isNaN(quality)) {
                    quality = quality(number == 0 ? image : image(0));
                }
                Path partial = Files.createTempFile(folder, "partial", "");
                Files.write(partial, encoded(image, quality));
                Files.move(partial, file);
            }
        }
        return files;
    }

    private BufferedImage image(int number) {
        return new Scene(width, height, number).image(kind != PhotoKind.PNG && sampling == Sampling.GRAY);
    }

    private byte[] encoded(BufferedImage image, float quality) throws IOException {
        if (kind != PhotoKind.PNG) {
            return JpegEncoder.encode(image, quality, sampling, kind == PhotoKind.PROGRESSIVE);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    /// Searches the quality with which a photo has the bits; the nearest one that there is.
    private float quality(BufferedImage image) throws IOException {
        float low = 0.05f;
        float high = 1;
        for (int step = 0; step < SEARCH_STEPS; step++) {
            float middle = (low + high) / 2;
            if (8.0 * encoded(image, middle).length / ((double) width * height) < bits) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
