package dev.ghostlane.cli.attention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.ghostnetv2.AttentionMaps;
import dev.ghostlane.ghostnetv2.ClassMap;
import dev.ghostlane.ghostnetv2.Classification;
import dev.ghostlane.ghostnetv2.GateMap;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.kernels.tensor.FeatureMap;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/// Colours, letters and rows, from maps that are made up.
class PictureTest {
    private static final GhostNetV2 MODEL = GhostNetV2.bundled();

    private static BufferedImage picture(AttentionMaps maps, int channels) throws IOException {
        BufferedImage photo = new BufferedImage(480, 480, BufferedImage.TYPE_INT_RGB);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Picture.write(Sheet.of("a photo", MODEL, maps, photo, channels), bytes);
        return ImageIO.read(new ByteArrayInputStream(bytes.toByteArray()));
    }

    private static AttentionMaps maps(int gates, int classes) {
        FeatureMap gate = FeatureMap.allocate(1, 4, 4, 30);
        for (int i = 0; i < gate.data().length; i++) {
            gate.data()[i] = i / 480f;
        }
        FeatureMap evidence = FeatureMap.allocate(1, 2, 1, 1);
        evidence.data()[0] = 2;
        evidence.data()[1] = -1;
        return new AttentionMaps(FeatureMap.allocate(1, 32, 32, 3),
                IntStream.range(0, gates).mapToObj(i -> new GateMap("blocks." + i + ".ghost1", gate, 2, 2, 5)).toList(),
                IntStream.range(0, classes).mapToObj(
                        i -> new ClassMap(new Classification(i, "größe 写真 and more", 0.5f), 1, 0, evidence)).toList());
    }

    @Test
    void rowsEndAfterEightTiles() throws IOException {
        BufferedImage one = picture(maps(1, 1), 6);
        BufferedImage more = picture(maps(1, 1), 7);
        assertEquals(12 + 8 * 212, one.getWidth());
        assertEquals(one.getWidth(), more.getWidth());
        assertTrue(more.getHeight() >= one.getHeight() + 212, one.getHeight() + ", then " + more.getHeight());
        assertEquals(12 + 4 * 212, picture(maps(0, 1), 6).getWidth(), "without gates");
        assertTrue(picture(maps(0, 9), 6).getHeight() > picture(maps(0, 1), 6).getHeight() + 212);
    }

    @Test
    void colours() {
        BufferedImage gates = Colours.gates(new float[]{0.3f, 0.4f, 0.5f, 0.3f}, 2, 2);
        assertEquals(165 << 24 | 20 << 16 | 24 << 8 | 82, gates.getRGB(0, 0), "the lowest");
        assertEquals(165 << 24 | 250 << 16 | 225 << 8 | 60, gates.getRGB(0, 1), "the highest");
        assertEquals(gates.getRGB(0, 0), gates.getRGB(1, 1));
        assertEquals(165 << 24 | 32 << 16 | 128 << 8 | 128, Colours.gates(new float[]{0.7f}, 1, 1).getRGB(0, 0),
                "all the same");
        BufferedImage evidence = Colours.evidence(new float[]{2, -1, 0, 0.5f}, 4, 1, 2);
        assertEquals(200 << 24 | 0xf08a00, evidence.getRGB(0, 0));
        assertEquals(100 << 24 | 0x1f6fd6, evidence.getRGB(1, 0));
        assertEquals(0, evidence.getRGB(2, 0) >>> 24);
        assertEquals(50 << 24 | 0xf08a00, evidence.getRGB(3, 0));
        assertEquals(0, Colours.evidence(new float[]{0}, 1, 1, 0).getRGB(0, 0) >>> 24, "no evidence anywhere");
    }

    /// Each letter of ASCII has a shape of its own; others are boxes, longer texts end in dots.
    @Test
    void letters() {
        List<List<Boolean>> shapes = IntStream.rangeClosed(' ', '~')
                .mapToObj(letter -> dots(Character.toString(letter), 12, 0)).toList();
        assertEquals(95, shapes.stream().distinct().count());
        assertEquals(dots("写", 12, 0), dots("ö", 12, 0));
        assertTrue(!shapes.contains(dots("写", 12, 0)));
        assertEquals(dots("x", 12, 0), dots("×", 12, 0));
        assertEquals(dots("abc", 36, 2), dots("c", 12, 0), "three letters fit");
        assertEquals(dots("abcd", 36, 2), dots(".", 12, 0), "four do not");
        assertEquals(List.of("one two", "three"), Letters.lines("one two three", 8 * Letters.PITCH));
        assertEquals(List.of("longer"), Letters.lines("longer", Letters.PITCH));
    }

    /// The dots of one letter of a text.
    private static List<Boolean> dots(String text, int width, int place) {
        BufferedImage image = new BufferedImage(width + 12, 22, BufferedImage.TYPE_INT_RGB);
        Letters.draw(image, text, 0, 0, width, 0xffffff);
        return IntStream.range(0, 45)
                .mapToObj(i -> (image.getRGB(place * Letters.PITCH + 2 * (i % 5), 2 * (i / 5)) & 1) == 1).toList();
    }
}
