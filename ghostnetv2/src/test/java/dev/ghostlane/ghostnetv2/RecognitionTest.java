package dev.ghostlane.ghostnetv2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.ghostnetv2.checkpoint.CheckpointException;
import dev.ghostlane.ghostnetv2.checkpoint.StateDict;
import dev.ghostlane.ghostnetv2.checkpoint.Tensor;
import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.ghostnetv2.network.Variant;
import dev.ghostlane.ghostnetv2.weights.RandomWeights;
import dev.ghostlane.ghostnetv2.weights.StateDictReader;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a checkpoint is, is found from its shapes and its metadata; what it is not, is said by name.
class RecognitionTest {

    private static final StateDict SMALL = Dicts.zeros(Configuration.of(0.1, 3));
    private static final StateDict SMALL_V1 = Dicts.zeros(Configuration.of(Variant.GHOSTNET, 0.1, 3));

    private static String refusal(StateDict dict) {
        return assertThrows(CheckpointException.class, () -> GhostNetV2.of(dict)).getMessage();
    }

    private static void assertSays(StateDict dict, String... parts) {
        String message = refusal(dict);
        for (String part : parts) {
            assertTrue(message.contains(part), "no '" + part + "' in: " + message);
        }
    }

    static List<Double> widths() {
        return List.of(0.05, 0.1, 0.2, 0.25, 0.3, 0.35, 0.5, 0.55, 0.6, 0.7, 0.75, 0.8, 0.9, 1.0, 1.1, 1.17, 1.25, 1.3,
                1.4, 1.5, 1.6, 1.125, 0.9375);
    }

    @ParameterizedTest
    @MethodSource("widths")
    void networkAndWidthAreFoundFromTheTensors(double width) {
        for (Variant variant : Variant.values()) {
            Configuration original = Configuration.of(variant, width, 7);
            Configuration found = new StateDictReader(Dicts.zeros(original)).configuration();
            assertEquals(variant, found.variant());
            assertEquals(7, found.classes());
            assertEquals(original.parameters(), found.parameters(),
                    "the tensors of " + original + " and of what was found, " + found);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1.0, 1.3, 1.6})
    void thePublishedWidthsAreFoundExactly(double width) {
        for (Variant variant : Variant.values()) {
            Configuration original = Configuration.of(variant, width, 1);
            assertEquals(original, new StateDictReader(Dicts.zeros(original)).configuration());
        }
    }

    @Test
    void descriptionsNameTheNetwork() {
        assertTrue(GhostNetV2.of(SMALL).description().startsWith("GhostNetV2, width 0.1, 3 classes"));
        assertTrue(GhostNetV2.of(SMALL_V1).description().startsWith("GhostNet, width 0.1, 3 classes"));
    }

    @Test
    void theMetadataTellsAWidthThatShapesCannot() {
        StateDict dict = Dicts.with(Dicts.zeros(Configuration.of(0.5371, 3)), "width", "0.5371");
        assertEquals(0.5371, GhostNetV2.of(dict).configuration().width());
    }

    @ParameterizedTest
    @CsvSource({"1,nearest,1,NEAREST", "2,bilinear,2,BILINEAR_HALF_PIXEL",
            "1,bilinear_align_corners,1,BILINEAR_ALIGNED_CORNERS", ",,2,NEAREST"})
    void theMetadataTellsStemAndResize(String stem, String upsample, int stride, UpsampleMode mode) {
        StateDict dict = SMALL;
        if (stem != null) {
            dict = Dicts.with(Dicts.with(dict, "stem_stride", stem), "upsample", upsample);
        }
        Configuration found = GhostNetV2.of(dict).configuration();
        assertEquals(new Configuration(found.width(), 3, stride, mode), found);
    }

    @Test
    void randomModelsAreWhatWasAskedFor() {
        for (Variant variant : Variant.values()) {
            for (UpsampleMode mode : UpsampleMode.values()) {
                Configuration configuration = new Configuration(variant, 0.3333, 5, 1, mode);
                assertEquals(configuration, GhostNetV2.random(configuration, 1).configuration());
            }
        }
    }

