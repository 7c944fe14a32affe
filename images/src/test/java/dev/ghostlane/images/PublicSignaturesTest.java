package dev.ghostlane.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Who holds no image of Java's need not know that there are any.
class PublicSignaturesTest {

    @Test
    void onlyBufferedImagesNamesAwt() throws IOException, URISyntaxException, ClassNotFoundException {
        Path classes = Path.of(ImageDecoder.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<String> naming = new ArrayList<>();
        int seen = 0;
        try (Stream<Path> files = Files.list(classes.resolve("dev/ghostlane/images"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
                String name = file.getFileName().toString().replace(".class", "");
                Class<?> type = Class.forName("dev.ghostlane.images." + name);
                if (!Modifier.isPublic(type.getModifiers())) {
                    continue;
                }
                for (Executable member : Stream.of(type.getDeclaredMethods(), type.getDeclaredConstructors())
                        .flatMap(Stream::of).toList()) {
                    seen++;
                    if (Modifier.isPublic(member.getModifiers())
                            && member.toGenericString().matches(".*javax?\\.(awt|imageio|swing)\\..*")) {
                        naming.add(member.toGenericString());
                    }
                }
            }
        }
        assertEquals(List.of("public static dev.ghostlane.images.RgbImage"
                + " dev.ghostlane.images.BufferedImages.rgb(java.awt.image.BufferedImage)"), naming);
        assertTrue(seen > 50, "too few methods were seen: " + seen);
    }
}
