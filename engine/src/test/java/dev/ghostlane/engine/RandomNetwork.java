package dev.ghostlane.engine;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.rearrange.Grouping;
import dev.ghostlane.kernels.tensor.Sequences;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import dev.ghostlane.testdata.Tensors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// A network of random operations in a random graph, valid for every input of at least [#HEIGHT] × [#WIDTH]
/// pixels. The seed determines it.
///
/// Every kind of operation occurs, also where no trained network has it: values that are read before, after
/// and between concatenations, joined twice, normalised without a convolution, activated twice.
final class RandomNetwork {

    /// Smallest height of an input.
    static final int HEIGHT = 6;

    /// Smallest width of an input.
    static final int WIDTH = 9;

    /// Where a value lives: two values of the same place have the same size for every input.
    ///
    /// @param name what was done to the input's pixels
    /// @param height lines for the smallest input
    /// @param width columns for the smallest input
    private record Place(String name, int height, int width) {}

    private final RandomGenerator random;
    private final Layers layers;
    private final int mostChannels;
    private final boolean oneSize;
    private final List<String> values = new ArrayList<>();
    private final Map<String, Place> places = new HashMap<>();

    private RandomNetwork(long seed, int leastChannels, int mostChannels, int height, int width, boolean oneSize) {
        random = Tensors.random(seed);
        int inputChannels = random.nextInt(leastChannels, mostChannels + 1);
        layers = new Layers(inputChannels, seed + 1);
        this.mostChannels = mostChannels;
        this.oneSize = oneSize;
        add(Layers.INPUT, new Place("", height, width));
    }

    /// A network of 3 to 14 operations.
    static Network of(long seed, int leastChannels, int mostChannels) {
        return grown(new RandomNetwork(seed, leastChannels, mostChannels, HEIGHT, WIDTH, false));
    }

    /// The same for inputs of one size only, so that operations whose weights belong to positions can occur.
    static Network ofSize(long seed, int leastChannels, int mostChannels, int height, int width) {
        return grown(new RandomNetwork(seed, leastChannels, mostChannels, height, width, true));
    }

    private static Network grown(RandomNetwork random) {
        int count = random.random.nextInt(3, 15);
        while (random.values.size() <= count) {
            random.grow("v" + random.values.size());
        }
        return random.layers.network(random.values.getLast());
    }

    /// Some of a network's values, for it to be compiled for: always the last, sometimes others, sometimes all.
    static List<String> outputs(Network network, long seed) {
        RandomGenerator random = Tensors.random(seed + 2);
        List<String> computed = network.ops().stream().map(Op::output).toList();
        int rarity = random.nextInt(1, 8);
        return computed.stream().filter(name -> name.equals(network.output()) || random.nextInt(rarity) == 0)
                .toList();
    }

    private void add(String value, Place place) {
        values.add(value);
        places.put(value, place);
    }

    private void grow(String name) {
        String input = any();
        Place place = places.get(input);
        switch (random.nextInt(21)) {
            case 0, 1 -> add(layers.pointwise(name, input, channels()), place);
            case 2 -> dense(name, input);
            case 3 -> depthwise(name, input);
            case 4 -> {
                int length = 2 * random.nextInt(1, 4) + 1;
                boolean across = random.nextBoolean();
                add(layers.depthwise(name, input, across ? 1 : length, across ? length : 1, 1), place);
            }
            case 5, 6 -> add(layers.normalize(name, input), place);
            case 7 -> add(layers.activate(name, input, one(Activation.values())), place);
            case 8 -> {
                if (place.height() > 1 && place.width() > 1) {
                    add(layers.pool(name, input),
                            new Place(place.name() + " pool", place.height() / 2, place.width() / 2));
                }
            }
            case 9 -> add(layers.average(name, input), new Place("average", 1, 1));
            case 10 -> {
                String like = any();
                add(layers.upsample(name, input, like, one(UpsampleMode.values())), places.get(like));
            }
            case 11 -> combine(name, input);
            case 12 -> add(layers.max(name, input), new Place("average", 1, 1));
            case 13 -> {
                boolean rows = random.nextBoolean();
                add(layers.axisMean(name, input, rows ? Sequences.ROW : Sequences.COLUMN),
                        new Place(place.name() + (rows ? " rows" : " columns"), rows ? place.height() : 1,
                                rows ? 1 : place.width()));
            }
            case 14 -> {
                String pooled = layers.channelPool(name + "p", input);
                add(pooled, place);
                String gate = layers.dense(name + "g", pooled, 1, 3, 1, 1);
                add(gate, place);
                add(layers.multiply(name, input, gate), place);
            }
            case 15 -> add(layers.layerNormalize(name, input), place);
            case 16 -> tokens(name, input);
            case 17 -> attend(name, input, one(Sequences.values()));
            case 18, 19 -> mix(name, input);
            default -> {
                String[] parts = new String[random.nextInt(1, 5)];
                for (int i = 0; i < parts.length; i++) {
                    parts[i] = one(values.stream().filter(value -> places.get(value).equals(place))
                            .toArray(String[]::new));
                }
                add(layers.concatenate(name, parts), place);
            }
        }
    }

