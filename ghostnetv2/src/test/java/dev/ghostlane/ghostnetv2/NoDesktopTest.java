package dev.ghostlane.ghostnetv2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.engine.Network;
import dev.ghostlane.images.ImageDecoder;
import dev.ghostlane.kernels.Kernels;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.spi.ToolProvider;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A user's module needs no `java.desktop`: it is compiled and run without.
class NoDesktopTest {

    /// What there is to be, with what these modules require.
    private static final String MODULES = "dev.ghostlane.ghostnetv2";

    private static final String MODULE = """
            module user {
                requires dev.ghostlane.ghostnetv2;
            }
            """;

    private static final String MAIN = """
            package user;

            import dev.ghostlane.ghostnetv2.Classifier;
            import dev.ghostlane.ghostnetv2.GhostNetV2;
            import dev.ghostlane.images.ImageDecoder;
            import dev.ghostlane.images.ImageException;
            import java.nio.file.Path;

            public class Main {
                public static void main(String[] files) {
                    System.out.println(ModuleLayer.boot().findModule("java.desktop").isPresent());
                    try (Classifier classifier = GhostNetV2.bundled().classifier()) {
                        for (String file : files) {
                            try {
                                System.out.println(ImageDecoder.decode(Path.of(file)) + " "
                                        + classifier.classify(Path.of(file), 1).getFirst().index());
                            } catch (ImageException e) {
                                System.out.println(e.getMessage());
                            }
                        }
                    }
                }
            }
            """;

    @TempDir
    Path folder;

    private static String modulePath() throws URISyntaxException {
        List<String> path = new ArrayList<>();
        for (Class<?> type : List.of(GhostNetV2.class, ImageDecoder.class, Network.class, Kernels.class)) {
            path.add(Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
        }
        return String.join(File.pathSeparator, path);
    }

    private List<String> run(List<String> files) throws IOException, InterruptedException, URISyntaxException {
        Path classes = folder.resolve("classes");
        StringWriter errors = new StringWriter();
        int failed = ToolProvider.findFirst("javac").orElseThrow().run(new PrintWriter(errors), new PrintWriter(errors),
                "--limit-modules", MODULES, "-p", modulePath(), "-d", classes.toString(),
                Files.writeString(folder.resolve("module-info.java"), MODULE).toString(),
                Files.writeString(folder.resolve("Main.java"), MAIN).toString());
        assertEquals(0, failed, errors.toString());
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Dstdout.encoding=UTF-8",
                "-XX:TieredStopAtLevel=1", "--limit-modules", MODULES, "-p",
                classes + File.pathSeparator + modulePath(), "-m", "user/user.Main"));
        command.addAll(files);
        Path said = folder.resolve("errors");
        Process process = new ProcessBuilder(command).redirectError(said.toFile()).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), () -> output + " " + content(said));
        return output.lines().toList();
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private String photo(String format) throws IOException {
        BufferedImage image = new BufferedImage(30, 20, BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < 600; i++) {
            image.setRGB(i % 30, i / 30, i * 0x010307);
        }
        Path file = folder.resolve("photo." + format);
        assertTrue(ImageIO.write(image, format, file.toFile()));
        return file.toString();
    }

    @Test
    void theFiveFormatsNeedNothing() throws IOException, InterruptedException, URISyntaxException {
        List<String> files = new ArrayList<>();
        for (String format : List.of("png", "jpg", "gif", "bmp", "tiff")) {
            files.add(photo(format));
        }
        List<String> lines = run(files);
        assertEquals("false", lines.getFirst());
        List<String> expected = new ArrayList<>();
        try (Classifier classifier = GhostNetV2.bundled().classifier()) {
            for (String file : files) {
                expected.add("30×20 RGB " + classifier.classify(Path.of(file), 1).getFirst().index());
            }
        }
        assertEquals(expected, lines.subList(1, lines.size()));
    }

    @Test
    void otherFormatsSayWhatIsMissing() throws IOException, InterruptedException, URISyntaxException {
        String file = Files.write(folder.resolve("photo.webp"), "RIFF\0\0\0\0WEBPVP8 ".getBytes(
                StandardCharsets.US_ASCII)).toString();
        assertEquals(Collections.singletonList(file
                + ": expected an image in one of the formats JPEG, PNG, GIF, BMP and"
                + " TIFF, found WebP; convert it to JPEG or PNG, or add an ImageIO plug-in that reads it (plug-ins"
                + " need the module java.desktop, which is not there)"), run(List.of(file)).subList(1, 2));
    }
}