    @Test
    void countersOfFrameworksAndProfilersAreIgnored() {
        StateDict dict = SMALL;
        for (String name : List.of("bn1.num_batches_tracked", "total_ops", "total_params", "blocks.0.0.total_ops",
                "blocks.9.0.conv.total_params")) {
            dict = Dicts.with(dict, Tensor.of(name, new float[1]));
        }
        assertEquals(GhostNetV2.of(SMALL).parameters(), GhostNetV2.of(dict).parameters());
    }

    @Test
    void missingTensorsAreNamedWithTheirShape() {
        assertSays(Dicts.without(SMALL, "blocks.8.0.ghost2.primary_conv.0.weight"), "test",
                "missing blocks.8.0.ghost2.primary_conv.0.weight", "[8, 96, 1, 1]");
    }

    @Test
    void misshapenTensorsAreNamedWithBothShapes() {
        assertSays(Dicts.with(SMALL, Dicts.zeros("blocks.2.0.ghost1.short_conv.2.weight", List.of(8, 1, 5, 1))),
                "blocks.2.0.ghost1.short_conv.2.weight", "[8, 1, 1, 5]", "[8, 1, 5, 1]");
        assertSays(Dicts.with(SMALL, Dicts.zeros("bn1.running_var", List.of())), "bn1.running_var", "[4]", "[]");
    }

    @Test
    void unknownTensorsAreNamedWithTheirShape() {
        assertSays(Dicts.with(SMALL, Dicts.zeros("blocks.2.0.extra.weight", List.of(2, 3))),
                "unknown tensor blocks.2.0.extra.weight", "[2, 3]");
    }

    /// What a damaged or mixed checkpoint lacks or has too much is told of the network it is closest to. A branch has
    /// 15 tensors: three convolutions and three normalisations of four.
    @Test
    void partsOfTheAttentionAreNamedForTheClosestNetwork() {
        String strip = "blocks.2.0.ghost1.short_conv.2.weight";
        assertSays(Dicts.without(SMALL, strip), "no GhostNetV2 of width 0.1", "missing " + strip, "[8, 1, 1, 5]");
        assertSays(Dicts.with(SMALL_V1, SMALL.find(strip).orElseThrow()), "no GhostNet of width 0.1",
                "unknown tensor " + strip, "[8, 1, 1, 5]");
        assertSays(withoutAttention(SMALL, "blocks.6."), "no GhostNetV2 of width 0.1",
                "missing blocks.6.0.ghost1.short_conv.0.weight", "and 67 more");
        assertSays(withoutAttention(SMALL, "blocks.[2-7]."), "no GhostNet of width 0.1",
                "unknown tensor blocks.8.0.ghost1.short_conv.0.weight", "and 52 more");
        assertEquals(Variant.GHOSTNET, GhostNetV2.of(withoutAttention(SMALL, "")).configuration().variant());
    }

    /// The same without the attention branches of the blocks whose names begin so.
    private static StateDict withoutAttention(StateDict dict, String blocks) {
        List<Tensor> tensors = Dicts.tensors(dict);
        tensors.removeIf(tensor -> tensor.name().matches(blocks + ".*short_conv.*"));
        return StateDict.of(dict.source(), tensors, dict.metadata());
    }

    @Test
    void manyProblemsAreCounted() {
        StateDict dict = SMALL;
        for (String name : SMALL.names()) {
            if (name.startsWith("blocks.8.") && name.endsWith(".running_mean")) {
                dict = Dicts.without(dict, name);
            }
        }
        assertSays(dict, "missing blocks.8.0", " more");
    }

    @Test
    void tensorsOfIntegersAreNoWeights() {
        assertSays(Dicts.with(SMALL, Dicts.integers("classifier.bias", List.of(3))), "classifier.bias", "I32");
    }

    @Test
    void networksForOtherImagesAreRefused() {
        assertSays(Dicts.with(SMALL, Dicts.zeros("conv_stem.weight", List.of(4, 1, 3, 3))),
                "test: the network is made for 1 input channel (conv_stem.weight has shape [4, 1, 3, 3]); only networks"
                        + " for the 3 channels of RGB images are run");
        assertSays(Dicts.with(SMALL, Dicts.zeros("conv_stem.weight", List.of(4, 4, 3, 3))),
                "made for 4 input channels");
    }

