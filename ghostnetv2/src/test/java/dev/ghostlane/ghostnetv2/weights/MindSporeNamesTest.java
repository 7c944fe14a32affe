package dev.ghostlane.ghostnetv2.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.ghostnetv2.Dicts;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.checkpoint.CheckpointException;
import dev.ghostlane.ghostnetv2.checkpoint.StateDict;
import dev.ghostlane.ghostnetv2.checkpoint.Tensor;
import dev.ghostlane.ghostnetv2.network.Attention;
import dev.ghostlane.ghostnetv2.network.Bottleneck;
import dev.ghostlane.ghostnetv2.network.ChannelRounding;
import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.ghostnetv2.network.Variant;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// MindSpore's GhostNetV2 is found by its names, and loads with its rounding and its way to resize.
public class MindSporeNamesTest {

    @ParameterizedTest
    @CsvSource({"conv_stem.weight,conv_stem.weight", "bn1.gamma,bn1.weight", "bn1.moving_variance,bn1.running_var",
            "blocks.0.ghost1.primary_conv.conv.weight,blocks.0.0.ghost1.primary_conv.0.weight",
            "blocks.9.ghost2.cheap_operation.bn.beta,blocks.6.3.ghost2.cheap_operation.1.bias",
            "blocks.3.ghost1.short_conv.2.conv.weight,blocks.3.0.ghost1.short_conv.4.weight",
            "blocks.15.ghost1.short_conv.1.bn.moving_mean,blocks.8.3.ghost1.short_conv.3.running_mean",
            "blocks.1.dw.conv.weight,blocks.1.0.conv_dw.weight", "blocks.1.dw.bn.gamma,blocks.1.0.bn_dw.weight",
            "blocks.11.shortcut.1.bn.gamma,blocks.7.0.shortcut.3.weight",
            "blocks.3.se.conv_reduce.bias,blocks.3.0.se.conv_reduce.bias",
            "blocks.16.conv.weight,blocks.9.0.conv.weight",
            "blocks.16.bn.gamma,blocks.9.0.bn1.weight", "classifier.bias,classifier.bias",
            "blocks.17.x.weight,blocks.17.x.weight"})
    void namesAreThoseOfTheAuthors(String mindspore, String authors) {
        assertEquals(authors, MindSporeNames.translate(mindspore));
    }

    /// The tensors of a configuration, all 0, as MindSpore names them, and states of a training.
    public static StateDict mindspore(Configuration configuration) {
        List<Tensor> tensors = Dicts.tensors(Dicts.zeros(configuration));
        tensors.replaceAll(tensor -> tensor.named(mindspore(tensor.name())));
        tensors.add(Tensor.of("moments.conv_stem.weight", new float[1], 1));
        tensors.add(Tensor.of("learning_rate", new float[1], 1));
        return StateDict.of("test", tensors, Map.of());
    }

    /// The names backwards, by rules of their own.
    private static String mindspore(String authors) {
        String name = authors.replace("blocks.9.0.bn1.", "blocks.16.bn.").replace("blocks.9.0.", "blocks.16.");
        for (int i = 0; i < Bottleneck.TABLE.size(); i++) {
            String prefix = Bottleneck.TABLE.get(i).name() + ".";
            if (authors.startsWith(prefix)) {
                name = "blocks." + i + "." + authors.substring(prefix.length());
            }
        }
        for (String unit : List.of("primary_conv", "cheap_operation")) {
            name = name.replace(unit + ".0.", unit + ".conv.").replace(unit + ".1.", unit + ".bn.");
        }
        for (int i = 0; i < 3; i++) {
            for (String units : List.of("short_conv.", "shortcut.")) {
                name = name.replace(units + 2 * i + ".w", units + "#" + i + ".conv.w")
                        .replaceFirst(units + (2 * i + 1) + "[.]", units + "#" + i + ".bn.");
            }
        }
        name = name.replace("#", "").replace("conv_dw.", "dw.conv.").replace("bn_dw.", "dw.bn.");
        if (name.contains("bn.") || name.contains("bn1.")) {
            name = name.replace(".weight", ".gamma").replace(".bias", ".beta").replace("running_mean", "moving_mean")
                    .replace("running_var", "moving_variance");
        }
        return name;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.8, 0.9, 1.0, 1.1})
    void channelsAreRoundedUp(double width) {
        Configuration original = new Configuration(Variant.GHOSTNETV2, width, 7, 2,
                UpsampleMode.BILINEAR_ALIGNED_CORNERS, ChannelRounding.UP, Attention.PUBLISHED, false);
        GhostNetV2 model = GhostNetV2.of(mindspore(original));
        assertEquals(original, model.configuration());
        assertTrue(model.findings().toString().contains("2 states of the training"), model.findings().toString());
        assertEquals(original, GhostNetV2.of(model.stateDict()).configuration(), "converted");
    }

    @Test
    void theRoundingsDiffer() {
        assertEquals(148, ChannelRounding.NEAREST.apply(184 * 0.8));
        assertEquals(148, ChannelRounding.UP.apply(184 * 0.8));
        assertEquals(384, ChannelRounding.NEAREST.apply(480 * 0.8));
        assertEquals(12, ChannelRounding.NEAREST.apply(16 * 0.8));
        assertEquals(16, ChannelRounding.UP.apply(16 * 0.8));
    }

    /// A network of MindSpore's channels, but the authors' names, is found all the same.
    @Test
    void roundedUpChannelsAreFoundFromTheTensorsAlone() {
        Configuration original = new Configuration(Variant.GHOSTNETV2, 0.8, 7, 2, UpsampleMode.NEAREST,
                ChannelRounding.UP, Attention.PUBLISHED, false);
        assertEquals(original, GhostNetV2.of(Dicts.zeros(original)).configuration());
    }

    @Test
    void namesOfBothKindsAreRefused() {
        StateDict both = Dicts.with(mindspore(Configuration.of(0.1, 3)), Tensor.of("bn1.weight", new float[4], 4));
        String message = assertThrows(CheckpointException.class, () -> GhostNetV2.of(both)).getMessage();
        assertTrue(message.startsWith("test: ") && message.contains("bn1.weight"), message);
    }

    @Test
    void otherNamesStay() {
        StateDict dict = Dicts.zeros(Configuration.of(0.1, 3));
        assertSame(dict, MindSporeNames.translate(dict));
    }
}
