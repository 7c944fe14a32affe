package dev.ghostlane.spark;

import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.checkpoint.SafetensorsWriter;
import dev.ghostlane.ghostnetv2.network.Configuration;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/// A small model and a folder of photos, good and bad ones, the same each time.
public record Samples(Path model, Path photos) {

    /// Photos that can be used.
    public static final int GOOD = 24;

    /// The names of those that cannot.
    public static final List<String> BAD = List.of("broken.jpg", "empty.png", "page.jpg");

    /// Those of them that Spark shows: it leaves empty files out.
    public static final List<String> SHOWN = List.of("broken.jpg", "page.jpg");

    private static final int LARGEST_SIDE = 200;

    /// Makes them in a folder.
    public static Samples in(Path folder) throws IOException {
        Path model = folder.resolve("model.safetensors");
        GhostNetV2 random = GhostNetV2.random(Configuration.of(0.2, 7), 1);
        SafetensorsWriter.write(random.stateDict().with(Map.of("input_size", "48", "labels", labels())), model, true);
        Path photos = Files.createDirectories(folder.resolve("photos/more")).getParent();
        for (int i = 0; i < GOOD; i++) {
            String name = (i % 3 == 0 ? "more/" : "") + "photo-" + i + (i % 2 == 0 ? ".png" : ".jpg");
            photo(photos.resolve(name), i);
        }
        byte[] whole = Files.readAllBytes(photos.resolve("photo-1.jpg"));
        Files.write(photos.resolve(BAD.get(0)), Arrays.copyOf(whole, whole.length / 2));
        Files.write(photos.resolve(BAD.get(1)), new byte[0]);
        Files.writeString(photos.resolve(BAD.get(2)), "<!DOCTYPE html><title>404</title>");
        return new Samples(model, photos);
    }

    private static String labels() { return "cat\ndog\nbird\nfrog\nhorse\nship\ntruck"; }

    /// Writes a photo, PNG or JPEG as its name says.
    public static void photo(Path file, int seed) throws IOException {
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(50 + random.nextInt(LARGEST_SIDE), 50 + random.nextInt(LARGEST_SIDE),
                BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.setRGB(x, y, (x * (seed + 1) & 255) << 16 | (y * 3 & 255) << 8 | random.nextInt(64));
            }
        }
        String name = file.toString();
        if (!ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile())) {
            throw new IOException("no writer for " + file);
        }
    }

    /// All files of the photos.
    public List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(photos)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
