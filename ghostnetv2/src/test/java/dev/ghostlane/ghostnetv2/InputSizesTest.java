package dev.ghostlane.ghostnetv2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.engine.CompiledNetwork;
import dev.ghostlane.engine.Session;
import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.ghostnetv2.network.Variant;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import dev.ghostlane.testdata.Bits;
import dev.ghostlane.testdata.Content;
import dev.ghostlane.testdata.Tensors;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Which inputs the network is defined for, and that all of those work.
class InputSizesTest {

    private static GhostNetV2 model(int stemStride, UpsampleMode upsample) {
        return model(Variant.GHOSTNETV2, stemStride, upsample);
    }

    private static GhostNetV2 model(Variant variant, int stemStride, UpsampleMode upsample) {
        return GhostNetV2.random(new Configuration(variant, 0.25, 5, stemStride, upsample), 3);
    }

    private static float[] run(CompiledNetwork network, int batch, int height, int width) {
        float[] input = Tensors.of(Content.NORMAL, batch * height * width * 3, height * 1000L + width);
        float[] logits = new float[batch * 5];
        try (Session session = network.plan(batch, height, width).session()) {
            session.run(input, logits);
        }
        for (float logit : logits) {
            assertTrue(Float.isFinite(logit), height + "×" + width + ": logit " + logit);
        }
        return logits;
    }

    /// A 1×1 map before an attention block pools to nothing; the authors' code throws there, too.
    @ParameterizedTest
    @CsvSource({"2,32,32", "2,32,224", "2,224,32", "2,1,1", "1,16,16", "1,16,99", "1,99,16"})
    void sizesThatLeaveAnAttentionMapEmptyAreRefused(int stemStride, int height, int width) {
        GhostNetV2 model = model(stemStride, UpsampleMode.NEAREST);
        String message = assertThrows(IllegalArgumentException.class, () -> model.plan(1, height, width)).getMessage();
        assertTrue(message.contains("too small") && message.contains("blocks."), message);
    }

    @Test
    void emptyInputsAreRefused() {
        GhostNetV2 model = model(2, UpsampleMode.NEAREST);
        assertThrows(IllegalArgumentException.class, () -> model.plan(0, 64, 64));
        assertThrows(IllegalArgumentException.class, () -> model.plan(1, 0, 64));
        assertThrows(IllegalArgumentException.class, () -> model.plan(1, 64, -1));
    }

    @ParameterizedTest
    @CsvSource({"GHOSTNETV2,2,33,33", "GHOSTNETV2,2,33,34", "GHOSTNETV2,2,48,48", "GHOSTNETV2,2,65,33",
            "GHOSTNETV2,2,71,93", "GHOSTNETV2,1,17,17", "GHOSTNETV2,1,32,32", "GHOSTNETV2,1,17,40",
            "GHOSTNETV2,1,31,45", "GHOSTNET,2,1,1", "GHOSTNET,2,1,70", "GHOSTNET,2,32,32", "GHOSTNET,2,71,93",
            "GHOSTNET,1,1,1", "GHOSTNET,1,16,5", "GHOSTNET,1,31,45"})
    void everyOtherSizeGivesTheBitsOfTheScalarKernels(Variant variant, int stemStride, int height, int width) {
        GhostNetV2 model = model(variant, stemStride, UpsampleMode.NEAREST);
        int smallest = model.configuration().smallestInput();
        assertTrue(height >= smallest && width >= smallest, "smallest input " + smallest);
        CompiledNetwork scalar = model.network().compile(Kernels.scalar(), List.of("classifier"));
        String what = variant + ", " + height + "×" + width + ", stem stride " + stemStride + ", "
                + Kernels.best().name();
        Bits.assertSame(() -> what, run(scalar, 2, height, width), run(model.compiled(), 2, height, width));
    }

    /// How a size shrinks: strided convolutions round up, the attention's pooling rounds down.
    @Test
    void mapsHaveTheSizesOfTheAuthorsCode() {
        var plan = model(2, UpsampleMode.NEAREST).compiled().plan(1, 97, 129);
        assertEquals("1×49×65×4", plan.shape("stem").toString());
        assertEquals("1×25×33", pixels(plan.shape("blocks.2.0").toString()));
        assertEquals("1×13×17", pixels(plan.shape("blocks.4.0").toString()));
        assertEquals("1×7×9", pixels(plan.shape("blocks.6.4").toString()));
        assertEquals("1×4×5", pixels(plan.shape("blocks.9.0").toString()));
        assertEquals("1×12×16", pixels(plan.shape("blocks.2.0.ghost1.gate_fn").toString()));
    }

    private static String pixels(String shape) { return shape.substring(0, shape.lastIndexOf('×')); }

    @ParameterizedTest
    @EnumSource
    void everyResizeModeGivesTheBitsOfTheScalarKernels(UpsampleMode mode) {
        GhostNetV2 model = model(2, mode);
        CompiledNetwork scalar = model.network().compile(Kernels.scalar(), List.of("classifier"));
        for (int[] size : new int[][]{{49, 70}, {64, 64}}) {
            String what = mode + ", " + size[0] + "×" + size[1] + ", " + Kernels.best().name();
            Bits.assertSame(() -> what, run(scalar, 1, size[0], size[1]), run(model.compiled(), 1, size[0], size[1]));
        }
    }

    @Test
    void resizeModesAndStemStridesAreDifferentNetworks() {
        Set<String> results = new HashSet<>();
        for (int stemStride = 1; stemStride <= 2; stemStride++) {
            for (UpsampleMode mode : UpsampleMode.values()) {
                results.add(ExpectedBits.digest(run(model(stemStride, mode).compiled(), 1, 49, 70)));
            }
        }
        assertEquals(6, results.size());
        assertNotEquals(ExpectedBits.digest(run(model(2, UpsampleMode.NEAREST).compiled(), 1, 70, 49)),
                ExpectedBits.digest(run(model(2, UpsampleMode.NEAREST).compiled(), 1, 49, 70)));
    }
}