    @Test
    void valuesThatNoNetworkCanComputeWithAreNamed() {
        assertSays(Dicts.with(SMALL, Tensor.of("classifier.bias", new float[]{0, Float.NaN, 0}, 3)),
                "test: NaN in classifier.bias, at index 1 of 3: the training diverged, or the file is damaged");
        assertSays(Dicts.with(SMALL, Tensor.of("bn1.running_mean", new float[]{0, 0, 0, Float.NEGATIVE_INFINITY}, 4)),
                "test: an infinite value in bn1.running_mean, at index 3 of 4");
        assertSays(Dicts.with(SMALL, Tensor.of("bn1.running_var", new float[]{-1, 0, 0, 0}, 4)),
                "test: the negative variance -1.0 in bn1.running_var, at index 0 of 4");
        GhostNetV2.of(Dicts.with(SMALL, Tensor.of("bn1.bias", new float[]{-1, 0, 0, 0}, 4)));
        GhostNetV2.of(Dicts.with(SMALL, Tensor.of("bn1.running_var", new float[]{-0f, 0, 0, 0}, 4)));
        StateDict training = Dicts.training(0.1, 3, "bn");
        String branch = "blocks.0.0.ghost1.primary_rpr_conv.1.bn.running_var";
        assertSays(Dicts.with(training, Tensor.of(branch, new float[]{-1, 0}, 2)), "negative variance", branch);
        assertSays(Dicts.with(training, Tensor.of(branch.replace("_var", "_mean"), new float[]{0, Float.NaN}, 2)),
                "NaN in blocks.0.0.ghost1.primary_rpr_conv.1.bn.running_mean");
    }

    /// As timm makes them with `num_classes=0`.
    @Test
    void aNetworkWithoutClassifierGivesFeatures() {
        for (Variant variant : Variant.values()) {
            StateDict whole = RandomWeights.stateDict(Configuration.of(variant, 0.1, 3), 7);
            GhostNetV2 model = GhostNetV2
                    .of(Dicts.without(Dicts.without(whole, "classifier.weight"), "classifier.bias"));
            assertEquals(0, model.configuration().classes());
            assertEquals(List.of(), model.labels());
            assertTrue(model.description().contains("no classifier"), model.description());
            float[] image = new float[64 * 64 * 3];
            for (int i = 0; i < image.length; i++) {
                image[i] = (float) Math.sin(i);
            }
            List<Tap> taps = List.of(Tap.BLOCKS_4, Tap.POOLED, Tap.HEAD);
            try (FeatureExtractor part = model.features(taps, 64, 64, 1);
                    FeatureExtractor full = GhostNetV2.of(whole).features(taps, 64, 64, 1)) {
                for (Tap tap : taps) {
                    assertArrayEquals(full.extract(image).get(tap).data(), part.extract(image).get(tap).data());
                }
            }
            String message = "test has no classifier: there is no tensor classifier.weight, so there are no logits;"
                    + " embeddings and feature maps can be had";
            for (Executable use : List.<Executable>of(model::classifier, model::pool, model::compiled,
                    () -> model.plan(1, 64, 64))) {
                assertEquals(message.replace("test", model.stateDict().source()),
                        assertThrows(CheckpointException.class, use).getMessage());
            }
            assertEquals(model.configuration(), GhostNetV2.of(model.stateDict()).configuration());
        }
        assertEquals("test: there is no tensor classifier.weight, but \"classifier.bias\"; without any tensor of the"
                + " classifier the network is one for features", refusal(Dicts.without(SMALL, "classifier.weight")));
        assertThrows(IllegalArgumentException.class,
                () -> GhostNetV2.random(Configuration.of(0.1, 3).withoutClassifier(), 1));
    }

