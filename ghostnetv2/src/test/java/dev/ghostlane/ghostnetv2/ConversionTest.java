package dev.ghostlane.ghostnetv2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.engine.CompiledNetwork;
import dev.ghostlane.engine.Session;
import dev.ghostlane.ghostnetv2.checkpoint.CheckpointException;
import dev.ghostlane.ghostnetv2.checkpoint.Checkpoints;
import dev.ghostlane.ghostnetv2.checkpoint.DType;
import dev.ghostlane.ghostnetv2.checkpoint.Safetensors;
import dev.ghostlane.ghostnetv2.checkpoint.SafetensorsWriter;
import dev.ghostlane.ghostnetv2.checkpoint.StateDict;
import dev.ghostlane.ghostnetv2.checkpoint.Tensor;
import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.ghostnetv2.network.Variant;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import dev.ghostlane.testdata.Shared;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A model written and loaded is the same model, to the bit.
class ConversionTest {

    private static byte[] written(StateDict dict) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            SafetensorsWriter.write(dict, out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static GhostNetV2 reloaded(GhostNetV2 model) {
        return GhostNetV2.of(Checkpoints.read(written(model.stateDict()), "converted", null));
    }

    private static void assertSameBits(GoldenCase golden, GhostNetV2 converted) {
        assertArrayEquals(bits(golden, golden.model()), bits(golden, converted));
    }

    private static int[] bits(GoldenCase golden, GhostNetV2 model) {
        return bits(golden, model, Kernels.best());
    }

    private static int[] bits(GoldenCase golden, GhostNetV2 model, Kernels kernels) {
        float[] logits = new float[golden.batch() * model.configuration().classes()];
        CompiledNetwork compiled = model.network().compile(kernels, List.of(model.network().output()));
        try (Session session = compiled.plan(golden.batch(), golden.height(), golden.width()).session()) {
            session.run(golden.input(), logits);
        }
        int[] bits = new int[logits.length];
        Arrays.setAll(bits, i -> Float.floatToRawIntBits(logits[i]));
        return bits;
    }

    /// The golden's weights are so many that plans keep most of them in 16 bits.
    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"F16", "BF16"})
    void roundedWeightsGiveTheBitsOfTheConvertedFile(DType dtype) {
        GoldenCase golden = new GoldenCase("v2_w100_c1000", "a");
        golden.requireAffordable(20);
        GhostNetV2 rounded = golden.model().rounded(dtype);
        GhostNetV2 file = GhostNetV2.of(Checkpoints.read(
                written(golden.model().folded().stateDict().as(dtype)), "converted", null));
        assertTrue(rounded.description().endsWith(", weights rounded to " + dtype), rounded.description());
        assertTrue(rounded.findings().stream().anyMatch(finding -> finding.subject().equals("weights")
                && finding.text().equals("folded, then rounded to " + dtype)), rounded.findings().toString());
        int[] expected = bits(golden, file);
        assertArrayEquals(expected, bits(golden, rounded));
        assertArrayEquals(expected, bits(golden, rounded, Kernels.scalar()));
        assertFalse(Arrays.equals(expected, bits(golden, golden.model())), "rounding changed nothing");
    }

    @ParameterizedTest
    @CsvSource({"v2_w050_c17,d", "v2_w050_c17.f16,d", "v2_w050_c17.pth,d", "v2_w050_c17.ema,d", "v1_w050_c17,c",
            "v3_w050_c17.train,c", "v3_w050_c17.deploy,c", "ms_w050_c17,s"})
    void logitsKeepTheirBits(String weights, String letter) {
        GoldenCase golden = new GoldenCase(weights, letter);
        golden.requireAffordable(20);
        GhostNetV2 converted = reloaded(golden.model());
        assertEquals(golden.model().configuration(), converted.configuration());
        assertEquals(golden.model().preprocessing(), converted.preprocessing());
        assertEquals(golden.model().labels(), converted.labels());
        assertSameBits(golden, converted);
        GhostNetV2 folded = reloaded(golden.model().folded());
        assertTrue(folded.configuration().folded());
        assertEquals(golden.model().configuration().variant(), folded.configuration().variant());
        assertSameBits(golden, folded);
    }

    /// PyTorch rounded the same weights to the same bytes.
    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"F16", "BF16"})
    void halvesAreRoundedAsPyTorchRounds(DType dtype) {
        StateDict exact = Safetensors.read(Shared.require("goldens/v2_w050_c17.safetensors"));
        StateDict rounded = Safetensors.read(Shared.require("goldens/v2_w050_c17."
                + dtype.name().toLowerCase(Locale.ROOT) + ".safetensors"));
        int compared = 0;
        for (String name : exact.names()) {
            if (!name.endsWith("num_batches_tracked")) {
                assertArrayEquals(rounded.find(name).orElseThrow().bytes(),
                        exact.find(name).orElseThrow().as(dtype).bytes(), name);
                compared++;
            }
        }
        assertEquals(642, compared);
    }

    @Test
    void roundingIsToTheNearestEvenAndRefusesWhatIsTooLarge() {
        Tensor tensor = Tensor.of("w", new float[]{1 + 0x1p-8f, 1 + 0x3p-8f, -0f, Float.NaN, Float.NEGATIVE_INFINITY,
                0x1p-149f}, 6);
        assertArrayEquals(new float[]{1, 1 + 0x1p-6f, -0f, Float.NaN, Float.NEGATIVE_INFINITY, 0},
                tensor.as(DType.BF16).floats());
        assertEquals(1 + 0x1p-8f, tensor.as(DType.F16).floats()[0]);
        Tensor large = Tensor.of("w", new float[]{70_000}, 1);
        String message = assertThrows(IllegalArgumentException.class, () -> large.as(DType.F16)).getMessage();
        assertTrue(message.contains("70000") && message.contains("F16"), message);
        assertThrows(IllegalArgumentException.class, () -> Tensor.of("w", new float[]{Float.MAX_VALUE}, 1)
                .as(DType.BF16));
        assertThrows(IllegalArgumentException.class, () -> large.as(DType.F64));
    }

    @Test
    void everythingThatDescribesAModelIsWritten() {
        StateDict dict = Dicts
                .zeros(new Configuration(Variant.GHOSTNETV2, 0.1, 3, 1, UpsampleMode.BILINEAR_HALF_PIXEL));
        for (Map.Entry<String, String> entry : Map.of("stem_stride", "1", "upsample", "bilinear", "labels",
                "one\ntwo, with a comma\nthree \"quoted\" \\ é 😀\u0001", "input_size", "48", "crop_pct", "1.0",
                "interpolation", "bilinear", "mean", "0.5,0.5,0.25", "std", "1,2,3").entrySet()) {
            dict = Dicts.with(dict, entry.getKey(), entry.getValue());
        }
        GhostNetV2 model = GhostNetV2.of(dict);
        GhostNetV2 again = reloaded(model);
        assertEquals(model.configuration(), again.configuration());
        assertEquals(model.preprocessing(), again.preprocessing());
        assertEquals(List.of("one", "two, with a comma", "three \"quoted\" \\ é 😀\u0001"), again.labels());
        assertEquals("GhostNetV2", again.metadata().get("network"));
        assertArrayEquals(written(model.stateDict()), written(again.stateDict()));
    }

    @Test
    void filesAreWrittenWholeOrNotAtAll(@TempDir Path folder) throws IOException {
        StateDict dict = StateDict.of("test", List.of(Tensor.of("w", new float[]{1, 2}, 2)), Map.of());
        Path file = folder.resolve("x.safetensors");
        SafetensorsWriter.write(dict, file, false);
        byte[] bytes = Files.readAllBytes(file);
        assertArrayEquals(new float[]{1, 2}, Safetensors.read(file).find("w").orElseThrow().floats());
        assertThrows(FileAlreadyExistsException.class, () -> SafetensorsWriter.write(dict, file, false));
        SafetensorsWriter.write(dict.with(Map.of("a", "b")), file, true);
        assertEquals("b", Safetensors.read(file).metadata().get("a"));
        assertTrue(bytes.length % 8 == 0);
        try (var files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cubic", ""})
    void aNetworkWithoutAttentionIgnoresTheResizeMode(String mode) {
        StateDict v1 = Dicts.with(Dicts.zeros(Configuration.of(Variant.GHOSTNET, 0.1, 3)), "upsample", mode);
        assertEquals(Variant.GHOSTNET, GhostNetV2.of(v1).configuration().variant());
        StateDict v2 = Dicts.with(Dicts.zeros(Configuration.of(0.1, 3)), "upsample", mode);
        assertThrows(CheckpointException.class, () -> GhostNetV2.of(v2));
    }

    @Test
    void optionsReplaceMetadata(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("any name");
        SafetensorsWriter.write(GhostNetV2.of(Dicts.zeros(Configuration.of(0.1, 2))).stateDict(), file, false);
        GhostNetV2 model = GhostNetV2.load(file, LoadOptions.NONE.withMetadata("upsample", "bilinear")
                .withMetadata("crop_pct", "1.0").withMetadata("input_size", "64").withMetadata("labels", "yes,no"));
        assertEquals(UpsampleMode.BILINEAR_HALF_PIXEL, model.configuration().upsample());
        assertEquals(64, model.preprocessing().shortEdge());
        assertEquals(List.of("yes", "no"), model.labels());
        assertThrows(IllegalArgumentException.class, () -> LoadOptions.NONE.withMetadata("colour", "blue"));
        assertThrows(CheckpointException.class,
                () -> GhostNetV2.load(file, LoadOptions.NONE.withMetadata("upsample", "cubic")));
        String message = assertThrows(CheckpointException.class,
                () -> GhostNetV2.load(file, LoadOptions.NONE.withWeights("state_dict"))).getMessage();
        assertTrue(message.contains("one set"), message);
    }

    /// The weights of the training itself, beside their average.
    @ParameterizedTest
    @ValueSource(strings = {"c", "d"})
    void otherWeightsOfATrainingCheckpoint(String letter) {
        GoldenCase ema = new GoldenCase("v2_w050_c17.ema", letter);
        GoldenCase plain = new GoldenCase("v2_w050_c17", letter);
        ema.requireAffordable(20);
        GhostNetV2 model = GhostNetV2.load(ema.file(), LoadOptions.NONE.withWeights("state_dict"));
        assertArrayEquals(bits(plain, plain.model()), bits(plain, model));
    }

    @Test
    void filesOfOtherKindsAreNamed(@TempDir Path folder) throws IOException {
        for (Map.Entry<String, String> kind : Map.of("", "empty", "<html>", "text", "\211HDF\r\n\032\n", "HDF5",
                "version https://git-lfs.github.com/spec/v1", "text", "\1\2\3\4\5\6\7\10\11", "01 02 03").entrySet()) {
            Path file = Files.write(folder.resolve("x.safetensors"),
                    kind.getKey().getBytes(StandardCharsets.ISO_8859_1));
            String message = assertThrows(CheckpointException.class, () -> GhostNetV2.load(file)).getMessage();
            assertTrue(message.startsWith(file.toString()) && message.contains(kind.getValue()), message);
        }
        assertThrows(CheckpointException.class, () -> GhostNetV2.load(folder));
        assertThrows(CheckpointException.class, () -> GhostNetV2.load(folder.resolve("none")));
    }
}
