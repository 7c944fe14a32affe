package dev.ghostlane.bench.attention.blocks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.engine.CompiledNetwork;
import dev.ghostlane.engine.Network;
import dev.ghostlane.engine.Plan;
import dev.ghostlane.engine.Profile;
import dev.ghostlane.engine.Session;
import dev.ghostlane.ghostnetv2.network.Blocks;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.testdata.Bits;
import dev.ghostlane.testdata.Content;
import dev.ghostlane.testdata.Goldens;
import dev.ghostlane.testdata.Goldens.Tensor;
import dev.ghostlane.testdata.Tensors;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each block computes what PyTorch computes, has the same bits on all kernels and threads, and costs what its formula
/// says.
class AttentionBlocksTest {

    private static final Map<String, Tensor> GOLDENS = Goldens.attention();

    static List<AttentionBlock> blocks() { return AttentionBlocks.ALL; }

    @TestFactory
    Stream<DynamicTest> givesWhatPyTorchGives() {
        Set<String> tested = new HashSet<>();
        List<DynamicTest> tests = GOLDENS.keySet().stream().filter(name -> name.endsWith("/input"))
                .map(name -> name.substring(0, name.length() - "/input".length())).map(name -> {
                    tested.add(name.substring(0, name.indexOf('/')));
                    return DynamicTest.dynamicTest(name, () -> assertGolden(name));
                }).toList();
        assertEquals(AttentionBlocks.ALL.stream().map(AttentionBlock::name).collect(Collectors.toSet()), tested);
        return tests.stream();
    }

