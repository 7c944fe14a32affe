package dev.ghostlane.ghostnetv2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.engine.CompiledNetwork;
import dev.ghostlane.engine.Session;
import dev.ghostlane.ghostnetv2.checkpoint.CheckpointException;
import dev.ghostlane.ghostnetv2.checkpoint.StateDict;
import dev.ghostlane.ghostnetv2.network.Attention;
import dev.ghostlane.ghostnetv2.network.Bottleneck;
import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.ghostnetv2.network.Variant;
import dev.ghostlane.images.ImageDecoder;
import dev.ghostlane.images.ImageSource;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import dev.ghostlane.testdata.Bits;
import dev.ghostlane.testdata.Shared;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What `model.attention(photo)` gives.
class AttentionMapsTest {

    private static final GhostNetV2 MODEL = GhostNetV2.bundled();
    private static final Path CHELSEA = Shared.repository().resolve("testdata/photos/chelsea.png");

    private static float[] input(int floats) {
        Random random = new Random(20);
        float[] input = new float[floats];
        for (int i = 0; i < floats; i++) {
            input[i] = (float) random.nextGaussian();
        }
        return input;
    }

    /// The maps of an input of any size, computed by some kernels.
    private static AttentionMaps maps(GhostNetV2 model, Kernels kernels, int height, int width, float[] input) {
        AttentionReader reader = new AttentionReader(model);
        CompiledNetwork compiled = model.network().compile(kernels, List.of(reader.outputs()));
        try (Session session = compiled.plan(1, height, width).session()) {
            System.arraycopy(input, 0, session.input().data(), session.input().offset(), input.length);
            session.run();
            return reader.read(session, model.selection());
        }
    }

    private static void assertSame(String what, AttentionMaps expected, AttentionMaps actual) {
        Bits.assertSame(() -> what + ", input", expected.input().data(), actual.input().data());
        assertEquals(expected.gates().size(), actual.gates().size(), what);
        for (int i = 0; i < expected.gates().size(); i++) {
            GateMap gate = expected.gates().get(i);
            GateMap other = actual.gates().get(i);
            Bits.assertSame(() -> what + ", " + gate.module(), gate.map().data(), other.map().data());
            Bits.assertSame(() -> what + ", mean of " + gate.module(), gate.mean(), other.mean());
            assertEquals(gate.strongest(9), other.strongest(9), what + ", " + gate.module());
        }
        assertEquals(expected.classes().size(), actual.classes().size(), what);
        for (int i = 0; i < expected.classes().size(); i++) {
            ClassMap one = expected.classes().get(i);
            ClassMap other = actual.classes().get(i);
            assertEquals(one.classification(), other.classification(), what);
            Bits.assertSame(() -> what + ", logit and constant of " + one.classification(),
                    new float[]{one.logit(), one.constant()}, new float[]{other.logit(), other.constant()});
            Bits.assertSame(() -> what + ", evidence for " + one.classification(), one.evidence().data(),
                    other.evidence().data());
        }
    }

    @ParameterizedTest
    @CsvSource({"a,dfc.02,blocks.2.0", "a,dfc.12,blocks.8.0", "c,dfc.02,blocks.2.0", "c,dfc.12,blocks.8.0"})
    void gatesAreThoseOfPyTorch(String letter, String tensor, String block) {
        GoldenCase golden = new GoldenCase("v2_w050_c17", letter);
        golden.requireAffordable(60);
        AttentionMaps maps = letter.equals("a")
                ? golden.model().attention(golden.input(), golden.model().selection().top(1))
                : maps(golden.model(), Kernels.best(), golden.height(), golden.width(), golden.input());
        GateMap gate = maps.gates().stream().filter(map -> map.block().equals(block)).findFirst().orElseThrow();
        float[] expected = golden.answer(tensor);
        float[] actual = gate.map().data();
        double bound = Yardstick.bound(golden.yardstick(), letter, tensor);
        assertEquals(expected.length, actual.length);
        for (int i = 0; i < expected.length; i++) {
            double error = Math.abs((double) actual[i] - expected[i]);
            assertTrue(error <= bound, "element " + i + " (NHWC) of " + tensor + ", case " + letter + ": expected "
                    + expected[i] + ", found " + actual[i] + ", difference " + error + ", bound " + bound);
        }
    }

