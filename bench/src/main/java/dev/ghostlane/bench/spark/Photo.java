package dev.ghostlane.bench.spark;

import dev.ghostlane.bench.common.Program;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/// A photo of 1920×1280 pixels: the cat of the test data, enlarged, with the noise of a camera.
final class Photo {

    private static final int WIDTH = 1920;
    private static final int HEIGHT = 1280;
    private static final int NOISE = 6;

    private Photo() {}

    /// Writes it.
    ///
    /// @return the file
    static Path write(Path file) throws IOException {
        BufferedImage cat = ImageIO.read(Program.home().resolve("testdata/photos/chelsea.png").toFile());
        BufferedImage photo = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = photo.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        graphics.drawImage(cat, 0, 0, WIDTH, HEIGHT, null);
        graphics.dispose();
        Random random = new Random(1);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int rgb = photo.getRGB(x, y);
                int noise = (int) (random.nextGaussian() * NOISE);
                int noisy = 0;
                for (int shift = 0; shift < 24; shift += 8) {
                    noisy |= Math.clamp((rgb >> shift & 255) + noise, 0, 255) << shift;
                }
                photo.setRGB(x, y, noisy);
            }
        }
        ImageIO.write(photo, "jpg", file.toFile());
        return file;
    }
}