    /// Within four times what PyTorch's own float32 is off by, the yardstick of the network's goldens, and the rounding
    /// of what is stored.
    private static void assertGolden(String name) {
        AttentionBlock block = AttentionBlocks.named(name.substring(0, name.indexOf('/')));
        Tensor input = GOLDENS.get(name + "/input");
        int height = input.shape()[1];
        int width = input.shape()[2];
        int channels = input.shape()[3];
        block.parameters(channels, height, width).forEach((parameter, shape) -> assertEquals(
                shape, Stream.of(GOLDENS.get(name + "/parameter/" + parameter)).flatMap(
                        tensor -> Arrays.stream(tensor.shape()).boxed()).toList(),
                parameter));
        Network network = block.network(channels, height, width,
                parameter -> GOLDENS.get(name + "/parameter/" + parameter).values());
        float[] expected = GOLDENS.get(name + "/output").values();
        float[] actual = new float[expected.length];
        try (Session session = network.compile().plan(1, height, width).session()) {
            session.run(input.values(), actual);
        }
        float error = GOLDENS.get(name + "/error").values()[0];
        for (int i = 0; i < expected.length; i++) {
            double bound = 4.0 * error + Math.ulp(expected[i]) / 2;
            double difference = Math.abs((double) actual[i] - expected[i]);
            int number = i;
            assertTrue(difference <= bound, () -> "element " + number + ": expected " + expected[number] + ", found "
                    + actual[number] + ", off by " + difference + ", allowed " + bound);
        }
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void hasTheSameBitsOnAllKernelsAndThreadsAndInABatch(AttentionBlock block) {
        int height = 9;
        int width = 14;
        // Two heads.
        int channels = 64;
        Network network = block.network(channels, height, width, 5);
        float[] inputs = Tensors.of(Content.NORMAL, 2 * height * width * channels, 7);
        float[] expected = run(network.compile(Kernels.scalar(), List.of(network.output())), 2, 1, inputs, height,
                width);
        for (int threads : new int[]{1, 2, 3}) {
            Bits.assertSame(() -> block.name() + " on " + threads + " threads", expected,
                    run(network.compile(), 2, threads, inputs, height, width));
            for (int image = 0; image < 2; image++) {
                int floats = inputs.length / 2;
                int number = image;
                Bits.assertSame(() -> "image " + number + " of " + block.name() + " alone on " + threads + " threads",
                        Arrays.copyOfRange(expected, image * floats, (image + 1) * floats),
                        run(network.compile(), 1, threads,
                                Arrays.copyOfRange(inputs, image * floats, (image + 1) * floats), height,
                                width));
            }
        }
    }

    private static float[] run(CompiledNetwork compiled, int batch, int threads, float[] input, int height, int width) {
        float[] output = new float[input.length];
        try (Session session = compiled.plan(batch, height, width).session(threads)) {
            session.run(input, output);
            // The second run takes the kernels that the first, which is scalar, did not.
            session.skipWarmStart();
            float[] again = new float[input.length];
            session.run(input, again);
            Bits.assertSame(() -> "the second run", output, again);
        }
        return output;
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void runsAtAnySizeUnlessItsWeightsBelongToPositions(AttentionBlock block) {
        CompiledNetwork compiled = block.network(16, 7, 8, 1).compile();
        assertEquals(compiled.plan(1, 7, 8).inputShape(), compiled.plan(1, 7, 8).shape(compiled.outputs().getFirst()));
        if (block.needsFixedSize()) {
            String message = assertThrows(IllegalArgumentException.class, () -> compiled.plan(1, 8, 8)).getMessage();
            assertTrue(message.contains("belong to positions of a map of 7×8 pixels, found 1×8×8×16"), message);
        } else {
            Plan plan = compiled.plan(2, 13, 9);
            assertEquals(plan.inputShape(), plan.shape(compiled.outputs().getFirst()));
        }
    }

    /// The table of formulas, of the network's pair of 120 channels and 28×28 pixels.
    @Test
    void costsWhatItsFormulaSays() {
        long n = 28 * 28;
        long c = 120;
        assertMultiplyAdds("self-attention", 4 * n * c * c + 2 * n * n * c);
        assertMultiplyAdds("self-attention-1-head", 4 * n * c * c + 2 * n * n * c);
        assertMultiplyAdds("window-attention-7", 4 * n * c * c + 2 * 49 * n * c);
        assertMultiplyAdds("mobilevit-core", 4 * n * c * c + 2 * n * n * c / 4);
        assertMultiplyAdds("mobilevit", 2 * n * c * c + 27 * n * c * c + 8 * n * c * c + 2 * n * n * c / 4);
        assertMultiplyAdds("full-fc-shared", n * n * c);
        assertMultiplyAdds("decoupled-fc", 2 * 28 * n * c);
        assertMultiplyAdds("decoupled-fc-shared", 2 * 28 * n * c);
        assertMultiplyAdds("strips-5", 10 * n * c);
        assertMultiplyAdds("strips-7", 14 * n * c);
        assertMultiplyAdds("strips-9", 18 * n * c);
        assertMultiplyAdds("dfc-nearest", n / 4 * c * (c + 10));
        assertMultiplyAdds("dfc-bilinear", n / 4 * c * (c + 10));
        assertMultiplyAdds("squeeze-excitation", 2 * c * 32);
        // With weights of each channel's own, on a map whose weights a test can hold.
        assertEquals(49 * 49 * 60, AttentionBlocks.named("full-fc").multiplyAdds(60, 7, 7));
    }

    private static void assertMultiplyAdds(String name, long expected) {
        assertEquals(expected, AttentionBlocks.named(name).multiplyAdds(120, 28, 28), name);
    }

    @Test
    void profilesTellRearrangementFromArithmetic() {
        Network network = AttentionBlocks.named("window-attention-7").network(32, 14, 14, 1);
        try (Session session = network.compile().plan(1, 14, 14).session()) {
            session.run();
            Map<String, Boolean> kinds = session.profile().entries().stream().collect(
                    Collectors.toMap(Profile.Entry::kind, Profile.Entry::rearranges, (a, b) -> a && b));
            assertEquals(Map.of("window partition", true, "window reverse", true, "transpose", true, "pack", true,
                    "pointwise", false, "attention", false), kinds);
            long moved = session.profile().rearrangementNanos();
            assertTrue(moved > 0 && moved < session.profile().nanos(), moved + " ns");
        }
    }

    @Test
    void headsHaveAbout32Channels() {
        assertEquals(List.of(1, 1, 2, 4, 15, 30), Stream.of(24, 40, 72, 120, 480, 960)
                .map(Blocks::heads).toList());
    }

    @Test
    void namesAreUniqueAndUnknownOnesAreRefused() {
        assertEquals(AttentionBlocks.ALL.size(),
                AttentionBlocks.ALL.stream().map(AttentionBlock::name).distinct().count());
        String message = assertThrows(IllegalArgumentException.class, () -> AttentionBlocks.named("attention"))
                .getMessage();
        assertTrue(message.startsWith("expected one of [self-attention, ") && message.endsWith("found 'attention'"),
                message);
    }
}
