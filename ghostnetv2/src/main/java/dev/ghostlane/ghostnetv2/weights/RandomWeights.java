package dev.ghostlane.ghostnetv2.weights;

import dev.ghostlane.ghostnetv2.checkpoint.StateDict;
import dev.ghostlane.ghostnetv2.checkpoint.Tensor;
import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.ghostnetv2.network.RandomParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// A state dict of [RandomParameters].
public final class RandomWeights {

    private RandomWeights() {}

    public static StateDict stateDict(Configuration configuration, long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        List<Tensor> tensors = new ArrayList<>();
        configuration.parameters().forEach((name, shape) -> {
            int[] sizes = shape.stream().mapToInt(Integer::intValue).toArray();
            float[] values = RandomParameters.of(name, shape, random);
            tensors.add(Tensor.of(name, values, sizes));
        });
        return StateDict.of("random weights, seed " + seed, tensors, Metadata.of(configuration));
    }
}
