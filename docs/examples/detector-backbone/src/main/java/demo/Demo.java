package demo;

import demo.Level.Cell;
import demo.Level.Point;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.images.ImageDecoder;
import dev.ghostlane.images.RgbImage;
import java.nio.file.Path;
import java.util.Locale;

/// Prints the levels of a photo, and which of their cells stand for its middle.
public class Demo {
    private static final int SIDE = 256;

    public static void main(String[] arguments) {
        RgbImage photo = ImageDecoder.decode(Path.of(arguments[0]));
        Point middle = new Point(photo.width() / 2.0, photo.height() / 2.0);
        try (Backbone backbone = new Backbone(GhostNetV2.bundled(), SIDE, SIDE)) {
            for (Level level : backbone.levels(photo)) {
                Cell cell = level.cell(middle);
                Point anchor = level.anchor(cell);
                System.out.printf(Locale.ROOT, "%s stride %2d %-11s row %2d, column %2d stands for (%.1f, %.1f)%n",
                        level.tap(), level.stride(), level.map().shape(), cell.row(), cell.column(), anchor.x(),
                        anchor.y());
            }
        }
    }
}
