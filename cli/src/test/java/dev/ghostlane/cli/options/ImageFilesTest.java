package dev.ghostlane.cli.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which files arguments name.
class ImageFilesTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void files() throws IOException {
        for (String name : List.of("b.png", "a.JPG", "c.txt", ".hidden.png", "sub/d.jpeg", "sub/deep/e.png",
                "sub/[1].png",
                ".git/f.png", "sub/noending", "sub/g.heic")) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.createFile(file);
        }
    }

    private List<String> found(String... arguments) {
        ImageFiles images = ImageFiles.of(Stream.of(arguments).map(a -> folder + "/" + a).toList());
        assertEquals(List.of(), images.failures());
        return images.files().stream().map(file -> folder.relativize(file).toString()).toList();
    }

    @Test
    void ofAFolderEverythingThatIsCalledAnImage() {
        assertEquals(List.of("a.JPG", "b.png", "sub/[1].png", "sub/d.jpeg", "sub/deep/e.png", "sub/g.heic"), found(""));
        assertEquals(List.of("sub/deep/e.png"), found("sub/deep"));
    }

    @Test
    void filesAreTakenAsTheyAreAndInTheirOrder() {
        assertEquals(List.of("c.txt", "a.JPG", "missing.png", ".hidden.png", "c.txt"),
                found("c.txt", "a.JPG", "missing.png", ".hidden.png", "c.txt"));
        assertEquals(List.of("sub/[1].png"), found("sub/[1].png"), "a file of that name before a pattern");
    }

    @Test
    void patternsAreExpanded() {
        assertEquals(List.of("b.png"), found("*.png"));
        assertEquals(List.of("a.JPG", "b.png"), found("?.{png,JPG}"));
        assertEquals(List.of("sub/d.jpeg"), found("s*/[c-d].*"));
        assertEquals(List.of("b.png", "sub/[1].png", "sub/deep/e.png"), found("**.png"));
        assertEquals(List.of("b.png", "sub/[1].png", "sub/deep/e.png"), found("**/*.png"));
        assertEquals(List.of("sub/deep/e.png"), found("*/*/*.png"));
    }

    @Test
    void whatNamesNothingIsReported() {
        for (String argument : List.of(folder + "/*.bmp", folder + "/none/*.png", folder + "/[", "bad\0name")) {
            ImageFiles images = ImageFiles.of(List.of(argument));
            assertEquals(List.of(), images.files());
            assertEquals(1, images.failures().size(), argument);
            assertTrue(images.failures().getFirst().cause().getMessage().startsWith(argument.replace("/*.png", "")),
                    images.failures().toString());
        }
        assertEquals(List.of(Path.of("")), ImageFiles.of(List.of("")).files());
    }

    @Test
    void linksThatLeadNowhereAreReported() throws IOException {
        try {
            Files.createSymbolicLink(folder.resolve("sub/gone.png"), folder.resolve("none.png"));
            Files.createSymbolicLink(folder.resolve("sub/self.png"), folder.resolve("sub/self.png"));
            Files.createSymbolicLink(folder.resolve("sub/gone.txt"), folder.resolve("none.txt"));
            Files.createSymbolicLink(folder.resolve("sub/.gone.png"), folder.resolve("none.png"));
        } catch (UnsupportedOperationException | IOException e) {
            assumeTrue(false, "links cannot be made here: " + e);
        }
        for (String argument : List.of(folder + "/sub", folder + "/sub/*.png")) {
            ImageFiles images = ImageFiles.of(List.of(argument));
            assertTrue(images.files().contains(folder.resolve("sub/[1].png")));
            assertEquals(List.of(folder + "/sub/gone.png", folder + "/sub/self.png"),
                    images.failures().stream()
                            .map(e -> e.cause().getMessage().replaceFirst(": expected an image.*", ""))
                            .sorted()
                            .toList());
        }
    }

    @Test
    void linksAreFollowedButNotInCircles() throws IOException {
        try {
            Files.createSymbolicLink(folder.resolve("sub/up"), folder);
            Files.createSymbolicLink(folder.resolve("link"), folder.resolve("sub/deep"));
        } catch (UnsupportedOperationException | IOException e) {
            assumeTrue(false, "links cannot be made here: " + e);
        }
        assertEquals(List.of("link/e.png"), found("link"));
        assertTrue(found("").contains("sub/deep/e.png"));
    }
}
