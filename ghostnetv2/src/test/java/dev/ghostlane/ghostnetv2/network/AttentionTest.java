package dev.ghostlane.ghostnetv2.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.engine.CompiledNetwork;
import dev.ghostlane.engine.Plan;
import dev.ghostlane.engine.Session;
import dev.ghostlane.ghostnetv2.ExpectedBits;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.checkpoint.CheckpointException;
import dev.ghostlane.ghostnetv2.checkpoint.StateDict;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import dev.ghostlane.testdata.Bits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// GhostNetV2 with the paper's other choices of attention: their sizes, and the same bits from all kernels.
class AttentionTest {

    /// The bottlenecks that attend, at 224×224 and width 1.0, as the authors' table has them: side of the input, side
    /// of the output, channels of the input, expanded, of the output, and how many there are.
    private static final int[][] ROWS = {{56, 56, 24, 72, 24, 1}, {56, 28, 24, 72, 40, 1}, {28, 28, 40, 120, 40, 1},
            {28, 14, 40, 240, 80, 1}, {14, 14, 80, 200, 80, 1}, {14, 14, 80, 184, 80, 2}, {14, 14, 80, 480, 112, 1},
            {14, 14, 112, 672, 112, 1}, {14, 7, 112, 672, 160, 1}, {7, 7, 160, 960, 160, 4}};

    static List<Attention> all() {
        return List.of(Attention.PUBLISHED, Attention.PUBLISHED.at(Attention.Place.OUTPUT),
                Attention.PUBLISHED.at(Attention.Place.BOTH), Attention.PUBLISHED.withStrips(9, 7, 5),
                Attention.PUBLISHED.at(Attention.Place.BOTH).withStrips(1, 3, 7), Attention.LOCAL, Attention.FULL,
                Attention.LOCAL.at(Attention.Place.OUTPUT));
    }

    private static Configuration configuration(double width, Attention attention) {
        Variant variant = attention.mechanism() == Attention.Mechanism.DFC ? Variant.GHOSTNETV2 : Variant.GHOSTNET;
        return Configuration.of(variant, width, width < 1 ? 7 : 1000).withAttention(attention);
    }

    private static int strip(Attention attention, int side) {
        return attention.strips().get(side == 56 ? 0 : side == 28 ? 1 : 2);
    }

    /// What one gate costs: a 1×1 convolution and two strips on half the side, and their parameters with three
    /// normalisations.
    private static long[] gate(int side, int in, int out, int strip) {
        int pixels = (side / 2) * (side / 2);
        long weights = (long) in * out + 2L * strip * out;
        return new long[]{pixels * weights, weights + 6L * out};
    }

    /// What a gate by a transformer layer on `hidden` channels costs, between the pixels of 7×7 places or all: two 1×1
    /// convolutions with normalisation, four with bias, two of the perceptron with twice the channels between, three
    /// normalisations of layers, queries times keys and weights times values.
    private static long[] selfGate(Attention attention, int side, int in, int out) {
        int hidden = Map.of(24, 4, 40, 8, 80, 12, 112, 16, 160, 24)
                .getOrDefault(in, 0);
        long weights = (long) in * hidden + 8L * hidden * hidden + (long) hidden * out;
        long tokens = attention.mechanism() == Attention.Mechanism.FULL ? (long) side * side : 49;
        return new long[]{side * side * (weights + 2 * tokens * hidden), weights + 15L * hidden + 2L * out};
    }

    private static long[] gates(Attention attention) {
        long[] sum = new long[2];
        for (int[] row : ROWS) {
            for (int place = 0; place < 2; place++) {
                boolean gated = attention.place() == Attention.Place.BOTH
                        || attention.place() == (place == 0 ? Attention.Place.EXPANDED : Attention.Place.OUTPUT);
                int side = row[place];
                int in = row[2 + place];
                int out = row[3 + place];
                long[] gate = attention.mechanism() == Attention.Mechanism.DFC
                        ? gate(side, in, out, strip(attention, side))
                        : selfGate(attention, side, in, out);
                for (int i = 0; i < 2 && gated; i++) {
                    sum[i] += row[5] * gate[i];
                }
            }
        }
        return sum;
    }

