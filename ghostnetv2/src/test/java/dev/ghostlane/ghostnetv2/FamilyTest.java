package dev.ghostlane.ghostnetv2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ghostlane.engine.Plan;
import dev.ghostlane.engine.Profile;
import dev.ghostlane.engine.Session;
import dev.ghostlane.ghostnetv2.network.Bottleneck;
import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.ghostnetv2.network.Variant;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The published networks: channels, parameters and work as the authors' code has them.
class FamilyTest {

    private static List<Integer> distinct(double width, boolean expanded) {
        Configuration configuration = Configuration.of(width, 1000);
        return Bottleneck.TABLE.stream().map(row -> configuration.channels(expanded ? row.expanded() : row.out()))
                .distinct().toList();
    }

    @Test
    void channelsOfThePublishedWidths() {
        assertEquals(List.of(16, 24, 40, 80, 112, 160), distinct(1.0, false));
        assertEquals(List.of(16, 48, 72, 120, 240, 200, 184, 480, 672, 960), distinct(1.0, true));
        assertEquals(20, Configuration.of(1.3, 1000).channels(16));
        assertEquals(List.of(20, 32, 52, 104, 144, 208), distinct(1.3, false));
        assertEquals(List.of(20, 64, 92, 156, 312, 260, 240, 624, 872, 1248), distinct(1.3, true));
        assertEquals(24, Configuration.of(1.6, 1000).channels(16));
        assertEquals(List.of(24, 40, 64, 128, 180, 256), distinct(1.6, false));
        assertEquals(List.of(24, 76, 116, 192, 384, 320, 296, 768, 1076, 1536), distinct(1.6, true));
    }

    /// `_make_divisible` of the authors' code: multiples of 4, at least 4, never more than 10 % below.
    @Test
    void channelCountsAreMultiplesOfFourNearTheProduct() {
        for (int hundredths = 1; hundredths <= 1000; hundredths++) {
            for (int count : new int[]{16, 24, 40, 72, 112, 184, 960}) {
                double product = count * hundredths / 100.0;
                int channels = Configuration.of(hundredths / 100.0, 1).channels(count);
                String what = count + " channels at width " + hundredths / 100.0 + ": " + channels;
                assertEquals(0, channels % 4, what);
                assertEquals(true, channels >= 4 && channels >= 0.9 * product && channels < product + 4.5, what);
            }
        }
    }

    /// The row of the table that a step belongs to.
    private static String row(Profile.Entry step) {
        String name = step.name();
        boolean pointwise = step.kind().equals("pointwise");
        if (name.contains(".shortcut")) {
            return pointwise ? "1×1 shortcut" : "depthwise shortcut";
        }
        if (name.contains(".short_conv")) {
            return pointwise ? "DFC 1×1" : "DFC strips";
        }
        if (step.kind().equals("strip")) {
            return "DFC strips";
        }
        Map<String, String> parts = Map.of(".primary_conv", "1×1 ghost primary", ".cheap_operation",
                "depthwise cheap 3×3", ".bn_dw", "depthwise stride 2", ".se.", "SE");
        for (Map.Entry<String, String> part : parts.entrySet()) {
            if (name.contains(part.getKey())) {
                return part.getValue();
            }
        }
        return Map.of("stem", "stem 3×3", "blocks.9.0", "1×1 last", "act2", "conv_head").getOrDefault(name, name);
    }

    @ParameterizedTest
    @CsvSource({
            "GHOSTNET,1.0,5182508,5.419,101.305,5.218,7.526,12.390,4.013,1.271,,,1.499,1.229,1.280,141.151",
            "GHOSTNETV2,1.0,6156908,5.419,101.305,5.218,7.526,12.390,4.013,1.271,"
                    + "22.546,3.352,1.499,1.229,1.280,167.048",
            "GHOSTNETV2,1.3,8960404,6.774,170.369,8.775,12.720,16.081,5.228,1.643,"
                    + "37.988,4.332,2.536,1.597,1.280,269.323",
            "GHOSTNETV2,1.6,12392698,8.129,259.076,13.397,19.268,19.672,6.414,2.021,"
                    + "58.174,5.378,3.833,1.966,1.280,398.607"})
    void parametersAndWork(Variant variant, double width, long parameters, double stem, double primary,
            double shortcut, double last, double cheap, double strided, double depthwise, Double attention,
            Double strips, double squeeze, double head, double classifier, double total) {
        GhostNetV2 model = GhostNetV2
                .of(Dicts.with(Dicts.zeros(Configuration.of(variant, width, 1000)), "width", "" + width));
        assertEquals(variant, model.configuration().variant());
        assertEquals(parameters, model.parameters());
        Plan plan = model.plan(1, 224, 224);
        assertEquals(total, plan.multiplyAdds() / 1e6, 0.0005);
        Map<String, Double> expected = new LinkedHashMap<>();
        List<String> rows = List.of("stem 3×3", "1×1 ghost primary", "1×1 shortcut", "1×1 last", "depthwise cheap 3×3",
                "depthwise stride 2", "depthwise shortcut", "DFC 1×1", "DFC strips", "SE", "conv_head", "classifier");
        List<Double> millions = Arrays.asList(stem, primary, shortcut, last, cheap, strided, depthwise, attention,
                strips,
                squeeze, head, classifier);
        for (int i = 0; i < rows.size(); i++) {
            if (millions.get(i) != null) {
                expected.put(rows.get(i), millions.get(i));
            }
        }
        try (Session session = plan.session()) {
            Map<String, Long> found = new LinkedHashMap<>();
            for (Profile.Entry step : session.profile().entries()) {
                if (step.multiplyAdds() > 0) {
                    found.merge(row(step), step.multiplyAdds(), Long::sum);
                }
            }
            assertEquals(expected.keySet(), found.keySet());
            expected.forEach((row, million) -> assertEquals(million, found.get(row) / 1e6, 0.0005, row));
        }
    }

    /// Multiply-adds do not depend on the stem's stride but on the size after it.
    @Test
    void aStemOfStrideOneSeesHalfTheSize() {
        Configuration small = new Configuration(0.5, 10, 1, UpsampleMode.NEAREST);
        Plan one = GhostNetV2.random(small, 1).plan(1, 32, 32);
        Plan two = GhostNetV2.random(Configuration.of(0.5, 10), 1).plan(1, 64, 64);
        assertEquals(two.multiplyAdds(), one.multiplyAdds());
        assertEquals(two.shape("blocks.9.0"), one.shape("blocks.9.0"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 10.01, Double.NaN, Double.POSITIVE_INFINITY})
    void widthsHaveARange(double width) {
        assertThrows(IllegalArgumentException.class, () -> Configuration.of(width, 10));
    }

    @Test
    void theOtherPropertiesHaveARange() {
        assertThrows(IllegalArgumentException.class, () -> Configuration.of(1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Configuration(1, 10, 0, UpsampleMode.NEAREST));
        assertThrows(IllegalArgumentException.class, () -> new Configuration(1, 10, 3, UpsampleMode.NEAREST));
        assertThrows(NullPointerException.class, () -> new Configuration(1, 10, 2, null));
        assertThrows(NullPointerException.class, () -> Configuration.of(null, 1, 10));
    }
}
