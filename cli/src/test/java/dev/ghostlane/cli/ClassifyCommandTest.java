package dev.ghostlane.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.ghostlane.testdata.Shared;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifyCommandTest {
    private static final Path CHELSEA = Shared.repository().resolve("testdata/photos/chelsea.png");

    @TempDir
    private Path folder;

    @Test
    void theBundledModelSeesACat() {
        CommandRun run = CommandRun.of("classify", CHELSEA).expect(0);
        List<String> lines = run.out().lines().toList();
        assertEquals(CHELSEA.toString(), lines.get(0));
        assertTrue(lines.get(1).matches(" +1  cat +\\d+\\.\\d\\d %"), lines.get(1));
        assertEquals(6, lines.indexOf(""), "five labels by default");
        assertTrue(lines.getLast().startsWith("model: GhostNetV2, width 0.5, 10 classes"), run.out());
        assertEquals("", run.err());
    }

    @Test
    void jsonHasTheDocumentedForm() throws IOException {
        CommandRun run = CommandRun.of("classify", "--json", "-k", 3, CHELSEA, image("größe.png")).expect(0);
        List<Object> images = JSON.std.listFrom(run.out());
        assertEquals(2, images.size());
        assertEquals(CHELSEA.toString(), ((Map<?, ?>) images.get(0)).get("image"));
        assertEquals(folder.resolve("größe.png").toString(), ((Map<?, ?>) images.get(1)).get("image"));
        double before = 1;
        for (Object image : images) {
            assertEquals(List.of("image", "predictions"), List.copyOf(((Map<?, ?>) image).keySet()));
            List<?> predictions = (List<?>) ((Map<?, ?>) image).get("predictions");
            assertEquals(3, predictions.size());
            before = 1;
            for (Object prediction : predictions) {
                Map<?, ?> entry = (Map<?, ?>) prediction;
                assertEquals(List.of("index", "label", "probability"), List.copyOf(entry.keySet()));
                double probability = ((Number) entry.get("probability")).doubleValue();
                assertTrue(probability >= 0 && probability <= before, run.out());
                before = probability;
            }
        }
        Map<?, ?> best = (Map<?, ?>) ((List<?>) ((Map<?, ?>) images.get(0)).get("predictions")).get(0);
        assertEquals("cat", best.get("label"));
        assertEquals(3, best.get("index"));
        assertTrue(run.out().chars().allMatch(c -> c < 128), "ASCII only");
        assertTrue(run.err().startsWith("model: "), "what answered is said beside the JSON");
    }

    @Test
    void oneBadImageDoesNotStopTheOthers() throws IOException {
        Path text = Files.writeString(folder.resolve("text.png"), "no image");
        Path missing = folder.resolve("missing.png");
        CommandRun run = CommandRun.of("classify", "--json", missing, CHELSEA, text).expect(1);
        List<Object> images = JSON.std.listFrom(run.out());
        assertEquals(1, images.size());
        assertEquals(CHELSEA.toString(), ((Map<?, ?>) images.get(0)).get("image"));
        assertTrue(run.err().contains(missing.toString()), run.err());
        assertTrue(run.err().contains(text.toString()), run.err());
        assertTrue(run.err().contains("2 of 3 images"), run.err());
    }

    @Test
    void jsonOfNoUsableImageIsAnEmptyArray() throws IOException {
        CommandRun run = CommandRun.of("classify", "--json", folder.resolve("missing.png")).expect(1);
        assertEquals(List.of(), JSON.std.listFrom(run.out()));
    }

    @Test
    void aFolderIsNoImage() {
        CommandRun run = CommandRun.of("classify", folder).expect(1);
        assertTrue(run.err().contains(folder.toString()), run.err());
    }

    @Test
    void thereAreNoMoreLabelsThanClasses() {
        CommandRun run = CommandRun.of("classify", "-k", Integer.MAX_VALUE, CHELSEA).expect(0);
        assertEquals(11, run.out().lines().toList().indexOf(""), run.out());
    }

    @Test
    void aModelFileAnswersLikeTheBundledModel() throws IOException {
        String bundled = CommandRun.of("classify", "--json", CHELSEA).expect(0).out();
        Path model = CommandRun.bundledModel(folder);
        assertEquals(bundled, CommandRun.of("classify", "--json", "-m", model, CHELSEA).expect(0).out());
    }

    @Test
    void aBadModelIsNamed() throws IOException {
        Path model = Files.write(folder.resolve("bad.safetensors"), new byte[100]);
        CommandRun run = CommandRun.of("classify", "-m", model, CHELSEA).expect(1);
        assertTrue(run.err().contains(model.toString()), run.err());
        assertEquals("", run.out());
        assertTrue(CommandRun.of("classify", "-m", folder.resolve("none"), CHELSEA).expect(1).err().contains("none"));
    }

    @Test
    void controlCharactersOfAPathStayOffTheTerminal() {
        CommandRun run = CommandRun.of("classify", folder.resolve("a\u001b[2Jb.png")).expect(1);
        assertFalse(run.err().contains("\u001b"), run.err());
    }

    @Test
    void wrongUsage() {
        CommandRun.of("classify").expect(2);
        CommandRun.of("classify", "-k", 0, CHELSEA).expect(2);
        CommandRun.of("classify", "-k", -1, CHELSEA).expect(2);
        CommandRun.of("classify", "-k", "many", CHELSEA).expect(2);
        CommandRun.of("classify", "--no-such-option", CHELSEA).expect(2);
        CommandRun.of("classify", "-m").expect(2);
    }

    private Path image(String name) throws IOException {
        BufferedImage image = new BufferedImage(40, 50, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.ORANGE);
        graphics.fillOval(5, 5, 30, 30);
        graphics.dispose();
        Path file = folder.resolve(name);
        ImageIO.write(image, "png", file.toFile());
        return file;
    }
}