    private void dense(String name, String input) {
        int kernel = random.nextInt(1, 5);
        convolved(name, input, kernel, kernel, random.nextInt(kernel), random.nextInt(kernel), true);
    }

    private void depthwise(String name, String input) {
        int height = random.nextInt(1, 6);
        int width = random.nextInt(1, 6);
        convolved(name, input, height, width, random.nextInt(height), random.nextInt(width), false);
    }

    private void convolved(String name, String input, int height, int width, int paddingHeight,
            int paddingWidth,
            boolean dense) {
        Place place = places.get(input);
        int stride = random.nextInt(1, 3);
        int across = dense ? paddingHeight : paddingWidth;
        int rows = place.height() + 2 * paddingHeight - height;
        int columns = place.width() + 2 * across - width;
        if (rows < 0 || columns < 0) {
            return;
        }
        String done = place.name() + " " + height + "x" + width + "/" + stride + "+" + paddingHeight + "+"
                + across;
        Place result = new Place(done, rows / stride + 1, columns / stride + 1);
        add(dense
                ? layers.dense(name, input, channels(), height, stride, paddingHeight)
                : layers.depthwise(name, input, height, width, stride, paddingHeight, paddingWidth), result);
    }

    /// A sum or a product with a value of the same shape, or with one pixel or a smaller map resized, sometimes of one
    /// channel.
    private void combine(String name, String input) {
        Place place = places.get(input);
        if (random.nextInt(8) == 0) {
            String small = any();
            String one = layers.pointwise(name + "o", small, 1);
            add(one, places.get(small));
            String resized = layers.upsample(name + "u", one, input, one(UpsampleMode.values()));
            add(resized, place);
            add(layers.multiply(name, input, resized), place);
            return;
        }
        String other = one(values.stream().filter(value -> layers.channels(value) == layers.channels(input))
                .toArray(String[]::new));
        boolean same = places.get(other).equals(place);
        if (same && random.nextBoolean()) {
            add(layers.sum(name, input, other), place);
        } else if (same || places.get(other).name().equals("average")) {
            add(layers.multiply(name, input, other), place);
        } else {
            String resized = layers.upsample(name + "u", other, input, one(UpsampleMode.values()));
            add(resized, place);
            add(layers.multiply(name, input, resized), place);
        }
    }

    /// Attention between the rows of a grouping, and back.
    private void tokens(String name, String input) {
        Place place = places.get(input);
        Grouping grouping = new Grouping(one(Grouping.Kind.values()), random.nextInt(1, 4));
        String grouped = layers.group(name + "t", input, grouping);
        add(grouped, new Place(place.name() + " " + grouping, grouping.rows(place.height(), place.width()),
                grouping.tokens(place.height(), place.width())));
        String attended = attend(name + "a", grouped, Sequences.ROW);
        add(layers.ungroup(name, attended, input, grouping), place);
    }

    /// Token mixing, whose weights belong to positions.
    private void mix(String name, String input) {
        if (oneSize) {
            Place place = places.get(input);
            add(layers.mix(name, input, one(Sequences.values()), place.height(), place.width(), random.nextBoolean()),
                    place);
        }
    }

    /// Attention of a value to itself or to others of its shape.
    private String attend(String name, String input, Sequences sequences) {
        Place place = places.get(input);
        String[] same = values.stream().filter(value -> places.get(value).equals(place)
                && layers.channels(value) == layers.channels(input)).toArray(String[]::new);
        int heads = random.nextInt(1, 4);
        int divisor = layers.channels(input) % heads == 0 ? heads : 1;
        add(layers.attend(name, input, one(same), one(same), divisor, sequences), place);
        return name;
    }

    private int channels() { return random.nextInt(1, mostChannels + 1); }

    /// Any value, late ones more often.
    private String any() {
        return values.get(Math.max(random.nextInt(values.size()), random.nextInt(values.size())));
    }

    private <T> T one(T[] all) { return all[random.nextInt(all.length)]; }
}
