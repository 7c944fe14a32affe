package dev.ghostlane.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.cli.npy.NpyFiles;
import dev.ghostlane.ghostnetv2.Classifier;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InferCommandTest {
    private static final int SIDE = 32;
    private static final int IMAGES = 3;
    private static final int CLASSES = 10;

    @TempDir
    private Path folder;
    private Path model;
    private Path output;

    @BeforeEach
    void model() throws IOException {
        model = CommandRun.bundledModel(folder);
        output = folder.resolve("logits.npy");
    }

    @Test
    void layoutsBatchesAndThreadsGiveTheSameBits() throws IOException {
        float[] nhwc = random(IMAGES * SIDE * SIDE * 3);
        float[] nchw = new float[nhwc.length];
        for (int n = 0; n < IMAGES; n++) {
            for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
                for (int c = 0; c < 3; c++) {
                    nchw[(n * 3 + c) * SIDE * SIDE + pixel] = nhwc[(n * SIDE * SIDE + pixel) * 3 + c];
                }
            }
        }
        Path input = NpyFiles.write(folder.resolve("nhwc.npy"), nhwc, IMAGES, SIDE, SIDE, 3);
        byte[] expected = logits(input);
        assertEquals(List.of(IMAGES, CLASSES), NpyFiles.shape(output));
        assertArrayEquals(expected, logits(input, "--threads", 2));
        assertArrayEquals(expected, logits(input, "--layout", "NHWC"));
        Path channelsFirst = NpyFiles.write(folder.resolve("nchw.npy"), nchw, IMAGES, 3, SIDE, SIDE);
        assertArrayEquals(expected, logits(channelsFirst, "--layout", "nchw"));
        try (Classifier classifier = GhostNetV2.bundled().classifier()) {
            for (int n = 0; n < IMAGES; n++) {
                int floats = SIDE * SIDE * 3;
                float[] alone = classifier.logits(Arrays.copyOfRange(nhwc, n * floats, (n + 1) * floats));
                assertArrayEquals(Arrays.copyOfRange(expected, n * CLASSES * 4, (n + 1) * CLASSES * 4),
                        NpyFiles.floats(alone), "image " + n);
            }
        }
    }

    /// More images than go through the network at once, and a rest.
    @Test
    void manyImagesGoThroughInParts() throws IOException {
        int side = 256;
        int images = 14;
        float[] one = random(side * side * 3);
        float[] all = new float[images * one.length];
        for (int n = 0; n < images; n++) {
            System.arraycopy(one, 0, all, n * one.length, one.length);
        }
        byte[] alone = logits(NpyFiles.write(folder.resolve("one.npy"), one, 1, side, side, 3));
        byte[] logits = logits(NpyFiles.write(folder.resolve("all.npy"), all, images, side, side, 3));
        assertEquals(images * CLASSES * 4, logits.length);
        for (int n = 0; n < images; n++) {
            assertArrayEquals(alone, Arrays.copyOfRange(logits, n * CLASSES * 4, (n + 1) * CLASSES * 4), "image " + n);
        }
    }

    @Test
    void otherShapesAreRefused() throws IOException {
        refused(NpyFiles.write(folder.resolve("a.npy"), random(12), 12), "N×H×W×3");
        refused(NpyFiles.write(folder.resolve("b.npy"), random(3 * 32 * 32), 1, 3, 32, 32), "--layout nchw");
        refused(NpyFiles.write(folder.resolve("c.npy"), random(4 * 32 * 32), 1, 32, 32, 4), "N×H×W×3");
        refused(NpyFiles.write(folder.resolve("d.npy"), new float[0], 0, 32, 32, 3), "N×H×W×3");
        refused(NpyFiles.write(folder.resolve("e.npy"), random(3 * 8 * 8), 1, 8, 8, 3), "8x8");
    }

    @Test
    void badFilesAreNamedAndTheOldOutputStays() throws IOException {
        Path input = NpyFiles.write(folder.resolve("x.npy"), random(3 * 32 * 32), 1, 32, 32, 3);
        logits(input);
        byte[] before = Files.readAllBytes(output);
        Path damaged = folder.resolve("damaged.npy");
        Files.write(damaged, Arrays.copyOf(Files.readAllBytes(input), 1000));
        refused(damaged, "bytes of data");
        refused(folder.resolve("none.npy"), "no such file");
        Path noModel = Files.writeString(folder.resolve("no.safetensors"), "nothing");
        CommandRun run = infer(noModel, input, output).expect(1);
        assertTrue(run.err().contains(noModel.toString()), run.err());
        assertArrayEquals(before, Files.readAllBytes(output));
    }

    @Test
    void outputsThatCannotBeAreRefused() throws IOException {
        Path input = NpyFiles.write(folder.resolve("x.npy"), random(3 * 32 * 32), 1, 32, 32, 3);
        infer(model, input, folder.resolve("none/y.npy")).expect(1);
        infer(model, input, folder).expect(1);
        infer(model, input, input).expect(2);
    }

    @Test
    void wrongUsage() {
        CommandRun.of("infer").expect(2);
        CommandRun.of("infer", "--input", "x.npy", "--output", "y.npy").expect(2);
        CommandRun.of("infer", "-m", model, "--output", "y.npy").expect(2);
        CommandRun.of("infer", "-m", model, "--input", "x.npy").expect(2);
        CommandRun.of("infer", "-m", model, "--input", "x.npy", "--output", "y.npy", "--layout", "hwcn").expect(2);
        CommandRun.of("infer", "-m", model, "--input", "x.npy", "--output", "y.npy", "--threads", 0).expect(2);
        CommandRun.of("infer", "-m", model, "--input", "x.npy", "--output", "y.npy", "z.npy").expect(2);
    }

    private void refused(Path input, String words) {
        CommandRun run = infer(model, input, output).expect(1);
        assertTrue(run.err().contains(input.toString()) && run.err().contains(words), run.err());
        assertFalse(run.err().contains("logits "), run.err());
    }

    private byte[] logits(Path input, Object... options) throws IOException {
        infer(model, input, output, options).expect(0);
        return NpyFiles.floats(NpyFiles.read(output));
    }

    private static CommandRun infer(Path model, Path input, Path output, Object... options) {
        Object[] args = Arrays.copyOf(new Object[]{"infer", "-m", model, "--input", input, "--output", output},
                7 + options.length);
        System.arraycopy(options, 0, args, 7, options.length);
        return CommandRun.of(args);
    }

    private static float[] random(int count) {
        SplittableRandom random = new SplittableRandom(count);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(-2, 2);
        }
        return values;
    }
}
