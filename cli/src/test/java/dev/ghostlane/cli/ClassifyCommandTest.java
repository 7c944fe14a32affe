package dev.ghostlane.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.ghostlane.images.DecodeOptions;
import dev.ghostlane.images.DecodedImage;
import dev.ghostlane.images.ImageDecoder;
import dev.ghostlane.testdata.Shared;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifyCommandTest {
    private static final Path CHELSEA = Shared.repository().resolve("testdata/photos/chelsea.png");

    static final String WEBP = "UklGRk4AAABXRUJQVlA4TEIAAAAvBIAAAHcgEEjyZxhoRIFAMk7+NOMQZhv1N6XzRzqC+Q8J"
            + "AHDj8/l8BSGEwFQkG+89/BpZlJJFJVkEi+h/VPt97gQ=";

    @TempDir
    private Path folder;

    @Test
    void theBundledModelSeesACat() {
        CommandRun run = CommandRun.of("classify", CHELSEA).expect(0);
        List<String> lines = run.out().lines().toList();
        assertEquals(CHELSEA.toString(), lines.get(0));
        assertTrue(lines.get(1).matches(" +1  cat +\\d+\\.\\d\\d %"), lines.get(1));
        assertEquals(6, lines.indexOf(""), "five labels by default");
        assertEquals(7, lines.size(), "results only");
        assertTrue(run.err().startsWith("model: GhostNetV2, width 0.5, 10 classes"), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
    }

    /// By the plug-in that the command brings. The file has no loss: red is 40 times the column, green 100 times the
    /// line.
    @Test
    void webpIsClassified() throws IOException {
        Path photo = Files.write(folder.resolve("photo.webp"), Base64.getDecoder().decode(WEBP));
        CommandRun run = CommandRun.of("classify", "-k", 1, photo).expect(0);
        assertEquals(photo.toString(), run.out().lines().findFirst().orElseThrow());
        DecodedImage decoded = ImageDecoder.explain(Files.readAllBytes(photo), "photo.webp", DecodeOptions.DEFAULT);
        assertEquals("com.twelvemonkeys.imageio.plugins.webp.WebPImageReader", decoded.reader());
        assertEquals("5×3 RGB", decoded.image().toString());
        for (int i = 0; i < 15; i++) {
            assertEquals(40 * (i % 5), decoded.image().rgb()[3 * i] & 255);
            assertEquals(100 * (i / 5), decoded.image().rgb()[3 * i + 1] & 255);
        }
        Files.write(photo, Arrays.copyOf(Files.readAllBytes(photo), 40));
        assertTrue(
                CommandRun.of("classify", photo).expect(1).err().contains("photo.webp: the plug-in com.twelvemonkeys"));
    }

    @Test
    void jsonHasTheDocumentedForm() throws IOException {
        String photo = CommandRun.fileName("größe.png");
        CommandRun run = CommandRun.of("classify", "--json", "-k", 3, CHELSEA, image(photo)).expect(0);
        List<Object> images = JSON.std.listFrom(run.out());
        assertEquals(2, images.size());
        assertEquals(CHELSEA.toString(), ((Map<?, ?>) images.get(0)).get("image"));
        assertEquals(folder.resolve(photo).toString(), ((Map<?, ?>) images.get(1)).get("image"));
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
        assertEquals(3, images.size());
        assertEquals(Map.of("image", missing.toString(), "error", "file not found"), images.get(0));
        assertEquals(CHELSEA.toString(), ((Map<?, ?>) images.get(1)).get("image"));
        assertEquals(List.of("image", "error"), List.copyOf(((Map<?, ?>) images.get(2)).keySet()));
        assertTrue(run.err().contains(missing.toString()), run.err());
        assertTrue(run.err().contains(text.toString()), run.err());
        assertTrue(run.err().contains("2 of 3 images"), run.err());
    }

    @Test
    void theStandardInputIsAnImage() throws IOException {
        byte[] photo = Files.readAllBytes(CHELSEA);
        CommandRun run = withInput(photo, "classify", "-k", 1, "-", CHELSEA).expect(0);
        List<String> lines = run.out().lines().toList();
        assertEquals(List.of("-", CHELSEA.toString()), List.of(lines.get(0), lines.get(3)));
        assertEquals(lines.get(4), lines.get(1));
        assertTrue(withInput(new byte[(1 << 20) + 1], "classify", "--memory-limit", 1, "-").expect(1).err()
                .contains("-: expected an image of at most 1048576 bytes"));
        assertTrue(withInput(new byte[0], "classify", "-").expect(1).err().contains("-: "));
        assertTrue(withInput(photo, "classify", "-", "-").expect(1).err()
                .contains("-: the standard input can be read only once"));
    }

    private static CommandRun withInput(byte[] input, Object... args) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input));
        try {
            return CommandRun.of(args);
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void aUrlIsToBeDownloadedFirst() {
        CommandRun run = CommandRun.of("classify", "-k", 1, "HTTPS://example.org/a.jpg?b=1", CHELSEA).expect(1);
        assertTrue(run.err().contains("HTTPS://example.org/a.jpg?b=1: expected a file, found a URL; download it first"),
                run.err());
        assertEquals(CHELSEA.toString(), run.out().lines().findFirst().orElseThrow());
        String url = "hf://example.org/a";
        for (Object[] args : new Object[][]{{"classify", "-m", url, CHELSEA}, {"convert", url, folder.resolve("b")},
                {"inspect", url}}) {
            assertEquals("ghostlane: " + url + ": expected a file, or a name that 'ghostlane pull --list' shows,"
                    + " found a URL; download it first\n", CommandRun.of(args).expect(3).err());
        }
        assertEquals("ghostlane: " + url + ": expected a file, found a URL; download it first\n",
                CommandRun.of("classify", "--labels", url, CHELSEA).expect(1).err());
    }

    /// A folder as it comes: files of two formats in folders of folders, others between them, and some that are broken.
    @Test
    void ofThreeHundredImagesTenBrokenOnesAreReported() throws IOException {
        Path photos = Files.createDirectories(folder.resolve("photos/more/deep")).getParent().getParent();
        byte[] png = Files.readAllBytes(image("whole.png"));
        byte[] jpg = Files.readAllBytes(image("whole.jpg"));
        Files.delete(folder.resolve("whole.png"));
        Files.delete(folder.resolve("whole.jpg"));
        for (int i = 0; i < 290; i++) {
            Path file = photos.resolve((i % 3 == 0 ? "more/deep/" : i % 3 == 1 ? "more/" : "") + "photo " + i
                    + (i % 2 == 0 ? ".png" : ".JPG"));
            Files.write(file, i % 2 == 0 ? png : jpg);
        }
        Map<String, byte[]> broken = new TreeMap<>();
        broken.put("empty.png", new byte[0]);
        broken.put("text.jpg", "no image".getBytes(StandardCharsets.UTF_8));
        broken.put("half.png", Arrays.copyOf(png, png.length / 2));
        broken.put("half.jpg", Arrays.copyOf(jpg, jpg.length / 2));
        broken.put("endless.jpg", Arrays.copyOf(jpg, jpg.length - 40));
        broken.put("header.png", Arrays.copyOf(png, 20));
        broken.put("zeros.gif", new byte[5000]);
        broken.put("gif.gif", "GIF89a".getBytes(StandardCharsets.US_ASCII));
        broken.put("phone.heic", "....ftypheic....".getBytes(StandardCharsets.US_ASCII));
        broken.put("tiff.tif", "II*".getBytes(StandardCharsets.US_ASCII));
        for (Map.Entry<String, byte[]> file : broken.entrySet()) {
            Files.write(photos.resolve("more").resolve(file.getKey()), file.getValue());
        }
        Files.writeString(photos.resolve("readme.txt"), "not an image, and not taken for one");
        CommandRun run = CommandRun.of("classify", "--json", "-k", 1, photos).expect(1);
        List<Object> entries = JSON.std.listFrom(run.out());
        assertEquals(300, entries.size());
        assertEquals(10, entries.stream().filter(entry -> ((Map<?, ?>) entry).containsKey("error")).count());
        List<String> lines = run.err().lines().toList();
        assertEquals("ghostlane: 10 of 300 images could not be used", lines.getLast());
        List<String> reports = lines.subList(lines.size() - 11, lines.size() - 1);
        for (String name : broken.keySet()) {
            String start = "ghostlane: " + photos.resolve("more").resolve(name) + ": ";
            assertEquals(1, reports.stream().filter(line -> line.startsWith(start)).count(), name + ": " + run.err());
        }
        assertTrue(
                run.err().contains("phone.heic: expected an image in one of the formats JPEG, PNG, GIF, BMP and TIFF,"
                        + " found HEIF"),
                run.err());
    }

    @Test
    void aThresholdAllowedAndDeniedLabelsSelect() {
        assertEquals(List.of("cat"), labels("--threshold", 0.5));
        assertEquals(List.of("dog", "bird"), labels("--allow", "bird", "--allow", "Dog"));
        assertEquals(List.of("frog", "bird"), labels("-k", 2, "--deny", "cat", "--deny", 5));
        CommandRun none = CommandRun.of("classify", "--threshold", 1, CHELSEA).expect(0);
        assertEquals("   -", none.out().lines().toList().get(1));
        assertTrue(CommandRun.of("classify", "--allow", "horses", CHELSEA).expect(2).err().contains("horses"));
        CommandRun.of("classify", "--threshold", 1.5, CHELSEA).expect(2);
        CommandRun.of("classify", "--threshold", "NaN", CHELSEA).expect(2);
    }

    private static List<String> labels(Object... options) {
        List<Object> args = new ArrayList<>(List.of("classify"));
        args.addAll(List.of(options));
        args.add(CHELSEA);
        List<String> lines = CommandRun.of(args.toArray()).expect(0).out().lines().toList();
        return lines.subList(1, lines.indexOf("")).stream().map(line -> line.strip().split(" +")[1]).toList();
    }

    @Test
    void labelsComeFromAFile() throws IOException {
        Path labels = Files.writeString(folder.resolve("labels.txt"),
                "\uFEFFFlugzeug\r\nAuto\r\nVogel\r\n Katze, Kater \r\nHirsch\r\nHund\r\n"
                        + "Frosch\r\nPferd\r\nSchiff\r\nLaster\r\n\r\n");
        CommandRun run = CommandRun.of("classify", "--labels", labels, "--allow", "katze, kater", CHELSEA).expect(0);
        assertTrue(run.out().lines().toList().get(1).matches(" +1  Katze, Kater +80.34 %"), run.out());
        Path model = CommandRun.bundledModel(folder);
        Path converted = folder.resolve("german.safetensors");
        CommandRun.of("convert", "--labels", labels, model, converted).expect(0);
        assertTrue(CommandRun.of("classify", "-m", converted, CHELSEA).expect(0).out().contains("Frosch"),
                "a converted file carries its labels");
        Path few = Files.writeString(folder.resolve("few.txt"), "one\ntwo\n");
        assertTrue(CommandRun.of("classify", "--labels", few, CHELSEA).expect(1).err()
                .contains(few + ": expected 10 labels, one for each class, found 2"));
        Path gap = Files.writeString(folder.resolve("gap.txt"), "a\nb\n\nd\ne\nf\ng\nh\ni\nj\n");
        assertTrue(CommandRun.of("classify", "--labels", gap, CHELSEA).expect(1).err().contains("class 2"));
        Path binary = Files.write(folder.resolve("binary.txt"), new byte[]{(byte) 0xff, (byte) 0xfe, 0});
        assertTrue(CommandRun.of("classify", "--labels", binary, CHELSEA).expect(1).err().contains("UTF-8"));
        assertTrue(CommandRun.of("classify", "--labels", folder.resolve("none.txt"), CHELSEA).expect(1).err()
                .contains("no such file"));
        CommandRun.of("bench", "--labels", labels).expect(2);
    }

    /// The library's tests compare every pixel.
    @Test
    void photosAreTurnedUprightIfThatIsAskedFor() {
        Path turned = Shared.require("goldens/preprocess/exif_6.jpg");
        Path upright = Shared.require("goldens/preprocess/exif_1.jpg");
        assertFalse(answer(turned).equals(answer(turned, "--upright")), "as stored, it is another picture");
        assertEquals(answer(upright), answer(upright, "--upright"));
    }

    private static List<String> answer(Path image, Object... options) {
        List<Object> args = new ArrayList<>(List.of("classify", image));
        args.addAll(List.of(options));
        return CommandRun.of(args.toArray()).expect(0).out().lines().skip(1).toList();
    }

    @Test
    void memoryLimitsAreFromOneMebibyteOn() {
        CommandRun.of("classify", "--memory-limit", 1, CHELSEA).expect(0);
        for (Object limit : new Object[]{0, -1, 1 << 21, "much"}) {
            CommandRun.of("classify", "--memory-limit", limit, CHELSEA).expect(2);
        }
    }

    @Test
    void jsonOfNoUsableImageHasItsError() throws IOException {
        Path missing = folder.resolve("missing.png");
        CommandRun run = CommandRun.of("classify", "--json", missing).expect(1);
        assertEquals(List.of(Map.of("image", missing.toString(), "error", "file not found")),
                JSON.std.listFrom(run.out()));
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
        CommandRun run = CommandRun.of("classify", "-m", model, CHELSEA).expect(3);
        assertTrue(run.err().contains(model.toString()), run.err());
        assertEquals("", run.out());
        assertTrue(CommandRun.of("classify", "-m", folder.resolve("none"), CHELSEA).expect(3).err().contains("none"));
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
        ImageIO.write(image, name.substring(name.length() - 3), file.toFile());
        return file;
    }
}
