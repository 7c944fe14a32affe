package demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import demo.Level.Cell;
import demo.Level.Point;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.images.RgbImage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackboneTest {
    private static final int HEIGHT = 128;
    private static final int WIDTH = 192;

    @Test
    void eachLevelCoversThePhoto() {
        try (Backbone backbone = new Backbone(GhostNetV2.bundled(), HEIGHT, WIDTH)) {
            for (Level level : backbone.levels(gray(2 * WIDTH, 3 * HEIGHT))) {
                assertEquals(HEIGHT, level.stride() * level.map().height());
                assertEquals(WIDTH, level.stride() * level.map().width());
                for (int row = 0; row < level.map().height(); row++) {
                    for (int column = 0; column < level.map().width(); column++) {
                        Cell cell = new Cell(row, column);
                        assertEquals(cell, level.cell(level.anchor(cell)));
                    }
                }
                assertEquals(new Cell(level.map().height() - 1, level.map().width() - 1),
                        level.cell(new Point(2 * WIDTH, 3 * HEIGHT)));
            }
        }
    }

    /// A spot on a photo changes the features of its own cell more than those of cells elsewhere.
    @Test
    void aCellSeesTheSpotThatItStandsFor() {
        try (Backbone backbone = new Backbone(GhostNetV2.bundled(), HEIGHT, WIDTH)) {
            List<Level> plain = backbone.levels(gray(WIDTH, HEIGHT));
            for (Point spot : List.of(new Point(40, 72), new Point(136, 40), new Point(104, 104))) {
                List<Level> spotted = backbone.levels(withSpot(gray(WIDTH, HEIGHT), spot));
                for (int i = 0; i < plain.size(); i++) {
                    Level level = plain.get(i);
                    Cell most = mostChanged(level, spotted.get(i));
                    Cell expected = level.cell(spot);
                    assertTrue(Math.abs(most.row() - expected.row()) <= 1
                            && Math.abs(most.column() - expected.column()) <= 1,
                            level.tap() + ": the spot at " + spot + " is in " + expected + ", most changed " + most);
                }
            }
        }
    }

    private static Cell mostChanged(Level before, Level after) {
        Cell most = null;
        double largest = -1;
        for (int row = 0; row < before.map().height(); row++) {
            for (int column = 0; column < before.map().width(); column++) {
                Cell cell = new Cell(row, column);
                float[] was = before.features(cell);
                float[] is = after.features(cell);
                double change = 0;
                for (int channel = 0; channel < was.length; channel++) {
                    change += Math.abs(is[channel] - was[channel]);
                }
                if (change > largest) {
                    largest = change;
                    most = cell;
                }
            }
        }
        return most;
    }

    private static RgbImage gray(int width, int height) {
        byte[] rgb = new byte[width * height * 3];
        Arrays.fill(rgb, (byte) 128);
        return new RgbImage(width, height, rgb);
    }

    private static RgbImage withSpot(RgbImage image, Point middle) {
        byte[] rgb = image.rgb().clone();
        for (int y = (int) middle.y() - 4; y < middle.y() + 4; y++) {
            for (int x = (int) middle.x() - 4; x < middle.x() + 4; x++) {
                Arrays.fill(rgb, (y * image.width() + x) * 3, (y * image.width() + x) * 3 + 3, (byte) 255);
            }
        }
        return new RgbImage(image.width(), image.height(), rgb);
    }
}
