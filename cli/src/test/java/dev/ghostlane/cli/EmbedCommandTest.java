package dev.ghostlane.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.cli.npy.NpyFiles;
import dev.ghostlane.ghostnetv2.FeatureExtractor;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.Tap;
import dev.ghostlane.testdata.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EmbedCommandTest {
    private static final Path CHELSEA = Shared.repository().resolve("testdata/photos/chelsea.png");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(names = {"HEAD", "POOLED"})
    void rowsAreTheLibrarysEmbeddings(Tap tap) throws IOException {
        Path output = folder.resolve("x.npy");
        CommandRun run = CommandRun.of("embed", "--layer", tap, CHELSEA, "-o", output).expect(0);
        assertEquals("0\t" + CHELSEA + "\n", run.out());
        try (FeatureExtractor extractor = GhostNetV2.bundled().features(List.of(tap))) {
            float[] expected = extractor.extract(CHELSEA).get(tap).data();
            assertEquals(List.of(1, expected.length), NpyFiles.shape(output));
            assertArrayEquals(expected, NpyFiles.read(output));
        }
    }

    /// Fewer rows than images, with fewer digits.
    @Test
    void imagesThatCannotBeUsedHaveNoRow() throws IOException {
        Path photos = Files.createDirectory(folder.resolve("photos"));
        for (int i = 0; i < 13; i++) {
            Path photo = photos.resolve("%02d.png".formatted(i));
            if (i % 4 == 1) {
                Files.copy(CHELSEA, photo);
            } else {
                Files.writeString(photo, "no image");
            }
        }
        Path output = folder.resolve("x.npy");
        CommandRun run = CommandRun.of("embed", photos, "--output", output).expect(1);
        assertEquals(List.of(3, 1280), NpyFiles.shape(output));
        float[] rows = NpyFiles.read(output);
        assertArrayEquals(Arrays.copyOf(rows, 1280), Arrays.copyOfRange(rows, 2560, 3840));
        assertEquals(List.of("0\t" + photos.resolve("01.png"), "1\t" + photos.resolve("05.png"),
                "2\t" + photos.resolve("09.png")), run.out().lines().toList());
        assertTrue(run.err().contains("10 of 13 images"), run.err());
    }

    @Test
    void withoutAnyUsableImageTheOldFileStays() throws IOException {
        Path output = Files.writeString(folder.resolve("x.npy"), "old");
        CommandRun run = CommandRun.of("embed", folder.resolve("none.png"), "-o", output).expect(1);
        assertTrue(run.err().contains("not written"), run.err());
        assertEquals("old", Files.readString(output));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count(), "and nothing is left beside it");
        }
    }

    @Test
    void wrongUsage() throws IOException {
        CommandRun.of("embed", CHELSEA).expect(2);
        CommandRun.of("embed", "-o", folder.resolve("x.npy")).expect(2);
        CommandRun.of("embed", "--layer", "middle", CHELSEA, "-o", folder.resolve("x.npy")).expect(2);
        Path copy = Files.copy(CHELSEA, folder.resolve("a.png"));
        CommandRun.of("embed", folder, "-o", copy).expect(2);
        assertFalse(CommandRun.of("embed", CHELSEA, "-o", folder.resolve("none/x.npy")).expect(1).err().isEmpty());
        assertArrayEquals(Files.readAllBytes(CHELSEA), Files.readAllBytes(copy));
    }
}
