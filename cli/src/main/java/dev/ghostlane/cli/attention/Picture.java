package dev.ghostlane.cli.attention;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/// A sheet as one picture, for slides and papers: a row of tiles for each section, dark on white.
public final class Picture {

    /// Pixels of a side of a tile.
    private static final int TILE = 200;
    private static final int GAP = 12;
    private static final int TEXT = 0x222222;

    /// Most tiles of a row.
    private static final int MOST = 8;

    private final Sheet sheet;
    private final BufferedImage colour;
    private final BufferedImage grey;
    private final BufferedImage image;
    private final Graphics2D graphics;
    private final int width;
    private int y = GAP;

    private Picture(Sheet sheet) {
        this.sheet = sheet;
        this.colour = Photo.scaled(sheet.image(), TILE);
        this.grey = Photo.grey(colour);
        int columns = 1 + sheet.classes().tiles().size();
        for (Sheet.Section gate : sheet.gates()) {
            columns = Math.max(columns, gate.tiles().size());
        }
        this.width = GAP + Math.clamp(columns, 4, MOST) * (TILE + GAP);
        int height = GAP + sections().stream().mapToInt(this::height).sum();
        this.image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        this.graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    }

    /// Writes the picture as a PNG.
    public static void write(Sheet sheet, OutputStream out) throws IOException {
        Picture picture = new Picture(sheet);
        picture.sections().forEach(picture::draw);
        picture.graphics.dispose();
        if (!ImageIO.write(picture.image, "png", out)) {
            throw new IllegalStateException("this Java cannot write PNG images");
        }
    }

    /// The photo and the classes are the first.
    private List<Sheet.Section> sections() {
        List<Sheet.Tile> tiles = new ArrayList<>();
        tiles.add(new Sheet.Tile("the photo", List.of(sheet.size() + "×" + sheet.size() + " pixels"), null, List.of()));
        tiles.addAll(sheet.classes().tiles());
        List<Sheet.Section> sections = new ArrayList<>();
        String gates = sheet.gates().isEmpty() ? "" : "; yellow gates are open, dark ones closed";
        sections.add(new Sheet.Section(sheet.photo() + ": orange speaks for a class, blue against it" + gates,
                sheet.model(), tiles));
        sections.addAll(sheet.gates());
        if (!sheet.without().isEmpty()) {
            sections.add(new Sheet.Section(sheet.without(), "", List.of()));
        }
        return sections;
    }

    private static int lines(Sheet.Section section) {
        return section.tiles().stream().mapToInt(tile -> 1 + tile.lines().size()).max().orElse(0);
    }

    /// The lines above the tiles.
    private List<String> head(Sheet.Section section) {
        List<String> head = new ArrayList<>(Letters.lines(section.title(), width - 2 * GAP));
        if (!section.note().isEmpty()) {
            head.addAll(Letters.lines(section.note(), width - 2 * GAP));
        }
        return head;
    }

    private int height(Sheet.Section section) {
        int rows = Math.ceilDiv(section.tiles().size(), columns());
        return head(section).size() * Letters.LINE + rows * rowHeight(section) + GAP;
    }

    private static int rowHeight(Sheet.Section section) { return TILE + GAP + lines(section) * Letters.LINE; }

    private int columns() { return (width - GAP) / (TILE + GAP); }

    private void draw(Sheet.Section section) {
        for (String line : head(section)) {
            Letters.draw(image, line, GAP, y, width - 2 * GAP, TEXT);
            y += Letters.LINE;
        }
        for (int from = 0; from < section.tiles().size(); from += columns()) {
            for (int i = from; i < Math.min(from + columns(), section.tiles().size()); i++) {
                draw(section.tiles().get(i), GAP + (i - from) * (TILE + GAP));
            }
            y += rowHeight(section);
        }
        y += GAP;
    }

    private void draw(Sheet.Tile tile, int x) {
        boolean plain = tile.map() == null && tile.marks().isEmpty();
        graphics.drawImage(plain ? colour : grey, x, y, null);
        if (tile.map() != null) {
            lay(tile.map(), x);
        }
        for (Sheet.Mark mark : tile.marks()) {
            mark(mark, x);
        }
        Letters.draw(image, tile.title(), x, y + TILE + GAP / 2, TILE, TEXT);
        for (int i = 0; i < tile.lines().size(); i++) {
            Letters.draw(image, tile.lines().get(i), x, y + TILE + GAP / 2 + (i + 1) * Letters.LINE, TILE, TEXT);
        }
    }

    /// Lays a map over the photo, each of its pixels as a rectangle.
    private void lay(BufferedImage map, int x) {
        for (int row = 0; row < map.getHeight(); row++) {
            for (int column = 0; column < map.getWidth(); column++) {
                int left = column * TILE / map.getWidth();
                int top = row * TILE / map.getHeight();
                graphics.setColor(new Color(map.getRGB(column, row), true));
                graphics.fillRect(x + left, y + top, (column + 1) * TILE / map.getWidth() - left,
                        (row + 1) * TILE / map.getHeight() - top);
            }
        }
    }

    private void mark(Sheet.Mark mark, int x) {
        int left = x + (int) Math.round(mark.x() * TILE / 100);
        int top = y + (int) Math.round(mark.y() * TILE / 100);
        int wide = (int) Math.round(mark.width() * TILE / 100);
        int high = (int) Math.round(mark.height() * TILE / 100);
        graphics.setColor(mark.kind().equals("strip") ? new Color(32, 160, 160, 115) : new Color(250, 225, 60, 160));
        if (mark.kind().equals("both")) {
            graphics.setColor(new Color(250, 225, 60));
            graphics.drawRect(left, top, wide - 1, high - 1);
            graphics.drawRect(left + 1, top + 1, wide - 3, high - 3);
        } else {
            graphics.fillRect(left, top, wide, high);
        }
    }
}
