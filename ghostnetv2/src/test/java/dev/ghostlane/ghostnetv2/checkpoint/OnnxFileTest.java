package dev.ghostlane.ghostnetv2.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.engine.Session;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.LoadOptions;
import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.ghostnetv2.onnx.GraphBuilder;
import dev.ghostlane.ghostnetv2.onnx.GraphBuilder.Node;
import dev.ghostlane.ghostnetv2.onnx.GraphBuilder.Size;
import dev.ghostlane.ghostnetv2.onnx.OnnxExporter;
import dev.ghostlane.testdata.Shared;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// ONNX files: what is exported is read again, weights beside the file are read within bounds, and what is damaged or
/// another network is refused by name.
class OnnxFileTest {

    @TempDir
    private Path folder;

    private static byte[] exported(GhostNetV2 model) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OnnxExporter.of(model.network()).withMetadata(model.metadata()).writeTo(out);
        return out.toByteArray();
    }

    private static float[] logits(GhostNetV2 model) {
        float[] logits = new float[model.configuration().classes()];
        float[] image = new float[3 * 64 * 64];
        for (int i = 0; i < image.length; i++) {
            image[i] = i % 255 / 255f - i % 7 / 7f;
        }
        try (Session session = model.plan(1, 64, 64).session()) {
            session.run(image, logits);
        }
        return logits;
    }

    private static String refused(byte[] file) {
        return assertThrows(CheckpointException.class, () -> Checkpoints.read(file, "model.onnx", null)).getMessage();
    }

    private static String refused(Path file) {
        return assertThrows(CheckpointException.class, () -> Checkpoints.read(file)).getMessage();
    }

    @ParameterizedTest
    @CsvSource({"GHOSTNETV2,0.3", "GHOSTNET,0.3", "GHOSTNETV3,0.3", "GHOSTNETV2,1.3", "GHOSTNETV2,0.02"})
    void whatIsExportedIsTheSameModel(dev.ghostlane.ghostnetv2.network.Variant variant, double width)
            throws IOException {
        GhostNetV2 random = GhostNetV2.random(Configuration.of(variant, width, 3), 1)
                .withLabels(List.of("a", "ä b", "c"));
        StateDict dict = random.stateDict().with(Map.of("input_size", "96", "crop_pct", "1.0", "interpolation",
                "bilinear", "mean", "0.5,0.4,0.3", "std", "0.1,0.2,0.3", "trained_on", "Ω"));
        for (GhostNetV2 model : List.of(GhostNetV2.of(dict), GhostNetV2.of(dict).folded())) {
            GhostNetV2 loaded = GhostNetV2.load(exported(model), LoadOptions.NONE);
            assertEquals(model.configuration(), loaded.configuration());
            assertEquals(model.labels(), loaded.labels());
            assertEquals(model.preprocessing(), loaded.preprocessing());
            assertEquals(model.metadata().get("trained_on"), loaded.metadata().get("trained_on"));
            assertArrayEquals(logits(model), logits(loaded));
        }
    }

    private static String finding(GhostNetV2 model, String subject) {
        return model.findings().stream().filter(finding -> finding.subject().equals(subject)).map(Finding::text)
                .findFirst().orElse("none");
    }

    @Test
    void optionsCountMoreThanTheGraph() throws IOException {
        byte[] file = exported(GhostNetV2.random(Configuration.of(0.3, 3), 1));
        GhostNetV2 loaded = GhostNetV2.load(file, LoadOptions.NONE.withMetadata("upsample", "bilinear"));
        assertEquals(dev.ghostlane.kernels.upsample.UpsampleMode.BILINEAR_HALF_PIXEL,
                loaded.configuration().upsample());
        assertEquals("2: the graph's stem_stride", finding(loaded, "stem stride"));
        assertEquals("bilinear: option upsample", finding(loaded, "resize mode"));
        assertEquals("nearest: the graph's upsample", finding(GhostNetV2.load(file, LoadOptions.NONE), "resize mode"));
    }

    /// An input of a fixed size that no photo has is the graph's fault.
    @Test
    void sizesOfTheGraphAreChecked() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OnnxExporter.of(GhostNetV2.random(Configuration.of(0.02, 3), 1).network()).withSize(4096, 4096).writeTo(out);
        assertEquals("the checkpoint in memory: the graph's input_size must be 33 to 2048, found 4096",
                assertThrows(CheckpointException.class, () -> GhostNetV2.load(out.toByteArray(), LoadOptions.NONE))
                        .getMessage());
    }

    private static byte[] graph(Consumer<GraphBuilder> layers) throws IOException {
        GraphBuilder graph = new GraphBuilder();
        graph.input("images", List.of(Size.any("n"), Size.of(3), Size.of(64), Size.of(64)));
        layers.accept(graph);
        graph.output("out", List.of(Size.any("n")));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        graph.writeTo(out);
        return out.toByteArray();
    }

    private static Node conv(GraphBuilder graph, String output, String input, int out, int in, int kernel, int stride) {
        graph.tensor(output + ".w", new float[out * in * kernel * kernel], out, in, kernel, kernel);
        int pad = kernel / 2;
        return new Node("Conv", output, List.of(input, output + ".w")).with("strides", stride, stride).with("pads", pad,
                pad, pad, pad);
    }

    @Test
    void anotherNetworkIsRefusedWhereItLeavesTheFamily() throws IOException {
        byte[] residual = graph(graph -> {
            graph.add(conv(graph, "conv1", "images", 64, 3, 7, 2));
            graph.add(new Node("Relu", "out", List.of("conv1")));
        });
        assertEquals(
                "model.onnx: no network of the GhostNet family: after the input (input of GhostNetV2) expected a 3×3"
                        + " convolution of stride 2 (conv_stem), found Conv \"conv1\" with a kernel of 7×7, stride 2",
                refused(residual));
        byte[] mobile = graph(graph -> {
            graph.add(conv(graph, "stem", "images", 16, 3, 3, 2));
            graph.add(new Node("Relu", "act", List.of("stem")));
            graph.add(new Node("MaxPool", "out", List.of("act")));
        });
        assertEquals("model.onnx: no network of the GhostNet family: after Relu \"act\" (stem of"
                + " GhostNetV2) expected a 1×1 convolution of stride 1 (blocks.0.0.ghost1.primary_conv.0), found"
                + " MaxPool \"out\"", refused(mobile));
        byte[] quantised = graph(graph -> graph.add(new Node("QuantizeLinear", "out", List.of("images"))));
        assertEquals(
                "model.onnx: no network of the GhostNet family: after the input (input of GhostNetV2) expected a 3×3"
                        + " convolution of stride 2 (conv_stem), found QuantizeLinear \"out\", of a quantised model;"
                        + " hand over the model of floats that it was made of",
                refused(quantised));
        byte[] nothing = graph(graph -> graph.tensor("out", 1));
        assertEquals(
                "model.onnx: no network of the GhostNet family: after the input (input of GhostNetV2) expected a 3×3"
                        + " convolution of stride 2 (conv_stem), found nothing that reads it",
                refused(nothing));
    }

    /// A gate that is resized in another way than any network of the family has is never taken for the same.
    @Test
    void anotherResizeIsRefused() throws IOException {
        byte[] file = exported(GhostNetV2.random(Configuration.of(0.02, 3), 1));
        byte[] other = replaced(file, "asymmetric", "half_pixel");
        String message = refused(other);
        assertTrue(message.contains("expected a resize (blocks.2.0.ghost1.interpolate), found Resize"
                + " \"blocks.2.0.ghost1.interpolate\", mode nearest, half_pixel, floor"), message);
    }

    /// The file with a text in place of another one of the same length everywhere.
    private static byte[] replaced(byte[] file, String text, String by) {
        String latin = new String(file, StandardCharsets.ISO_8859_1);
        assertEquals(text.length(), by.length());
        assertTrue(latin.contains(text), text);
        return latin.replace(text, by).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void otherOutputsThanLogitsAreRefused() throws IOException {
        byte[] file = replaced(exported(GhostNetV2.random(Configuration.of(0.02, 3), 1)), "HardSigmoid", "HardSigmoit");
        String message = refused(file);
        assertTrue(message.contains("expected a hard sigmoid (blocks.3.0.se.gate_fn), found HardSigmoit"), message);
    }

    @Test
    void inputsMustBeImages() throws IOException {
        GraphBuilder graph = new GraphBuilder();
        graph.input("a", List.of(Size.any("n")));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        graph.writeTo(out);
        assertEquals(
                "model.onnx: expected an input \"a\" of floats with 4 sizes: images, channels, height and width, found"
                        + " FLOAT with 1 size",
                refused(out.toByteArray()));
        graph.input("b", List.of(Size.any("n")));
        out.reset();
        graph.writeTo(out);
        assertEquals("model.onnx: expected a network with one input, the images, found [\"a\", \"b\"]",
                refused(out.toByteArray()));
    }

    @Test
    void damagedFilesAreRefused() throws IOException {
        byte[] file = exported(GhostNetV2.random(Configuration.of(0.02, 3), 1));
        assertTrue(refused(Arrays.copyOf(file, file.length / 2)).contains("the file is truncated or damaged"));
        assertTrue(refused(Arrays.copyOf(file, 12)).startsWith("model.onnx: byte "));
        assertEquals("model.onnx: expected an ONNX model, found one without a graph; the file is truncated or damaged",
                refused(new byte[]{8, 8, 0x12, 0}));
        // Version 17 of the operators is the last two bytes of their set.
        byte[] old = file.clone();
        int at = new String(file, StandardCharsets.ISO_8859_1).lastIndexOf("\n\0\u0010\u0011") + 3;
        old[at] = 8;
        assertEquals(
                "model.onnx: expected a model of opset 9 to 21, found opset 8; onnx.version_converter converts models",
                refused(old));
        old[at] = 22;
        assertEquals("model.onnx: expected a model of opset 9 to 21, found opset 22; onnx.version_converter converts"
                + " models", refused(old));
        byte[] loop = replaced(file, "conv_stem:weights", "conv_stem:weightz");
        assertTrue(Checkpoints.read(loop, "model.onnx", null).size() > 100, "names do not matter");
        assertThrows(CheckpointException.class, () -> Checkpoints.read(file, "model.onnx", "state_dict"));
    }

    @Test
    void filesOverTwoGibibytesAreRefused() throws IOException {
        Path file = folder.resolve("huge.onnx");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.write(new byte[]{8, 8, 0x12, 0});
            sparse.setLength(1L << 31);
        }
        assertEquals(file + ": expected a file of at most 2147483639 bytes, found 2147483648 bytes", refused(file));
    }

    @Test
    void filesOfOnnxRuntimesOwnFormatAreNamed() {
        String message = refused("\0\0\0\0ORTM....".getBytes(StandardCharsets.US_ASCII));
        assertTrue(
                message.endsWith("found a file in ONNX Runtime's own format, .ort: use the ONNX file that it was made"
                        + " of"),
                message);
    }

    private Path external() {
        return Shared.require("goldens/onnx/v1_w050_c17.external.onnx");
    }

    /// The model with weights in a file of another name of the same length.
    private Path named(String name) throws IOException {
        byte[] file = replaced(Files.readAllBytes(external()), "v1_w050_c17.external.onnx.data", name);
        return Files.write(folder.resolve("model.onnx"), file);
    }

    private static final String DATA = "v1_w050_c17.external.onnx.data";

    @Test
    void weightsBesideTheModelAreRead() throws IOException {
        GhostNetV2 model = GhostNetV2.load(external());
        Path copy = Files.copy(external(), folder.resolve("copy.onnx"));
        assertEquals(copy + ": its weights are in \"" + DATA + "\", which is not there; it belongs beside the model",
                refused(copy));
        Files.copy(external().resolveSibling(DATA), folder.resolve(DATA));
        assertArrayEquals(logits(model), logits(GhostNetV2.load(copy)));
    }

    @Test
    void weightsBesideAStreamAreRefused() throws IOException {
        byte[] file = Files.readAllBytes(external());
        String expected = "the checkpoint in memory: its weights are in \"" + DATA
                + "\", which only a model that is loaded from its file can have beside it";
        assertEquals(expected, assertThrows(CheckpointException.class,
                () -> GhostNetV2.load(file, LoadOptions.NONE)).getMessage());
        assertThrows(CheckpointException.class,
                () -> GhostNetV2.load(new ByteArrayInputStream(file), LoadOptions.NONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/", "../", "a/../../", "c:\\", "sub\\", "sub/"})
    void weightsInOtherFoldersAreRefused(String folderOf) throws IOException {
        String name = folderOf + "x".repeat(DATA.length() - folderOf.length());
        assertEquals(folder.resolve("model.onnx") + ": its weights are in \"" + name
                + "\", which must be the plain name of a file in the model's folder", refused(named(name)));
    }

    @Test
    void linksToOtherFoldersAreRefused() throws IOException {
        Path model = named(DATA);
        Path other = Files.createDirectory(folder.resolve("other"));
        Path data = Files.copy(external().resolveSibling(DATA), other.resolve(DATA));
        Path link = Files.createSymbolicLink(folder.resolve(DATA), data);
        assertEquals(
                model + ": its weights are in \"" + DATA + "\", which must be a regular file in the model's folder,"
                        + " and is a link to another folder",
                refused(model));
        Files.delete(link);
        Files.createSymbolicLink(folder.resolve(DATA), Files.move(data, folder.resolve("real")));
        assertEquals("GhostNet", GhostNetV2.load(model).configuration().variant().toString());
        // A cache of downloads has both in one folder, and links to them in another.
        Path blob = Files.move(model, other.resolve("blob"));
        Files.createSymbolicLink(model, blob);
        Files.delete(folder.resolve(DATA));
        Files.move(folder.resolve("real"), other.resolve("blob2"));
        Files.createSymbolicLink(folder.resolve(DATA), other.resolve("blob2"));
        assertEquals("GhostNet", GhostNetV2.load(model).configuration().variant().toString());
    }

    @Test
    void weightsMustBeInARegularFile() throws IOException {
        Path model = named(DATA);
        Files.createDirectory(folder.resolve(DATA));
        assertEquals(model + ": its weights are in \"" + DATA
                + "\", which must be a regular file in the model's folder, and is none", refused(model));
    }

    @Test
    void offsetsAndLengthsMustFitTheFile() throws IOException {
        Path model = named(DATA);
        Files.write(folder.resolve(DATA), new byte[2000]);
        assertEquals(
                model + ": its weights are in \"" + DATA + "\", of which bytes 1728 to 3456 are a tensor's, but it has"
                        + " 2000; it is truncated, or another model's",
                refused(model));
        // All parts at one place: each fits, but together they are more than the file.
        String latin = new String(Files.readAllBytes(model), StandardCharsets.ISO_8859_1);
        int second = latin.indexOf("\u00041728", latin.indexOf("offset"));
        assertTrue(second > 0);
        byte[] same = latin.replaceFirst("offset\u0012\u00041728", "offset\u0012\u00040000")
                .getBytes(StandardCharsets.ISO_8859_1);
        Files.write(model, same);
        assertEquals(model + ": its weights are in \"" + DATA
                + "\", which has 2000 bytes, but the tensors in it have more together", refused(model));
        byte[] huge = latin.replaceFirst("offset\u0012\u00041728", "offset\u0012\u0004-172")
                .getBytes(StandardCharsets.ISO_8859_1);
        Files.write(model, huge);
        assertEquals(
                model + ": tensor \"blocks.3.0.se.conv_expand.weight\" must have the offset of its external data as at"
                        + " most 18 digits, found \"-172\"",
                refused(model));
    }
}
