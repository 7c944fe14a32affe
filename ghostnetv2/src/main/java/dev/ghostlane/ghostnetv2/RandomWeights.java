package dev.ghostlane.ghostnetv2;

import dev.ghostlane.ghostnetv2.checkpoint.StateDict;
import dev.ghostlane.ghostnetv2.checkpoint.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Random weights through which signals pass at about the same size, as they do through trained ones, so that a
/// benchmark meets ordinary numbers: convolutions with deviation sqrt(1 / inputs), normalisations near the identity.
///
/// The usual sqrt(2 / inputs) is for layers that a ReLU follows; most here have none, and signals grew to tens of
/// thousands. The attention's sigmoids then jumped where their arguments should cancel (two correct runtimes that sum
/// in different orders differed by a tenth of the logits' range) and ran into subnormal numbers, which cost
/// them twice the time.
final class RandomWeights {

    private RandomWeights() {}

    static StateDict stateDict(Configuration configuration, long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        List<Tensor> tensors = new ArrayList<>();
        new Architecture(configuration).parameters().forEach((name, shape) -> {
            int[] sizes = shape.stream().mapToInt(Integer::intValue).toArray();
            float[] values = new float[shape.stream().reduce(1, Math::multiplyExact)];
            double deviation = deviation(name, sizes, values.length);
            double mean = isScale(name, sizes) ? 1 : 0;
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (mean + deviation * random.nextGaussian());
            }
            if (name.endsWith(".running_var")) {
                for (int i = 0; i < values.length; i++) {
                    values[i] = Math.abs(values[i]);
                }
            }
            tensors.add(Tensor.of(name, values, sizes));
        });
        return StateDict.of("random weights, seed " + seed, tensors, Metadata.of(configuration));
    }

    private static double deviation(String name, int[] sizes, int elements) {
        return sizes.length == 1 ? 0.1 : Math.sqrt((double) sizes[0] / elements);
    }

    /// The scales and variances of normalisations.
    private static boolean isScale(String name, int[] sizes) {
        return sizes.length == 1 && (name.endsWith(".weight") || name.endsWith(".running_var"));
    }
}
