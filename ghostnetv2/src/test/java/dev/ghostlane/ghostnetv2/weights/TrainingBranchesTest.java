package dev.ghostlane.ghostnetv2.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.engine.Session;
import dev.ghostlane.ghostnetv2.Dicts;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.GoldenCase;
import dev.ghostlane.ghostnetv2.Yardstick;
import dev.ghostlane.ghostnetv2.checkpoint.CheckpointException;
import dev.ghostlane.ghostnetv2.checkpoint.StateDict;
import dev.ghostlane.ghostnetv2.checkpoint.Tensor;
import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.ghostnetv2.network.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// GhostNetV3's training branches give one convolution, by their definition and by the goldens.
class TrainingBranchesTest {

    private final Random random = new Random(3);

    private Tensor tensor(String name, int... shape) {
        int elements = 1;
        for (int size : shape) {
            elements *= size;
        }
        float[] values = new float[elements];
        for (int i = 0; i < elements; i++) {
            values[i] = name.endsWith("running_var") ? random.nextFloat(0.5f, 2) : (float) random.nextGaussian();
        }
        return Tensor.of(name, values, shape);
    }

    private void norm(List<Tensor> tensors, String name, int channels) {
        for (String part : List.of(".weight", ".bias", ".running_mean", ".running_var")) {
            tensors.add(tensor(name + part, channels));
        }
    }

