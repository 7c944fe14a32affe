package dev.ghostlane.cli.attention;

import dev.ghostlane.images.ImageSource;
import dev.ghostlane.images.InputReader;
import dev.ghostlane.images.Preprocessing;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.util.List;

/// The part of a photo that a network sees.
public final class Photo {

    /// Most pixels of a side, unless the network sees more.
    private static final int SIDE = 480;

    /// Most pixels of the short edge that [Preprocessing] takes.
    private static final int SHORT_EDGE = 16384;

    private Photo() {}

    /// Reads the part that a preprocessing cuts out, in as many times more pixels as are good to look at.
    ///
    /// @param source is read once more
    public static BufferedImage of(ImageSource source, Preprocessing seen) {
        int times = Math.max(1, Math.min(SIDE / seen.crop(), SHORT_EDGE / seen.shortEdge()));
        Preprocessing shown = new Preprocessing(times * seen.shortEdge(), times * seen.crop(), seen.resampling(),
                List.of(0f, 0f, 0f), List.of(1f, 1f, 1f));
        float[] rgb = new float[shown.floats()];
        InputReader.of(shown).read(source, rgb, 0);
        BufferedImage image = new BufferedImage(shown.crop(), shown.crop(), BufferedImage.TYPE_INT_RGB);
        for (int pixel = 0; pixel < rgb.length / 3; pixel++) {
            int colour = 0;
            for (int i = 0; i < 3; i++) {
                colour = colour << 8 | Math.round(255 * rgb[3 * pixel + i]);
            }
            image.setRGB(pixel % shown.crop(), pixel / shown.crop(), colour);
        }
        return image;
    }

    /// The same in other pixels.
    static BufferedImage scaled(BufferedImage image, int side) {
        BufferedImage scaled = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = scaled.createGraphics();
        graphics.drawImage(image.getScaledInstance(side, side, Image.SCALE_AREA_AVERAGING), 0, 0, null);
        graphics.dispose();
        return scaled;
    }

    /// The same without colours, on which those of maps are seen.
    static BufferedImage grey(BufferedImage image) {
        BufferedImage grey = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int rgb = image.getRGB(x, y);
                // The weights of ITU-R BT.601, as in JPEG.
                int luminance = Math.round(0.299f * (rgb >> 16 & 255) + 0.587f * (rgb >> 8 & 255)
                        + 0.114f * (rgb & 255));
                grey.setRGB(x, y, luminance * 0x010101);
            }
        }
        return grey;
    }
}
