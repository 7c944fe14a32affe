package dev.ghostlane.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ghostlane.bench.common.RandomFloats;
import dev.ghostlane.engine.Plan;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The network in XNNPACK is the network. It needs a library that somebody built, as docs/performance.md says:
/// `-Dghostlane.xnnpack=libXNNPACK.so`.
@EnabledIfSystemProperty(named = "ghostlane.xnnpack", matches = ".+", disabledReason = "there is no XNNPACK")
class XnnpackTest {
    private static final Path LIBRARY = Path.of(System.getProperty("ghostlane.xnnpack", ""));

    /// 64×96 has gates of half a map alone, 80×112 and 49×40 others as well.
    @ParameterizedTest
    @CsvSource({"NEAREST, 64, 96, 1", "NEAREST, 80, 112, 2", "NEAREST, 49, 40, 1", "BILINEAR_HALF_PIXEL, 80, 112, 1",
            "BILINEAR_ALIGNED_CORNERS, 80, 112, 2"})
    void givesTheSameLogits(UpsampleMode mode, int height, int width, int threads) {
        GhostNetV2 network = GhostNetV2.random(new Configuration(0.5, Case.CLASSES, 2, mode), Case.WEIGHT_SEED);
        Plan plan = network.plan(2, height, width);
        float[] nhwc = new RandomFloats(9).next(plan.inputShape().floats());
        long[] shape = {2, 3, height, width};
        try (Contestant ghostlane = new Ghostlane(plan, 1, nhwc);
                Contestant peer = new Xnnpack(LIBRARY, network.folded().network(), nhwc, shape, threads, true)) {
            float[] expected = ghostlane.logits();
            assertEquals(2 * Case.CLASSES, expected.length);
            assertNotEquals(expected[0], expected[Case.CLASSES], "another image, another logit");
            OnnxRuntime.requireAgreement(mode, expected, peer.logits());
            OnnxRuntime.requireAgreement(mode, expected, peer.logits());
        }
        assertThrows(IllegalArgumentException.class,
                () -> new Xnnpack(LIBRARY, network.network(), nhwc, shape, threads, true), "not folded");
    }
}
