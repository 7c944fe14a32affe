package dev.ghostlane.ghostnetv2;

import dev.ghostlane.ghostnetv2.checkpoint.CheckpointException;
import dev.ghostlane.ghostnetv2.checkpoint.StateDict;
import dev.ghostlane.ghostnetv2.checkpoint.Tensor;
import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.ghostnetv2.network.Variant;
import dev.ghostlane.ghostnetv2.weights.MindSporeNamesTest;
import dev.ghostlane.testdata.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/// Whatever the tensors: a model, or a `CheckpointException`.
class StateDictMutationTest {

    private static final List<StateDict> GOOD = Stream.concat(
            Stream.of(Variant.values()).map(variant -> Dicts.zeros(Configuration.of(variant, 0.1, 3))),
            Stream.of(Dicts.training(0.1, 3, "bn"), MindSporeNamesTest.mindspore(Configuration.of(0.1, 3)))).toList();
    private static final int[] SIZES = {0, 1, 2, 3, 4, 5, 12, 1280};
    private static final String[] KEYS = {"width", "stem_stride", "upsample", "labels", "input_size", "crop_pct",
            "interpolation", "mean", "std", "top1_test", "trained_on"};
    private static final String[] TEXTS = {"", " ", ",", ",,", "0", "1", "-1", "1e9", "1e-9", "NaN", "Infinity", "0.1",
            "2147483648", "nearest", "bicubic", "a,b,c", "0.5,0.5,0.5", "1e40,0,0", "\u0000", "１"};

    @Property(tries = 400)
    void mutatedStateDictsGiveAModelOrACheckpointException(@ForAll @LongRange(max = 10_000_000) long seed) {
        RandomGenerator random = Tensors.random(seed);
        List<Tensor> tensors = Dicts.tensors(GOOD.get(random.nextInt(GOOD.size())));
        Map<String, String> metadata = new HashMap<>();
        int mutations = random.nextInt(1, 4);
        for (int i = 0; i < mutations; i++) {
            mutate(tensors, metadata, random);
        }
        try {
            GhostNetV2.of(StateDict.of("mutation " + seed, tensors, metadata)).description();
        } catch (CheckpointException expected) {
            if (!expected.getMessage().contains("mutation")) {
                throw new AssertionError("the message does not name its source, seed " + seed, expected);
            }
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError wrong) {
            throw new AssertionError("seed " + seed + ", metadata " + metadata, wrong);
        }
    }

    private static void mutate(List<Tensor> tensors, Map<String, String> metadata, RandomGenerator random) {
        int index = random.nextInt(4) == 0 ? 0 : random.nextInt(tensors.size());
        Tensor old = tensors.get(random.nextInt(8) == 0 ? tensors.size() - 1 : index);
        tensors.remove(old);
        switch (random.nextInt(7)) {
            case 0 -> {
            }
            case 1 -> tensors.add(Dicts.zeros(old.name() + ".x", old.shape()));
            case 2 -> {
                List<Integer> shape = new ArrayList<>(old.shape());
                if (!shape.isEmpty()) {
                    shape.set(random.nextInt(shape.size()), SIZES[random.nextInt(SIZES.length)]);
                }
                tensors.add(Dicts.zeros(old.name(), shape));
            }
            case 3 -> {
                List<Integer> shape = new ArrayList<>(old.shape());
                if (!shape.isEmpty() && random.nextBoolean()) {
                    shape.removeLast();
                } else {
                    shape.add(1);
                }
                tensors.add(Dicts.zeros(old.name(), shape));
            }
            case 4 -> {
                float[] values = new float[old.elements()];
                Arrays.fill(values, random.nextBoolean() ? Float.NaN : Float.POSITIVE_INFINITY);
                tensors.add(Tensor.of(old.name(), values, old.shape().stream().mapToInt(Integer::intValue).toArray()));
            }
            case 5 -> tensors.add(Dicts.integers(old.name(), old.shape()));
            default -> {
                tensors.add(old);
                metadata.put(KEYS[random.nextInt(KEYS.length)], TEXTS[random.nextInt(TEXTS.length)]);
            }
        }
    }
}
