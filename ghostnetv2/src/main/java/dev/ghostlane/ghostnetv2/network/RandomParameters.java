package dev.ghostlane.ghostnetv2.network;

import java.util.List;
import java.util.random.RandomGenerator;

/// Random weights through which signals pass at about the same size, as they do through trained ones, so that a
/// benchmark meets ordinary numbers: convolutions and token mixings with deviation sqrt(1 / inputs), normalisations
/// near the identity.
///
/// The usual sqrt(2 / inputs) is for layers that a ReLU follows. Most here have none, so signals would grow to tens of
/// thousands: sigmoids whose arguments should cancel would jump, and subnormal numbers would double the time.
public final class RandomParameters {

    private RandomParameters() {}

    /// {@return random values of a parameter, row-major}
    ///
    /// @param name its name, whose end tells scales and variances
    /// @param shape its sizes, as [LayerBuilder#parameters()] has them
    /// @param random the source of the values
    public static float[] of(String name, List<Integer> shape, RandomGenerator random) {
        float[] values = new float[shape.stream().reduce(1, Math::multiplyExact)];
        double deviation = deviation(name, shape, values.length);
        double mean = isScale(name, shape) ? 1 : 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (mean + deviation * random.nextGaussian());
        }
        if (name.endsWith(".running_var")) {
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.abs(values[i]);
            }
        }
        return values;
    }

    private static double deviation(String name, List<Integer> shape, int elements) {
        if (shape.size() == 1) {
            return 0.1;
        }
        // A token mixing's weights are [sequences][tokens][tokens][channels].
        double inputs = name.endsWith(LayerBuilder.TOKENS) ? shape.get(2) : (double) elements / shape.getFirst();
        return Math.sqrt(1 / inputs);
    }

    /// The scales and variances of normalisations.
    private static boolean isScale(String name, List<Integer> shape) {
        return shape.size() == 1 && (name.endsWith(".weight") || name.endsWith(".running_var"));
    }
}
