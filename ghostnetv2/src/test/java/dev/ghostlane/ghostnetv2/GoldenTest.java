package dev.ghostlane.ghostnetv2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.engine.Plan;
import dev.ghostlane.engine.Session;
import dev.ghostlane.ghostnetv2.network.Bottleneck;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.tensor.FeatureMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The network computes what PyTorch computes from the same weights: its logits, and every map on the way.
class GoldenTest {

    private static void assertClose(GoldenCase golden, String tensor, float[] expected, float[] actual) {
        double bound = Yardstick.bound(golden.yardstick(), golden.letter(), tensor);
        assertEquals(expected.length, actual.length, tensor);
        double largest = 0;
        int where = 0;
        for (int i = 0; i < expected.length; i++) {
            double error = Math.abs((double) actual[i] - expected[i]);
            if (!(error <= largest)) {
                largest = error;
                where = i;
            }
        }
        String worst = "element " + where + " (NHWC) of " + tensor + ", " + golden + ", " + Kernels.best().name()
                + ": expected " + expected[where] + ", found " + actual[where] + ", difference " + largest + ", bound "
                + bound;
        assertTrue(largest <= bound, worst);
    }

    private static float[] elements(FeatureMap map) {
        float[] elements = new float[map.pixels() * map.channels()];
        for (int pixel = 0; pixel < map.pixels(); pixel++) {
            System.arraycopy(map.data(), map.offset() + pixel * map.pixelStride(), elements, pixel * map.channels(),
                    map.channels());
        }
        return elements;
    }

    static List<GoldenCase> all() { return GoldenCase.all(); }

    @ParameterizedTest
    @MethodSource("all")
    void logits(GoldenCase golden) {
        golden.requireAffordable(60);
        Plan plan = golden.model().plan(golden.batch(), golden.height(), golden.width());
        try (Session session = plan.session()) {
            float[] logits = new float[golden.batch() * golden.model().configuration().classes()];
            session.run(golden.input(), logits);
            assertClose(golden, "logits", golden.answer("logits_f64"), logits);
        }
    }

    /// All values that the goldens have, computed in one run beside the logits.
    @ParameterizedTest
    @CsvSource({"v2_w050_c17,a", "v2_w050_c17,c", "v1_w050_c17,c", "v3_w050_c17.train,c", "ms_w050_c17,s"})
    void everyMapOnTheWay(String weights, String letter) {
        GoldenCase golden = new GoldenCase(weights, letter);
        Map<String, String> values = new LinkedHashMap<>();
        values.put("stem", "stem");
        for (int i = 0; i < Bottleneck.TABLE.size(); i++) {
            values.put("block.%02d".formatted(i), Bottleneck.TABLE.get(i).name());
        }
        values.put("conv_last", "blocks.9.0");
        if (golden.weights().startsWith("v2")) {
            values.put("pooled", "global_pool");
            values.put("dfc.02", "blocks.2.0.ghost1.interpolate");
            values.put("dfc.12", "blocks.8.0.ghost1.interpolate");
        }
        values.put("logits", "classifier");
        assertMaps(golden, values);
    }

    /// Where timm's `features_only` taps the network.
    @Test
    void featuresOfABackbone() {
        GoldenCase golden = new GoldenCase("v2_w100_c1000", "a");
        Map<String, String> values = new LinkedHashMap<>();
        for (Tap tap : Tap.TIMM) {
            values.put("feature.%02d".formatted(tap.stride(golden.model().configuration())), tap.value());
        }
        assertEquals(5, values.size());
        assertMaps(golden, values);
    }

    private static void assertMaps(GoldenCase golden, Map<String, String> values) {
        golden.requireAffordable(60);
        Plan plan = golden.model().network().compile(Kernels.best(), List.copyOf(values.values()))
                .plan(golden.batch(), golden.height(), golden.width());
        try (Session session = plan.session()) {
            float[] input = golden.input();
            System.arraycopy(input, 0, session.input().data(), session.input().offset(), input.length);
            session.run();
            values.forEach((tensor, value) -> assertClose(golden, tensor,
                    golden.answer(tensor.equals("logits") ? "logits_f64" : tensor), elements(session.output(value))));
        }
    }
}
