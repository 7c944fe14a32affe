package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.testdata.Content;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.NetworkChannels;
import dev.ghostlane.testdata.Placement;
import dev.ghostlane.testdata.Tensors;
import dev.ghostlane.testdata.contract.Setting;
import java.util.List;
import java.util.random.RandomGenerator;

/// Draws what a case is made of from a seed, where there is no jqwik: small maps, channel counts around vector widths and
/// those of the network, any placement.
public final class Sampler {

    private final RandomGenerator random;
    private final Content content;
    private final long seed;

    /// @param seed the same seed gives the same case
    /// @param content of the case
    public Sampler(long seed, Content content) {
        this.random = Tensors.random(seed);
        this.content = content;
        this.seed = seed;
    }

    /// A number from a range, both ends included.
    public int between(int least, int most) { return random.nextInt(least, most + 1); }

    /// One of some values.
    @SafeVarargs
    public final <T> T one(T... values) { return values[random.nextInt(values.length)]; }

    /// A channel count up to a largest one.
    public int channels(int largest) {
        List<Integer> network = NetworkChannels.upTo(largest);
        return switch (random.nextInt(3)) {
            case 0 -> between(1, Math.min(130, largest));
            case 1 -> Math.min(largest, Math.max(1, 8 * between(1, 16) + between(-1, 1)));
            default -> network.get(random.nextInt(network.size()));
        };
    }

    /// A height or width up to a largest one, small ones often.
    public int side(int largest) { return between(1, random.nextBoolean() ? Math.min(5, largest) : largest); }

    /// Up to 3 images of up to 20×20 pixels.
    public MapShape map() { return new MapShape(one(1, 1, 2, 3), side(20), side(20)); }

    /// A dense map, or a slice of a wider one.
    public Placement placement() {
        return random.nextBoolean() ? Placement.DENSE : new Placement(between(0, 40), one(0, 1, 7, 24), one(0, 1, 9));
    }

    /// Any setting with the sampler's contents.
    public Setting setting() { return setting(one(Activation.values())); }

    /// The same for operations without an activation.
    public Setting settingWithoutActivation() { return setting(Activation.NONE); }

    private Setting setting(Activation activation) {
        return new Setting(placement(), placement(), activation, content, seed);
    }
}