    @Test
    void otherNetworksAreRefused() {
        assertSays(StateDict.of("other.safetensors", List.of(), Map.of()), "other.safetensors", "classifier.weight");
        assertSays(StateDict.of("other.safetensors",
                List.of(Dicts.zeros("classifier.weight", List.of(10, 512)),
                        Dicts.zeros("conv1.weight", List.of(8, 3, 3, 3))),
                Map.of()), "other.safetensors", "conv_stem.weight");
        assertSays(Dicts.with(SMALL, Dicts.zeros("conv_stem.weight", List.of(5, 3, 3, 3))), "5 output channels");
        assertSays(Dicts.with(SMALL, Dicts.zeros("conv_stem.weight", List.of(4, 27))), "4 dimensions", "[4, 27]");
        assertSays(Dicts.with(SMALL, Dicts.zeros("classifier.weight", List.of(0, 1280))), "classifier.weight",
                "[0, 1280]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"width;wide;a number above 0 and at most 10", "stem_stride;3;1 or 2",
            "stem_stride;two;1 or 2", "upsample;cubic;nearest, bilinear or bilinear_align_corners",
            "input_size;big;a whole number of pixels above 0", "input_size;0;a whole number of pixels above 0",
            "input_size;-5;a whole number of pixels above 0", "input_size;6.5;a whole number of pixels above 0",
            "crop_pct;2;a number above 0 and at most 1", "crop_pct;much;a number above 0 and at most 1",
            "interpolation;lanczos;bicubic or bilinear", "mean;x;three numbers from 0 to 1, for pixels from 0 to 1",
            "mean;0.5,0.5;three numbers from 0 to 1, for pixels from 0 to 1",
            "mean;123.675,116.28,103.53;three numbers from 0 to 1, for pixels from 0 to 1",
            "mean;NaN,0,0;three numbers from 0 to 1, for pixels from 0 to 1",
            "std;0,1,1;three finite numbers other than 0, for pixels from 0 to 1",
            "std;'';three finite numbers other than 0, for pixels from 0 to 1"})
    void badMetadataIsRefused(String key, String value, String expected) {
        assertEquals("test: metadata " + key + " must be " + expected + ", found \"" + value + "\"",
                refusal(Dicts.with(SMALL, key, value)));
        String option = refusal(SMALL.from("option", Map.of(key, value)));
        assertTrue(option.startsWith("test: option " + key + " must be "), option);
    }

    @Test
    void labelsAreAsManyAsClasses() {
        assertSays(Dicts.with(SMALL, "labels", "one,two"), "test: metadata has 2 labels for 3 classes");
    }

    /// A text of a file never fills a message.
    @Test
    void longTextsAreCut() {
        for (String key : List.of("width", "stem_stride", "upsample", "attention", "input_size", "mean", "crop_mode")) {
            String message = refusal(Dicts.with(SMALL, key, "\u0007x".repeat(100_000)));
            assertTrue(message.length() < 400 && message.contains("\"?x?x"), message);
        }
    }

    @Test
    void classesAreNamedByTheMetadataOrByTheirNumber() {
        assertEquals(List.of("one", "two", "three"),
                GhostNetV2.of(Dicts.with(SMALL, "labels", "one, two,three")).labels());
        assertEquals(List.of("class 0", "class 1", "class 2"), GhostNetV2.of(SMALL).labels());
        List<String> imagenet = GhostNetV2.of(Dicts.zeros(Configuration.of(0.1, 1000))).labels();
        assertEquals(1000, imagenet.size());
        assertEquals("tench", imagenet.getFirst().split(",")[0]);
    }

    @Test
    void inputSizesThatTheNetworkCannotTakeAreRefusedAtLoading() {
        StateDict small = Dicts.with(SMALL, "crop_pct", "1.0");
        assertSays(Dicts.with(small, "input_size", "32"), "input_size must be 33 to 2048, found 32");
        assertSays(Dicts.with(small, "input_size", "9000"), "input_size must be 33 to 2048, found 9000");
        assertEquals(33, GhostNetV2.of(Dicts.with(small, "input_size", "33")).preprocessing().crop());
        StateDict withoutLimit = Dicts.with(SMALL_V1, "crop_pct", "1.0");
        assertSays(Dicts.with(withoutLimit, "input_size", "0"), "");
        assertEquals(32, GhostNetV2.of(Dicts.with(withoutLimit, "input_size", "32")).preprocessing().crop());
    }
}
