package dev.ghostlane.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.cli.npy.NpyFiles;
import dev.ghostlane.ghostnetv2.Classifier;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.images.ImageDecoder;
import dev.ghostlane.images.RgbImage;
import dev.ghostlane.testdata.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    /// Bytes, other integers and floats from 0 to 255, in any order, give what the image itself gives.
    @Test
    void normaliseGivesTheBitsOfClassify() throws IOException {
        RgbImage image = GhostNetV2.bundled().preprocessing()
                .crop(ImageDecoder.decode(Shared.repository().resolve("testdata/photos/chelsea.png")));
        float[] values = new float[image.rgb().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = image.rgb()[i] & 0xff;
        }
        float[] input = new float[values.length];
        GhostNetV2.bundled().preprocessing().normalise(image, input, 0);
        byte[] expected = logits(NpyFiles.write(folder.resolve("n.npy"), input, 1, SIDE, SIDE, 3));
        Path bytes = npy("|u1", "(1, 32, 32, 3)", image.rgb());
        assertArrayEquals(expected, logits(bytes, "--normalise"));
        assertArrayEquals(expected, logits(NpyFiles.write(folder.resolve("f.npy"), values, 1, SIDE, SIDE, 3),
                "--normalise"));
        Path zip = Files.write(folder.resolve("x.npz"),
                NpyFiles.zip(ZipEntry.DEFLATED, "x.npy", Files.readAllBytes(bytes), "y.npy", new byte[3]));
        assertArrayEquals(expected, logits(Path.of(zip + ":x"), "--normalise"));
        refused(bytes, ": expected normalised images, found uint8; for red, green and blue from 0 to 255 add"
                + " --normalise");
        refused(npy("|u1", "(32, 32, 3)", image.rgb()), "found 32×32×3; a single image needs an axis of its own,"
                + " array[numpy.newaxis]; for red, green and blue from 0 to 255 add --normalise");
        CommandRun run = infer(model, folder.resolve("f.npy"), output).expect(0);
        assertTrue(
                run.err().contains("ghostlane: " + folder.resolve("f.npy") + ": its values, from 5.0 to 205.0, do not"
                        + " look normalised; for red, green and blue from 0 to 255 add --normalise"),
                run.err());
    }

    @Test
    void normaliseRefusesOtherValues() throws IOException {
        float[] values = random(SIDE * SIDE * 3);
        notNormalised(values, "found " + first(values, -1) + "; are the images normalised already?");
        for (float other : new float[]{255.01f, Float.NaN, Float.POSITIVE_INFINITY}) {
            Arrays.fill(values, 7);
            values[values.length - 1] = other;
            notNormalised(values, "found " + other);
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 256 / 255f;
        }
        notNormalised(values, "found an image, or several, of values from 0 to 1.0; multiply them by 255");
        Arrays.fill(values, 1);
        infer(model, NpyFiles.write(folder.resolve("black.npy"), values, 1, SIDE, SIDE, 3), output, "--normalise")
                .expect(0);
    }

    private static float first(float[] values, float sign) {
        for (float value : values) {
            if (Math.signum(value) == sign) {
                return value;
            }
        }
        throw new AssertionError("all have the other sign");
    }

    private void notNormalised(float[] values, String words) throws IOException {
        Path input = NpyFiles.write(folder.resolve("v.npy"), values, 1, SIDE, SIDE, 3);
        CommandRun run = infer(model, input, output, "--normalise").expect(1);
        assertEquals("ghostlane: " + input + ": --normalise expects values from 0 to 255, " + words + "\n", run.err());
    }

    /// They are written, as they tell which images have them, but it is said.
    @Test
    void logitsThatAreNotFiniteAreSaid() throws IOException {
        float[] values = random(3 * SIDE * SIDE * 3);
        values[SIDE * SIDE * 3] = Float.NaN;
        Path input = NpyFiles.write(folder.resolve("x.npy"), values, 3, SIDE, SIDE, 3);
        CommandRun run = infer(model, input, output).expect(1);
        assertTrue(
                run.err().endsWith("ghostlane: " + output + ": the logits of 1 of 3 images are not finite; the input,"
                        + " or the model's weights, mean or std, are not what they should be\n"),
                run.err());
        assertEquals(List.of(3, CLASSES), NpyFiles.shape(output));
        assertTrue(Float.isNaN(NpyFiles.read(output)[CLASSES]) && Float.isFinite(NpyFiles.read(output)[0]));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"()|a single number; save an array of images",
            "(12,)|12; give it these axes, array.reshape(N, H, W, 3)",
            "(3, 4)|3×4; give it these axes, array.reshape(N, H, W, 3)",
            "(2, 2, 3)|2×2×3; a single image needs an axis of its own, array[numpy.newaxis]",
            "(3, 2, 2)|3×2×2; a single image needs an axis of its own, array[numpy.newaxis], and --layout nchw",
            "(2, 2, 5)|2×2×5; give it these axes, array.reshape(N, H, W, 3)",
            "(1, 3, 2, 2)|1×3×2×2; is it --layout nchw?",
            "(1, 2, 2, 1)|1×2×2×1; grey becomes red, green and blue with numpy.repeat(array, 3, axis=-1)",
            "(1, 2, 2, 4)|1×2×2×4; leave the fourth channel, transparency, out", "(1, 2, 2, 5)|1×2×2×5",
            "(1, 1, 2, 2, 3)|1×1×2×2×3; take the only batch, array[0]",
            "(2, 1, 2, 2, 3)|2×1×2×2×3; give it these axes, array.reshape(N, H, W, 3)",
            "(0, 2, 2, 3)|0×2×2×3: it has no images"})
    void wrongShapesGetAdvice(String shape, String words) throws IOException {
        int count = Stream.of(shape.split("\\D+")).filter(size -> !size.isEmpty()).mapToInt(Integer::valueOf)
                .reduce(1, (a, b) -> a * b);
        Path input = npy("<f4", shape, NpyFiles.floats(new float[count]));
        CommandRun run = infer(model, input, output).expect(1);
        assertEquals("ghostlane: " + input + ": expected the shape N×H×W×3 (layout NHWC), found " + words + "\n",
                run.err());
    }

    private Path npy(String dtype, String shape, byte[] data) throws IOException {
        return Files.write(folder.resolve("a.npy"), NpyFiles.bytes(1, 0, NpyFiles.header(dtype, shape), data));
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
        CommandRun run = infer(noModel, input, output).expect(3);
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