    /// Three convolutions, the scale and the skip of a set.
    private List<Tensor> branches(String set, String bn, int out, int in, int kernel) {
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            tensors.add(tensor(set + "_conv." + i + ".conv.weight", out, in, kernel, kernel));
            norm(tensors, set + "_conv." + i + "." + bn, out);
        }
        tensors.add(tensor(set + "_scale.conv.weight", out, in, 1, 1));
        norm(tensors, set + "_scale." + bn, out);
        norm(tensors, set + "_skip", out);
        return tensors;
    }

    private static StateDict dict(List<Tensor> tensors) { return StateDict.of("test", tensors, Map.of()); }

    private static double factor(StateDict dict, String norm, int o) {
        return dict.find(norm + ".weight").orElseThrow().floats()[o]
                / Math.sqrt(dict.find(norm + ".running_var").orElseThrow().floats()[o] + 1e-5);
    }

    private static double shift(StateDict dict, String norm, int o) {
        return dict.find(norm + ".bias").orElseThrow().floats()[o]
                - dict.find(norm + ".running_mean").orElseThrow().floats()[o] * factor(dict, norm, o);
    }

    @ParameterizedTest
    @CsvSource({"blocks.0.0.ghost1.cheap_rpr,bn,6,1,3,blocks.0.0.ghost1.cheap_operation.0",
            "blocks.3.0.dw_rpr,bn1,6,1,5,blocks.3.0.conv_dw",
            "blocks.0.0.ghost2.primary_rpr,bn1,6,6,1,blocks.0.0.ghost2.primary_conv.0"})
    void aSetIsTheSumOfItsBranches(String set, String bn, int out, int in, int kernel, String merged) {
        StateDict branches = dict(branches(set, bn, out, in, kernel));
        StateDict result = TrainingBranches.merge(branches);
        assertEquals(List.of(merged + ".weight", merged + ".bias"), List.copyOf(result.names()));
        Tensor weight = result.find(merged + ".weight").orElseThrow();
        assertEquals(List.of(out, in, kernel, kernel), weight.shape());
        int area = kernel * kernel;
        for (int o = 0; o < out; o++) {
            double bias = shift(branches, set + "_scale." + bn, o) + shift(branches, set + "_skip", o);
            for (int i = 0; i < in; i++) {
                for (int k = 0; k < area; k++) {
                    int at = (o * in + i) * area + k;
                    double sum = 0;
                    for (int b = 0; b < 3; b++) {
                        String branch = set + "_conv." + b;
                        sum += branches.find(branch + ".conv.weight").orElseThrow().floats()[at]
                                * factor(branches, branch + "." + bn, o);
                    }
                    if (k == area / 2) {
                        sum += branches.find(set + "_scale.conv.weight").orElseThrow().floats()[o * in + i]
                                * factor(branches, set + "_scale." + bn, o);
                        sum += in == 1 || i == o ? factor(branches, set + "_skip", o) : 0;
                    }
                    assertEquals((float) sum, weight.floats()[at], Math.ulp((float) sum) + 1e-9f, "element " + at);
                }
            }
            for (int b = 0; b < 3; b++) {
                bias += shift(branches, set + "_conv." + b + "." + bn, o);
            }
            assertEquals((float) bias, result.find(merged + ".bias").orElseThrow().floats()[o], 1e-6f);
        }
    }

    /// At width 0.3 some 1×1 convolutions have a skip, at which the authors' own merge fails.
    @ParameterizedTest
    @CsvSource({"0.3,bn", "0.5,bn", "1.0,bn1", "1.3,bn"})
    void trainingWeightsAreFoundAtEveryWidth(double width, String bn) {
        assertEquals(Configuration.of(Variant.GHOSTNETV3, width, 7),
                GhostNetV2.of(Dicts.training(width, 7, bn)).configuration());
    }

    /// The published `reparameterize()` of the authors leaves the strided convolutions as they are trained.
    @Test
    void weightsMergedInPartAreFound() {
        List<Tensor> tensors = Dicts.tensors(Dicts.training(0.5, 7, "bn"));
        tensors.removeIf(tensor -> tensor.name().matches(".*(primary|cheap)_rpr.*"));
        for (Tensor tensor : Dicts.tensors(Dicts.zeros(Configuration.of(Variant.GHOSTNETV3, 0.5, 7)))) {
            if (tensor.name().matches(".*(primary_conv|cheap_operation).*")) {
                tensors.add(tensor);
            }
        }
        assertEquals(Variant.GHOSTNETV3, GhostNetV2.of(dict(tensors)).configuration().variant());
    }

    @Test
    void whatHasNoBranchesStays() {
        StateDict dict = Dicts.zeros(Configuration.of(0.1, 3));
        assertSame(dict, TrainingBranches.merge(dict));
    }

    @Test
    void incompleteAndMisshapenSetsAreRefused() {
        List<Tensor> tensors = branches("blocks.0.0.ghost1.cheap_rpr", "bn", 4, 1, 3);
        StateDict dict = dict(tensors);
        for (Tensor tensor : tensors) {
            if (!tensor.name().endsWith(".conv.weight") && !tensor.name().endsWith("skip.weight")) {
                refused(Dicts.without(dict, tensor.name()), tensor.name());
            }
        }
        refused(Dicts.without(dict, "blocks.0.0.ghost1.cheap_rpr_conv.0.conv.weight"), "conv.0.conv.weight");
        refused(Dicts.with(dict, tensor("blocks.0.0.ghost1.cheap_rpr_conv.1.conv.weight", 4, 1, 5, 5)), "[4, 1, 5, 5]");
        refused(Dicts.with(dict, tensor("blocks.0.0.ghost1.cheap_rpr_scale.conv.weight", 4, 1, 3, 3)), "scale");
        refused(Dicts.with(dict, tensor("blocks.0.0.ghost1.cheap_rpr_skip.bias", 3)), "skip.bias");
        refused(Dicts.with(dict, tensor("blocks.0.0.ghost1.cheap_rpr_conv.0.conv.weight", 4)), "4 dimensions");
        refused(Dicts.with(dict, tensor("blocks.0.0.ghost1.cheap_operation.0.weight", 4, 1, 3, 3)), "given twice");
        refused(dict(branches("blocks.0.0.ghost1.primary_rpr", "bn", 4, 2, 1)), "identity");
    }

    private static void refused(StateDict dict, String part) {
        String message = assertThrows(CheckpointException.class, () -> TrainingBranches.merge(dict)).getMessage();
        assertTrue(message.startsWith("test: ") && message.contains(part), message);
    }

    /// PyTorch's logits before and after the official merge differ by up to 7.5e-6 themselves.
    @ParameterizedTest
    @ValueSource(strings = {"a", "c"})
    void trainingAndDeployedWeightsAgree(String letter) {
        GoldenCase train = new GoldenCase("v3_w050_c17.train", letter);
        GoldenCase deploy = new GoldenCase("v3_w050_c17.deploy", letter);
        train.requireAffordable(20);
        assertEquals(Variant.GHOSTNETV3, train.model().configuration().variant());
        assertEquals(train.model().configuration(), deploy.model().configuration());
        double bound = Yardstick.bound(train.yardstick(), letter, "logits");
        assertArrayEquals(logits(deploy), logits(train), (float) bound);
    }

    private static float[] logits(GoldenCase golden) {
        float[] logits = new float[17];
        try (Session session = golden.model().plan(1, golden.height(), golden.width()).session()) {
            session.run(golden.input(), logits);
        }
        return logits;
    }
}