    static List<GhostNetV2> networks() {
        Configuration two = Configuration.of(0.35, 7);
        return List.of(MODEL, GhostNetV2.random(two, 5),
                GhostNetV2.random(two.withAttention(
                        Attention.PUBLISHED.at(Attention.Place.BOTH).withStrips(1, 3, 7)), 6),
                GhostNetV2.random(new Configuration(0.2, 3, 1, UpsampleMode.BILINEAR_ALIGNED_CORNERS), 7),
                GhostNetV2.random(Configuration.of(Variant.GHOSTNETV3, 0.35, 7), 8),
                GhostNetV2.random(Configuration.of(Variant.GHOSTNET, 0.35, 7), 9));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void allKernelsGiveTheSameBits(GhostNetV2 model) {
        for (int[] size : new int[][]{{33, 33}, {70, 97}}) {
            float[] input = input(size[0] * size[1] * 3);
            assertSame(model + " at " + size[0] + "×" + size[1],
                    maps(model, Kernels.scalar(), size[0], size[1], input),
                    maps(model, Kernels.best(), size[0], size[1], input));
        }
    }

    /// Everything in double, in another order: what each active unit of the head adds.
    @ParameterizedTest
    @MethodSource("networks")
    void evidenceIsWhatTheLastMapTellsInDouble(GhostNetV2 model) {
        float[] input = input(40 * 49 * 3);
        AttentionMaps maps = maps(model, Kernels.best(), 40, 49, input);
        FeatureMap last;
        float[] head;
        try (FeatureExtractor extractor = model.features(List.of(Tap.BLOCKS_9, Tap.HEAD), 40, 49, 1)) {
            last = extractor.extract(input).get(Tap.BLOCKS_9);
            head = extractor.extract(input).get(Tap.HEAD).data();
        }
        Head weights = new Head(model);
        for (ClassMap map : maps.classes()) {
            int c = map.classification().index();
            String what = model + ", class " + c;
            assertEquals(List.of(1, last.height(), last.width(), 1), List.of(map.evidence().batch(),
                    map.evidence().height(), map.evidence().width(), map.evidence().channels()), what);
            double total = weights.constant(c, head);
            double size = weights.magnitude(c, head);
            assertEquals(total, map.constant(), 0x1p-24 * Math.abs(total) + 1e-12 * size, what);
            for (int p = 0; p < last.pixels(); p++) {
                double expected = weights.evidence(c, head, last, p);
                size += weights.magnitude(c, head, last, p);
                assertEquals(expected, map.evidence().data()[p], 0x1p-24 * Math.abs(expected) + 1e-12 * size,
                        what + ", pixel " + p);
                total += expected;
            }
            // The network rounds each of the sums over channels, pixels and units once for each term.
            assertEquals(total, map.logit(), (1281 + last.channels() + last.pixels()) * 0x1p-24 * size,
                    what + ": evidence and constant are the logit");
        }
    }

    /// The derivative of the logit as the pixel grows, by differences.
    @ParameterizedTest
    @MethodSource("networks")
    void evidenceIsTheGradientTimesTheMap(GhostNetV2 model) {
        float[] input = input(40 * 49 * 3);
        FeatureMap last;
        try (FeatureExtractor extractor = model.features(List.of(Tap.BLOCKS_9), 40, 49, 1)) {
            last = extractor.extract(input).get(Tap.BLOCKS_9);
        }
        Head weights = new Head(model);
        double step = 0x1p-20;
        for (ClassMap map : maps(model, Kernels.best(), 40, 49, input).classes()) {
            int c = map.classification().index();
            double logit = weights.logit(c, last, 0, 0);
            for (int p = 0; p < last.pixels(); p++) {
                double slope = (weights.logit(c, last, p, step) - logit) / step;
                assertEquals(slope, map.evidence().data()[p], 1e-6 * (1 + Math.abs(slope)),
                        model + ", class " + c + ", pixel " + p);
            }
        }
    }

    @Test
    void anythingThatGivesAnInputGivesTheSameAndAsTheClassifier() {
        AttentionMaps expected = MODEL.attention(CHELSEA);
        assertEquals("cat", expected.classes().getFirst().classification().label());
        assertEquals(1, expected.classes().size());
        Selection best = MODEL.selection().top(1);
        assertSame("pixels", expected,
                MODEL.attention(ImageSource.of(ImageDecoder.decode(CHELSEA), "pixels"), best));
        assertSame("tensor", expected, MODEL.attention(expected.input().data().clone(), best));
        assertSame("folded", expected, MODEL.folded().attention(CHELSEA));
        List<AttentionMaps> parallel = IntStream.range(0, 4).parallel().mapToObj(_ -> MODEL.attention(CHELSEA))
                .toList();
        parallel.forEach(maps -> assertSame("many threads", expected, maps));
        AttentionMaps all = MODEL.attention(ImageSource.of(CHELSEA), MODEL.selection());
        try (Classifier classifier = MODEL.classifier()) {
            assertEquals(classifier.classify(CHELSEA, 10),
                    all.classes().stream().map(ClassMap::classification).toList());
            float[] logits = classifier.logits(expected.input().data());
            for (ClassMap map : all.classes()) {
                Bits.assertSame(() -> map.classification().label(),
                        new float[]{logits[map.classification().index()]}, new float[]{map.logit()});
            }
        }
        assertEquals(List.of("dog"), MODEL
                .attention(ImageSource.of(CHELSEA), MODEL.selection().allow(List.of("dog"))).classes().stream()
                .map(map -> map.classification().label()).toList());
    }

    @Test
    void gatedBlocksAreThoseOfTheNetwork() {
        List<String> attending = Bottleneck.TABLE.stream().filter(Bottleneck::attends).map(Bottleneck::name).toList();
        List<GateMap> gates = MODEL.attention(CHELSEA).gates();
        assertEquals(attending, gates.stream().map(GateMap::block).toList());
        for (GateMap gate : gates) {
            assertEquals(5, gate.strip());
            assertEquals(gate.map().height() / 2, gate.gridHeight());
            assertEquals(gate.map().width() / 2, gate.gridWidth());
            for (float value : gate.map().data()) {
                assertTrue(value >= 0 && value <= 1, gate.module() + ": " + value);
            }
        }
        Attention both = Attention.PUBLISHED.at(Attention.Place.BOTH).withStrips(9, 7, 5);
        GhostNetV2 other = GhostNetV2.random(Configuration.of(0.1, 2).withAttention(both), 1);
        List<GateMap> twice = maps(other, Kernels.best(), 64, 64, input(64 * 64 * 3)).gates();
        assertEquals(2 * attending.size(), twice.size());
        assertEquals(List.of("blocks.2.0.ghost1", "blocks.2.0.ghost2"),
                twice.stream().limit(2).map(GateMap::module).toList());
        assertEquals(List.of(9, 7, 5), twice.stream().map(GateMap::strip).distinct().toList());
    }

    @Test
    void withoutDecoupledAttentionThereIsTheClassMapAlone() {
        GhostNetV2 first = GhostNetV2.random(Configuration.of(Variant.GHOSTNET, 0.1, 3), 1);
        AttentionMaps maps = first.attention(CHELSEA);
        assertEquals(List.of(), maps.gates());
        assertEquals("1×7×7×1", maps.classes().getFirst().evidence().shape());
        GhostNetV2 local = GhostNetV2
                .random(Configuration.of(Variant.GHOSTNET, 0.1, 3).withAttention(Attention.LOCAL), 1);
        assertEquals(List.of(), local.attention(CHELSEA).gates());
        assertEquals(14, GhostNetV2.random(Configuration.of(Variant.GHOSTNETV3, 0.1, 3), 1).attention(CHELSEA).gates()
                .size(), "GhostNetV3 has GhostNetV2's attention");
    }

    @Test
    void wrongArgumentsAreRefused() {
        Selection best = MODEL.selection().top(1);
        assertEquals("the input must have 3072 floats, found 5",
                assertThrows(IllegalArgumentException.class, () -> MODEL.attention(new float[5], best)).getMessage());
        assertEquals("photo",
                assertThrows(NullPointerException.class, () -> MODEL.attention((ImageSource) null, best))
                        .getMessage());
        GhostNetV2 other = GhostNetV2.random(Configuration.of(0.1, 2), 1);
        assertThrows(IllegalArgumentException.class, () -> other.attention(ImageSource.of(CHELSEA), best));
        GhostNetV2 headless = GhostNetV2.of(Dicts.zeros(Configuration.of(0.1, 2).withoutClassifier()));
        assertThrows(CheckpointException.class, () -> headless.attention(CHELSEA));
    }

    /// What comes after the last map, in double.
    private static final class Head {
        private final float[] hidden;
        private final float[] hiddenBias;
        private final float[] classifier;
        private final float[] classifierBias;

        Head(GhostNetV2 model) {
            StateDict weights = model.stateDict();
            hidden = weights.find("conv_head.weight").orElseThrow().floats();
            hiddenBias = weights.find("conv_head.bias").orElseThrow().floats();
            classifier = weights.find("classifier.weight").orElseThrow().floats();
            classifierBias = weights.find("classifier.bias").orElseThrow().floats();
        }

        private int units() { return hiddenBias.length; }

        private double weight(int c, int unit) { return classifier[c * units() + unit]; }

        private IntStream active(float[] head) { return IntStream.range(0, units()).filter(unit -> head[unit] > 0); }

        double constant(int c, float[] head) {
            return classifierBias[c] + active(head).mapToDouble(unit -> weight(c, unit) * hiddenBias[unit]).sum();
        }

        double evidence(int c, float[] head, FeatureMap last, int pixel) {
            return active(head).mapToDouble(unit -> {
                double sum = 0;
                for (int k = 0; k < last.channels(); k++) {
                    sum += (double) hidden[unit * last.channels() + k] * last.data()[pixel * last.channels() + k];
                }
                return weight(c, unit) * sum;
            }).sum() / last.pixels();
        }

        /// The sum of what [#constant] adds, each without its sign.
        double magnitude(int c, float[] head) {
            return Math.abs(classifierBias[c])
                    + active(head).mapToDouble(unit -> Math.abs(weight(c, unit) * hiddenBias[unit])).sum();
        }

        /// The sum of what [#evidence] adds, each without its sign.
        double magnitude(int c, float[] head, FeatureMap last, int pixel) {
            return active(head).mapToDouble(unit -> {
                double sum = 0;
                for (int k = 0; k < last.channels(); k++) {
                    sum += Math.abs((double) hidden[unit * last.channels() + k]
                            * last.data()[pixel * last.channels() + k]);
                }
                return Math.abs(weight(c, unit)) * sum;
            }).sum() / last.pixels();
        }

        /// The logit after one pixel has grown by a part of itself.
        double logit(int c, FeatureMap last, int grown, double by) {
            double[] pooled = new double[last.channels()];
            for (int i = 0; i < last.data().length; i++) {
                int pixel = i / last.channels();
                pooled[i % last.channels()] += last.data()[i] * (pixel == grown ? 1 + by : 1) / last.pixels();
            }
            double logit = classifierBias[c];
            for (int unit = 0; unit < units(); unit++) {
                double sum = hiddenBias[unit];
                for (int k = 0; k < pooled.length; k++) {
                    sum += hidden[unit * pooled.length + k] * pooled[k];
                }
                logit += weight(c, unit) * Math.max(0, sum);
            }
            return logit;
        }
    }
}