    static List<Attention> counted() {
        return all().stream().filter(
                attention -> attention.mechanism() == Attention.Mechanism.DFC || attention.place().isExpanded())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("counted")
    void multiplyAddsAndParametersAreThoseOfTheGates(Attention attention) {
        GhostNetV2 model = GhostNetV2.random(configuration(1.0, attention), 3);
        GhostNetV2 without = GhostNetV2.random(Configuration.of(Variant.GHOSTNET, 1.0, 1000), 3);
        assertEquals(gates(attention)[0],
                model.plan(1, 224, 224).multiplyAdds() - without.plan(1, 224, 224).multiplyAdds());
        assertEquals(gates(attention)[1], model.parameters() - without.parameters());
    }

    @Test
    void localAttentionAddsAFifthOfTheMultiplyAdds() {
        long without = GhostNetV2.random(Configuration.of(Variant.GHOSTNET, 1.0, 1000), 3).plan(1, 224, 224)
                .multiplyAdds();
        long with = GhostNetV2.random(configuration(1.0, Attention.LOCAL), 3).plan(1, 224, 224).multiplyAdds();
        assertEquals(1.20, (double) with / without, 0.005);
    }

    @ParameterizedTest
    @MethodSource("all")
    void allKernelsAndThreadsGiveTheSameBits(Attention attention) {
        GhostNetV2 model = GhostNetV2.random(configuration(0.35, attention), 5);
        CompiledNetwork scalar = model.network().compile(Kernels.scalar(), List.of("classifier"));
        for (int[] size : new int[][]{{33, 33}, {70, 97}}) {
            float[] input = input(size[0] * size[1] * 3);
            float[] expected = run(scalar.plan(1, size[0], size[1]), 1, input);
            for (int threads = 1; threads <= 3; threads++) {
                String what = attention + ", " + size[0] + "×" + size[1] + ", " + threads + " threads";
                Bits.assertSame(() -> what, expected,
                        run(model.plan(1, size[0], size[1]), threads, input));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void checkpointsKeepTheAttention(Attention attention) {
        GhostNetV2 model = GhostNetV2.random(configuration(0.35, attention), 5);
        assertEquals(model.configuration(), GhostNetV2.of(model.stateDict()).configuration());
        GhostNetV2 folded = GhostNetV2.of(model.folded().stateDict());
        assertEquals(attention, folded.configuration().attention());
        assertEquals(!attention.equals(Attention.PUBLISHED),
                model.findings().stream().anyMatch(finding -> finding.subject().equals("attention")));
        float[] input = input(64 * 64 * 3);
        Bits.assertSame(() -> attention + ", folded", run(model.plan(1, 64, 64), 1, input),
                run(folded.plan(1, 64, 64), 1, input));
    }

    @Test
    void theChoicesAreDifferentNetworks() {
        float[] input = input(64 * 64 * 3);
        long different = all().stream()
                .map(attention -> ExpectedBits
                        .digest(run(GhostNetV2.random(configuration(0.35, attention), 5).plan(1, 64,
                                64), 1, input)))
                .distinct().count();
        assertEquals(all().size(), different);
    }

    @Test
    void textsAreReadBack() {
        for (Attention attention : all()) {
            assertEquals(attention, Attention.parse(attention.toString()));
        }
        assertEquals("dfc expanded 5/5/5", Attention.PUBLISHED.toString());
    }

    @ParameterizedTest
    @CsvSource({"dfc expanded 5/5", "dfc expanded 5/5/4", "dfc expanded 5/5/33", "dfc nowhere 5/5/5", "fcd both 5/5/5"})
    void otherMetadataIsRefused(String text) {
        StateDict dict = GhostNetV2.random(Configuration.of(0.1, 2), 1).stateDict();
        CheckpointException e = assertThrows(CheckpointException.class,
                () -> GhostNetV2.of(dict.with(with(dict.metadata(), text))));
        assertTrue(e.getMessage().contains("metadata attention: expected"), e.getMessage());
    }

    @Test
    void metadataThatDoesNotFitTheTensorsIsRefused() {
        StateDict dict = GhostNetV2.random(Configuration.of(0.1, 2), 1).stateDict();
        CheckpointException e = assertThrows(CheckpointException.class,
                () -> GhostNetV2.of(dict.with(with(dict.metadata(), "dfc output 5/5/5"))));
        assertTrue(e.getMessage().contains("unknown tensor blocks.2.0.ghost1.short_conv.0.weight"), e.getMessage());
    }

    @Test
    void decoupledAttentionIsWhatMakesAGhostNetV2() {
        assertThrows(IllegalArgumentException.class,
                () -> Configuration.of(Variant.GHOSTNET, 1, 10).withAttention(Attention.PUBLISHED));
        assertThrows(IllegalArgumentException.class,
                () -> Configuration.of(Variant.GHOSTNETV2, 1, 10).withAttention(Attention.NONE));
        assertEquals(UpsampleMode.NEAREST, Configuration.of(1, 10).withAttention(all().get(1)).upsample());
    }

    private static Map<String, String> with(Map<String, String> metadata, String attention) {
        Map<String, String> changed = new HashMap<>(metadata);
        changed.put("attention", attention);
        return changed;
    }

    private static float[] input(int floats) {
        Random random = new Random(11);
        float[] input = new float[floats];
        for (int i = 0; i < floats; i++) {
            input[i] = (float) random.nextGaussian();
        }
        return input;
    }

    private static float[] run(Plan plan, int threads, float[] input) {
        try (Session session = plan.session(threads)) {
            float[] output = new float[plan.shape("classifier").floats()];
            session.run(input, output);
            return output;
        }
    }
}
