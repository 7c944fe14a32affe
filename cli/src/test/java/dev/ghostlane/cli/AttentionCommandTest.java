package dev.ghostlane.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.ghostnetv2.AttentionMaps;
import dev.ghostlane.ghostnetv2.ClassMap;
import dev.ghostlane.ghostnetv2.GateMap;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.testdata.Shared;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttentionCommandTest {
    private static final Path CHELSEA = Shared.repository().resolve("testdata/photos/chelsea.png");
    private static final Pattern MAP = Pattern.compile("class=\"map\"[^>]*href=\"data:image/png;base64,([^\"]*)\"");

    @TempDir
    private Path folder;

    private static List<BufferedImage> maps(String page) throws IOException {
        List<BufferedImage> maps = new ArrayList<>();
        for (Matcher matcher = MAP.matcher(page); matcher.find();) {
            maps.add(ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(matcher.group(1)))));
        }
        return maps;
    }

    private static int count(String text, String part) { return text.split(Pattern.quote(part), -1).length - 1; }

    private static int lowest(float[] values) {
        return IntStream.range(0, values.length).boxed().min(Comparator.comparingDouble(i -> values[i])).orElseThrow();
    }

    @Test
    void thePageShowsTheMapsOfTheLibrary() throws IOException {
        Path output = folder.resolve("maps.html");
        CommandRun run = CommandRun.of("attention", CHELSEA, "-o", output, "--channels", 2, "--top", 2).expect(0);
        String page = Files.readString(output);
        AttentionMaps expected = GhostNetV2.bundled().attention(CHELSEA);
        List<BufferedImage> maps = maps(page);
        long ofOneCell = expected.gates().stream().filter(gate -> gate.gridWidth() == 1).count();
        assertEquals(4, ofOneCell);
        assertEquals(2 + expected.gates().size() * 3 - 2 * ofOneCell, maps.size(),
                "two classes, and of each gate mean and channels; where there is one cell no channel chooses");
        assertEquals(expected.gates().size(), count(page, "class=\"cell\""));
        assertEquals(2 * expected.gates().size(), count(page, "class=\"strip\""));
        ClassMap cat = expected.classes().getFirst();
        BufferedImage evidence = maps.getFirst();
        assertEquals(cat.evidence().width(), evidence.getWidth());
        for (int i = 0; i < cat.evidence().pixels(); i++) {
            int rgb = evidence.getRGB(i % evidence.getWidth(), i / evidence.getWidth());
            float value = cat.evidence().data()[i];
            assertEquals(value > 0, (rgb >> 16 & 255) > (rgb & 255) && rgb >>> 24 > 0, "orange speaks for, cell " + i);
        }
        int next = 2;
        for (GateMap gate : expected.gates()) {
            BufferedImage mean = maps.get(next);
            next += gate.gridWidth() > 1 ? 3 : 1;
            assertEquals(gate.map().width() + "×" + gate.map().height(), mean.getWidth() + "×" + mean.getHeight());
            if (gate.gridWidth() > 1) {
                float[] green = new float[gate.map().pixels()];
                for (int p = 0; p < green.length; p++) {
                    green[p] = mean.getRGB(p % mean.getWidth(), p / mean.getWidth()) >> 8 & 255;
                }
                assertEquals(green[lowest(gate.mean())], green[lowest(green)],
                        gate.module() + ": the darkest is the lowest");
            }
            assertTrue(page.contains("<h3>" + gate.module() + "</h3>"), gate.module());
            assertTrue(gate.gridWidth() == 1
                    || page.contains("<b>channel " + gate.strongest(1).getFirst() + "</b>"), gate.module());
            assertTrue(run.out().contains(gate.module()), run.out());
        }
        assertTrue(run.out().contains("cat") && run.err().contains("14 attention maps"), run.toString());
        assertTrue(page.contains("<b>cat</b>") && page.contains("prefers-color-scheme: dark"));
        assertFalse(page.contains("<script") || page.contains("http://") || page.contains("https://"));
    }

    @Test
    void theSamePhotoGivesTheSameBytesAlsoFromTheStandardInput() throws IOException {
        Path page = Files.writeString(folder.resolve("a.html"), "old");
        CommandRun.of("attention", CHELSEA, "-o", page, "--force").expect(0);
        String first = Files.readString(page);
        InputStream usual = System.in;
        try (InputStream photo = Files.newInputStream(CHELSEA)) {
            System.setIn(photo);
            CommandRun.of("attention", "-", "-o", page, "-f").expect(0);
        } finally {
            System.setIn(usual);
        }
        assertEquals(first.replace("chelsea.png", "-"), Files.readString(page));
    }

    @Test
    void aPictureHasTheMapsInRows() throws IOException {
        Path output = folder.resolve("maps.PNG");
        CommandRun run = CommandRun.of("attention", CHELSEA, "-o", output, "--class", "dog", "--class", "3").expect(0);
        assertTrue(run.out().contains("  cat\n") && run.out().contains("  dog\n") && !run.out().contains("frog"),
                run.out());
        BufferedImage picture = ImageIO.read(output.toFile());
        assertEquals(12 + 6 * 212, picture.getWidth(), "mean, reach and four channels");
        assertTrue(picture.getHeight() > 15 * 212, "a row of classes and fourteen of gates: " + picture.getHeight());
        assertEquals(0xffffffff, picture.getRGB(1, 1));
    }

    /// Labels and names of files come from others.
    @Test
    void labelsAndFileNamesAreEscaped() throws IOException {
        String evil = "<script>alert('x')</script>\"&{{photo}}";
        Path labels = Files.writeString(folder.resolve("labels.txt"), (evil + "\n").repeat(10));
        Path photo = folder.resolve("<img src=x onerror=alert(1)>'&.png");
        Files.copy(CHELSEA, photo);
        Path output = folder.resolve("maps.html");
        CommandRun.of("attention", photo, "--labels", labels, "-o", output).expect(0);
        String page = Files.readString(output);
        assertFalse(page.contains("<script") || page.contains("<img src=x"));
        assertTrue(page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;{{photo}}"));
        assertTrue(page.contains("<title>What the network attends to in &lt;img src"));
        assertEquals(1, count(page, "<img "));
        assertTrue(page.contains("default-src 'none'"));
    }

    @Test
    void withoutDecoupledAttentionTheClassMapStandsAlone() throws IOException {
        Path model = Shared.require("goldens/v1_w050_c17.safetensors");
        Path output = folder.resolve("maps.html");
        CommandRun run = CommandRun.of("attention", "-m", model, CHELSEA, "-o", output).expect(0);
        String words = "This GhostNet has no decoupled fully connected attention";
        assertTrue(run.err().contains(words), run.toString());
        String page = Files.readString(output);
        assertTrue(page.contains(words));
        assertEquals(3, maps(page).size());
        assertFalse(page.contains("<h3>"));
        assertTrue(page.contains("(v1_w050_c17.safetensors)"), "the model's file without its folder");
    }

    @Test
    void whatCannotBeIsRefusedAndNothingIsLeft() throws IOException {
        Path output = Files.writeString(folder.resolve("maps.html"), "old");
        assertTrue(CommandRun.of("attention", CHELSEA, "-o", output).expect(1).err().contains("--force replaces it"));
        Path text = Files.writeString(folder.resolve("text.png"), "no image");
        assertTrue(CommandRun.of("attention", text, "-o", output, "-f").expect(1).err().contains(text.toString()));
        assertTrue(CommandRun.of("attention", folder.resolve("none.png"), "-o", output, "-f").expect(1).err()
                .contains("none.png"));
        Path photos = Files.createDirectory(folder.resolve("photos"));
        Files.copy(CHELSEA, photos.resolve("a.png"));
        Files.copy(CHELSEA, photos.resolve("b.png"));
        assertTrue(CommandRun.of("attention", photos, "-o", output, "-f").expect(1).err()
                .contains("expected one photo, found 2"));
        CommandRun.of("attention", CHELSEA, "-o", folder.resolve("none/maps.html")).expect(1);
        assertTrue(CommandRun.of("attention", "-m", CommandRun.bundledModel(folder), "--set", "std=1e-38,1e-38,1e-38",
                CHELSEA, "-o", output, "-f").expect(1).err().contains("finite"));
        assertEquals("old", Files.readString(output));
        assertTrue(CommandRun.of("attention", CHELSEA, "-o", folder.resolve("maps.svg")).expect(2).err()
                .contains("--output must end in .html or .png"));
        assertTrue(CommandRun.of("attention", CHELSEA, "-o", output, "-f", "--class", "unicorn").expect(2).err()
                .contains("--class: expected one of the labels"));
        CommandRun.of("attention", CHELSEA, "-o", output, "-f", "--top", "0").expect(2);
        CommandRun.of("attention", CHELSEA, "-o", output, "-f", "--channels", "65").expect(2);
        CommandRun.of("attention", "-o", output, "-f").expect(2);
        CommandRun.of("attention", CHELSEA, CHELSEA, "-o", output, "-f").expect(2);
        Path photo = Files.copy(CHELSEA, folder.resolve("photo.png"));
        CommandRun.of("attention", photo, "-o", photo, "-f").expect(2);
        assertArrayEquals(Files.readAllBytes(CHELSEA), Files.readAllBytes(photo));
        try (var files = Files.list(folder)) {
            assertTrue(files.noneMatch(file -> file.toString().endsWith(".tmp")));
        }
    }
}
