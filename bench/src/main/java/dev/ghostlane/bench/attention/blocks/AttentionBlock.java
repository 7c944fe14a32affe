package dev.ghostlane.bench.attention.blocks;

import dev.ghostlane.engine.Network;
import dev.ghostlane.ghostnetv2.network.LayerBuilder;
import dev.ghostlane.ghostnetv2.network.RandomParameters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// A way for the pixels or channels of a map to attend to each other: a block with as many channels, lines and columns
/// at its output as at its input.
///
/// A new variant is a record with a name and [#append]; [AttentionBlocks] lists those there are.
public interface AttentionBlock {

    /// Name of a block's input in networks of its own.
    String INPUT = "input";

    /// What users call it: lower case, words joined by `-`.
    String name();

    /// What it computes, in a line.
    String description();

    /// Whether its weights belong to positions, so that a network of it runs at the size it was built for and no other.
    default boolean needsFixedSize() { return false; }

    /// Appends the block to a network under construction.
    ///
    /// @param name prefix of its values and parameters
    /// @param input name of the value it reads
    /// @param channels of input and output
    /// @param height of the map; matters if [#needsFixedSize()]
    /// @param width of the map; likewise
    /// @return name of the value it gives
    String append(LayerBuilder layers, String name, String input, int channels, int height, int width);

    /// Names and shapes of the parameters of a network of this block.
    default Map<String, List<Integer>> parameters(int channels, int height, int width) {
        LayerBuilder layers = new LayerBuilder(false);
        append(layers, name(), INPUT, channels, height, width);
        return layers.parameters();
    }

    /// A network of this block alone.
    ///
    /// @param values gives a parameter's values by its name
    default Network network(int channels, int height, int width, Function<String, float[]> values) {
        LayerBuilder layers = new LayerBuilder(false);
        String output = append(layers, name(), INPUT, channels, height, width);
        return new Network(name(), INPUT, channels, layers.build(values), output);
    }

    /// A network of this block alone, with random weights.
    ///
    /// @param seed the same seed gives the same weights
    default Network network(int channels, int height, int width, long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        Map<String, float[]> values = new HashMap<>();
        parameters(channels, height, width)
                .forEach((name, shape) -> values.put(name, RandomParameters.of(name, shape, random)));
        return network(channels, height, width, values::get);
    }

    /// Multiply-adds of the block for one map, as its plan counts them.
    default long multiplyAdds(int channels, int height, int width) {
        return network(channels, height, width, name -> new float[Math.toIntExact(parameters(channels, height, width)
                .get(name).stream().mapToLong(Integer::intValue).reduce(1, Math::multiplyExact))]).compile()
                .plan(1, height, width).multiplyAdds();
    }
}
