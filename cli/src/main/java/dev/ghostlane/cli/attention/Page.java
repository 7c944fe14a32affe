package dev.ghostlane.cli.attention;

import com.samskivert.mustache.Mustache;
import dev.ghostlane.cli.console.Json;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/// A sheet as one page of HTML that needs nothing else: no network, no script, no fonts. Its text is `page.html`, where
/// all values are escaped but the styles and the images.
public final class Page {

    /// Width of a frame's line, in per cent of the photo's side, as in `page.css`.
    private static final double FRAME = 1.6;

    private Page() {}

    /// Writes the page in UTF-8.
    public static void write(Sheet sheet, OutputStream out) throws IOException {
        Map<String, Object> values = Json.object("css", resource("page.css"), "photo", sheet.photo(), "model",
                sheet.model(), "size", sheet.size(), "colour", dataUrl(sheet.image(), "jpeg"), "grey",
                dataUrl(Photo.grey(sheet.image()), "jpeg"), "classes", section(sheet, sheet.classes()), "gates",
                sheet.gates().stream().map(gate -> section(sheet, gate)).toList(), "without", sheet.without());
        out.write(Mustache.compiler().emptyStringIsFalse(true).compile(resource("page.html")).execute(values)
                .getBytes(StandardCharsets.UTF_8));
    }

    /// A frame's line has its middle on the rectangle, and half of it would be cut off at the edge of the photo.
    private static Sheet.Mark drawn(Sheet.Mark mark) {
        return mark.kind().equals("both") ? mark.inset(FRAME / 2) : mark;
    }

    private static Map<String, Object> section(Sheet sheet, Sheet.Section section) {
        List<Map<String, Object>> tiles = section.tiles().stream().map(tile -> Json.object("title", tile.title(),
                "lines", tile.lines(), "map", tile.map() == null ? "" : dataUrl(tile.map(), "png"), "marks",
                tile.marks().stream().map(Page::drawn).toList(), "described",
                section.title() + ", " + tile.title() + ", over " + sheet.photo())).toList();
        return Json.object("title", section.title(), "note", section.note(), "tiles", tiles);
    }

    private static String dataUrl(BufferedImage image, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, bytes)) {
                throw new IllegalStateException("this Java cannot write images of the format " + format);
            }
        } catch (IOException e) {
            throw new IllegalStateException("an image cannot be written to memory", e);
        }
        return "data:image/" + format + ";base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /// A file beside this class.
    static String resource(String name) {
        try (InputStream stream = Page.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(name + " cannot be read", e);
        }
    }
}
