package dev.ghostlane.ghostnetv2.checkpoint;

import static dev.ghostlane.ghostnetv2.checkpoint.ZipFiles.floats;
import static dev.ghostlane.ghostnetv2.checkpoint.ZipFiles.pytorch;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The network's weights are found in whatever dicts, and behind whatever prefix, a training script put them.
class CandidateTest {

    private static final String STEM = "conv_stem.weight";

    /// A pickle of dicts: names of tensors have the dicts that lead to them before them, with slashes. The tensors hold
    /// their number.
    private static byte[] pickled(String... names) {
        Map<String, Object> root = new TreeMap<>();
        for (int i = 0; i < names.length; i++) {
            String[] path = names[i].split("/");
            Map<String, Object> dict = root;
            for (int level = 0; level < path.length - 1; level++) {
                @SuppressWarnings("unchecked")
                Map<String, Object> inner = (Map<String, Object>) dict.computeIfAbsent(path[level],
                        _ -> new TreeMap<>());
                dict = inner;
            }
            dict.put(path[path.length - 1], i);
        }
        byte[][] storages = new byte[names.length][];
        Pickle pickle = Pickle.protocol(2);
        write(pickle, root, storages);
        return pytorch(pickle.stop(), storages);
    }

    private static void write(Pickle pickle, Map<?, ?> dict, byte[]... storages) {
        pickle.ops("}(");
        dict.forEach((key, value) -> {
            pickle.text((String) key);
            if (value instanceof Map<?, ?> inner) {
                write(pickle, inner, storages);
            } else {
                storages[(Integer) value] = floats((Integer) value);
                pickle.vector("FloatStorage", value.toString(), 1);
            }
        });
        pickle.ops("u");
    }

