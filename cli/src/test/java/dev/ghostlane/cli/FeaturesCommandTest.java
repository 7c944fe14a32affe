package dev.ghostlane.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.cli.npy.NpyFiles;
import dev.ghostlane.ghostnetv2.FeatureExtractor;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.Tap;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.testdata.Shared;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeaturesCommandTest {
    private static final Path CHELSEA = Shared.repository().resolve("testdata/photos/chelsea.png");
    private static final GhostNetV2 MODEL = GhostNetV2.bundled();

    @TempDir
    private Path folder;
    private int unpacked;

    /// One array of an `.npz` file, as a file of its own.
    private Path array(Path npz, Tap tap) throws IOException {
        Path file = folder.resolve("unpacked" + unpacked++ + ".npy");
        try (ZipFile zip = new ZipFile(npz.toFile()); InputStream in = zip.getInputStream(zip.getEntry(tap + ".npy"))) {
            Files.copy(in, file);
        }
        return file;
    }

    private static List<String> names(Path npz) throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipFile zip = new ZipFile(npz.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements();) {
                names.add(entries.nextElement().getName());
            }
        }
        return names;
    }

    @Test
    void arraysAreTheLibrarysMaps() throws IOException {
        Path output = folder.resolve("f.npz");
        CommandRun run = CommandRun.of("features", CHELSEA, "-o", output).expect(0);
        assertEquals(List.of("conv_stem.npy", "blocks.1.npy", "blocks.3.npy", "blocks.5.npy", "blocks.7.npy"),
                names(output));
        try (FeatureExtractor extractor = MODEL.features(Tap.TIMM)) {
            for (Map.Entry<Tap, FeatureMap> expected : extractor.extract(CHELSEA).entrySet()) {
                Path array = array(output, expected.getKey());
                FeatureMap map = expected.getValue();
                assertEquals(List.of(1, map.height(), map.width(), map.channels()), NpyFiles.shape(array));
                assertArrayEquals(map.data(), NpyFiles.read(array));
            }
        }
        assertTrue(run.out().contains("blocks.7         16         80  1×2×2×80"), run.out());
    }

    @Test
    void channelsMayComeFirst() throws IOException {
        Path last = folder.resolve("last.npz");
        Path first = folder.resolve("first.npz");
        List<Tap> taps = List.of(Tap.BLOCKS_4, Tap.BLOCKS_9, Tap.HEAD);
        for (Path output : List.of(last, first)) {
            CommandRun.of("features", CHELSEA, "-o", output, "--taps", "blocks.4,blocks.9,head", "--size", "40x64",
                    "--layout", output == last ? "nhwc" : "nchw").expect(0);
            assertEquals(taps.stream().map(tap -> tap + ".npy").toList(), names(output));
        }
        assertEquals(List.of(1, 10, 16, 20), NpyFiles.shape(array(last, Tap.BLOCKS_4)));
        assertEquals(List.of(1, 20, 10, 16), NpyFiles.shape(array(first, Tap.BLOCKS_4)));
        assertEquals(List.of(1, 1280, 1, 1), NpyFiles.shape(array(first, Tap.HEAD)));
        float[] nhwc = NpyFiles.read(array(last, Tap.BLOCKS_4));
        float[] nchw = NpyFiles.read(array(first, Tap.BLOCKS_4));
        for (int c = 0; c < 20; c++) {
            for (int pixel = 0; pixel < 160; pixel++) {
                assertEquals(nhwc[pixel * 20 + c], nchw[c * 160 + pixel], "channel " + c + ", pixel " + pixel);
            }
        }
    }

    @Test
    void theSameMapsGiveTheSameBytes() throws IOException {
        Path one = folder.resolve("one.npz");
        Path two = Files.writeString(folder.resolve("two.npz"), "old");
        CommandRun.of("features", CHELSEA, "-o", one, "--taps", "last").expect(0);
        CommandRun.of("features", CHELSEA, "-o", two, "--taps", "last").expect(0);
        assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(two));
    }

    @Test
    void whatCannotBeIsRefusedAndNothingIsLeft() throws IOException {
        Path output = Files.writeString(folder.resolve("f.npz"), "old");
        Path text = Files.writeString(folder.resolve("text.png"), "no image");
        assertTrue(CommandRun.of("features", text, "-o", output).expect(1).err().contains(text.toString()));
        assertTrue(CommandRun.of("features", CHELSEA, "-o", output, "--size", "8x8").expect(1).err()
                .contains("--size 8x8"));
        CommandRun.of("features", CHELSEA, "-o", folder.resolve("none/f.npz")).expect(1);
        CommandRun.of("features", CHELSEA, "-o", folder).expect(1);
        Path model = CommandRun.bundledModel(folder);
        Path folded = folder.resolve("folded.safetensors");
        CommandRun.of("convert", "--fold", model, folded).expect(0);
        assertTrue(CommandRun.of("features", "-m", folded, CHELSEA, "-o", output).expect(3).err().contains("folded"));
        assertEquals("old", Files.readString(output));
        assertTrue(CommandRun.of("features", CHELSEA, "-o", output, "--taps", "blocks.77").expect(2).err()
                .contains("blocks.77"));
        CommandRun.of("features", CHELSEA).expect(2);
        CommandRun.of("features", CHELSEA, "-o", output, "--taps", "").expect(2);
        CommandRun.of("features", text, "-o", text).expect(2);
        CommandRun.of("features", "-m", model, CHELSEA, "-o", model).expect(2);
    }
}