    private static byte[] safetensors(String... names) {
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            entries.add(SafetensorsFiles.entry(names[i], "F32", "[1]", 4 * i, 4 * i + 4));
        }
        byte[] data = new byte[4 * names.length];
        for (int i = 0; i < names.length; i++) {
            System.arraycopy(floats(i), 0, data, 4 * i, 4);
        }
        return SafetensorsFiles.file("{" + String.join(",", entries) + "}", data);
    }

    private static float stem(byte[] file, String weights) {
        return Checkpoints.read(file, "x", weights).find(STEM).orElseThrow().floats()[0];
    }

    private static String refusal(byte[] file, String weights) {
        return assertThrows(CheckpointException.class, () -> Checkpoints.read(file, "x", weights)).getMessage();
    }

    private static String findings(byte[] file) { return Checkpoints.read(file, "x", null).findings().toString(); }

    @ParameterizedTest
    @ValueSource(strings = {"", "module.", "_orig_mod.module.", "model.", "backbone.", "model._orig_mod.", "a.b.c.",
            "0.", "encoder_", "model.module.", "_fsdp_wrapped_module."})
    void anyPrefixIsTakenOff(String prefix) {
        String[] names = {prefix + STEM, prefix + "bn1.weight"};
        for (byte[] file : List.of(pickled(names), safetensors(names), pickled("net/" + names[0], "net/" + names[1]))) {
            assertEquals(Set.of(STEM, "bn1.weight"), Checkpoints.read(file, "x", null).names());
            assertEquals(!prefix.isEmpty(), findings(file).contains("without the prefix \"" + prefix + "\", which 2"),
                    findings(file));
        }
    }

    @Test
    void whatCompilationLeavesInTheMiddleIsTakenOff() {
        assertEquals(Set.of(STEM, "blocks.0.0.weight", "x_orig_mod.y"),
                Checkpoints.read(safetensors(STEM, "blocks._orig_mod.0.0.weight", "x_orig_mod.y"), "x", null).names());
    }

    @Test
    void tensorsOfLossesAndMetricsAreIgnoredAndNamed() {
        for (byte[] file : List.of(pickled("state_dict/net." + STEM, "state_dict/criterion.weight"),
                safetensors("net." + STEM, "criterion.weight"), safetensors(STEM, "criterion.weight"))) {
            assertEquals(Set.of(STEM), Checkpoints.read(file, "x", null).names());
            assertTrue(findings(file).contains("1 tensors beside the network: \"criterion.weight\""), findings(file));
        }
        assertEquals(Set.of(STEM, "blocks.loss.weight", "fc.weight"),
                Checkpoints.read(safetensors(STEM, "blocks.loss.weight", "fc.weight"), "x", null).names());
    }

    /// Each row: what is there, and the number of the one that is taken.
    @ParameterizedTest
    @CsvSource({"net/S,0", "checkpoint/model/S,0", "a/b/c/S,0", "model/S ema/S state_dict/S,2",
            "model/w state_dict/w net/S,2", "model/model_ema/S state_dict/S,1", "S ema/S,0", "a/S a/optimizer/w,0",
            "state_dict/model.S state_dict/model_ema.module.S,1", "state_dict/net.S state_dict/net.teacher.S,0"})
    void theKnownKeysKeepTheirOrder(String names, int expected) {
        assertEquals(expected, stem(pickled(names.replace("S", STEM).split(" ")), null));
    }

    @ParameterizedTest
    @CsvSource({"generator/S discriminator/S,discriminator,generator", "a/x/S a/y/S,a.x,a.y", "student.S teacher.S,"
            + "student,teacher", "state_dict/net.S state_dict/old.S,state_dict.net,state_dict.old"})
    void severalCandidatesAreNamedAndCanBeChosen(String names, String first, String second) {
        String[] tensors = names.replace("S", STEM).split(" ");
        String message = refusal(pickled(tensors), null);
        assertEquals("x: holds several sets of weights, \"%s\" and \"%s\": choose one with --weights KEY"
                .formatted(first, second) + " (LoadOptions.withWeights), --weights \"" + first + "\" for example",
                message);
        assertEquals(1 - stem(pickled(tensors), first), stem(pickled(tensors), second));
        assertTrue(refusal(pickled(tensors), "third").contains("there are no weights \"third\"; found "), message);
    }

    @Test
    void prefixesOfSafetensorsCanBeChosen() {
        byte[] file = safetensors("student." + STEM, "teacher." + STEM);
        assertEquals("x: holds several sets of weights, \"student\" and \"teacher\": choose one with --weights KEY"
                + " (LoadOptions.withWeights), --weights \"student\" for example", refusal(file, null));
        assertEquals(1, stem(file, "teacher"));
        assertEquals("x: there are no weights \"ema\" to choose: the file holds one set of tensors",
                refusal(file, "ema"));
    }

    @Test
    void layersOfASequenceAreNotIgnored() {
        String[] names = {"0." + STEM, "0.classifier.weight", "1.weight"};
        assertEquals("x: the network \"0.\" is part of a sequence whose other layers are not known: \"1.weight\"",
                refusal(safetensors(names), null));
        assertEquals(Set.of(STEM), Checkpoints.read(safetensors(names[0], names[2]), "x", null).names());
    }

    /// A dict in two places is one, and one that holds itself is visited once.
    @Test
    void aDictInTwoPlacesIsNoChoice() {
        byte[] pickle = Pickle.protocol(2).ops("}(").text("a").ops("}q").raw(0).text(STEM)
                .vector("FloatStorage", "0", 1).ops("s").text("self").raw('h', 0).ops("s").text("b").raw('h', 0)
                .ops("u").stop();
        assertEquals(7, stem(pytorch(pickle, floats(7)), null));
    }

    /// Longer than a recursion could go.
    @Test
    void manyPartsOfANameAreNoRecursion() {
        String prefix = "a.".repeat(100_000);
        assertEquals(Set.of(STEM), Checkpoints.read(safetensors(prefix + STEM, prefix + "b." + STEM), "x",
                "a.".repeat(99_999) + "a.b").names());
        assertEquals(0, stem(safetensors("_orig_mod.module.".repeat(50_000) + STEM), null));
    }
}
