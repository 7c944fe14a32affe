package dev.ghostlane.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.engine.steps.StepGroups;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.Shape;
import dev.ghostlane.testdata.Bits;
import dev.ghostlane.testdata.contract.Effort;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/// Whatever the network: folding, fusing, joining, the arena and the threads cannot be seen in its results.
class RandomNetworkTest {

    /// Small maps, many kinds of graphs.
    @Property(tries = 300)
    void givesTheBitsOfStepByStepEvaluation(@ForAll @LongRange(max = 1_000_000) long seed,
            @ForAll @IntRange(min = 1, max = 3) int batch,
            @ForAll @IntRange(min = RandomNetwork.HEIGHT, max = 13) int height,
            @ForAll @IntRange(min = RandomNetwork.WIDTH, max = 14) int width) {
        Network network = RandomNetwork.of(seed, 1, 20);
        check(network, seed, batch, height, width, 1);
    }

    @Property(tries = 100)
    void networksOfOneSizeGiveTheBitsOfStepByStepEvaluation(@ForAll @LongRange(max = 1_000_000) long seed,
            @ForAll @IntRange(min = 1, max = 2) int batch, @ForAll @IntRange(min = 2, max = 13) int height,
            @ForAll @IntRange(min = 2, max = 14) int width, @ForAll @IntRange(min = 1, max = 3) int threads) {
        check(RandomNetwork.ofSize(seed, 1, 20, height, width), seed, batch, height, width, threads);
    }

    /// Maps large enough for the engine to cut the work between threads.
    @Property(tries = 25)
    void givesTheBitsOfStepByStepEvaluationOnAnyNumberOfThreads(@ForAll @LongRange(max = 1_000_000) long seed,
            @ForAll @IntRange(min = 1, max = 4) int batch, @ForAll @IntRange(min = 30, max = 37) int height,
            @ForAll @IntRange(min = 31, max = 36) int width) {
        if (Effort.isEmulated() && seed % 8 > 0) {
            return;
        }
        Network network = RandomNetwork.of(seed, 20, 30);
        check(network, seed, batch, height, width, 2);
        check(network, seed, batch, height, width, 3);
    }

    private static void check(Network network, long seed, int batch, int height, int width, int threads) {
        List<String> outputs = RandomNetwork.outputs(network, seed);
        FeatureMap input = Maps.random(batch, height, width, network.inputChannels(), seed);
        StepByStep reference = new StepByStep(network, input);
        for (Kernels kernels : List.of(Kernels.best(), Kernels.scalar())) {
            // Half of the batches run image by image wherever they can.
            Plan plan = new Planner(network.compile(kernels, outputs)).plan(
                    new Shape(batch, height, width, network.inputChannels()),
                    seed % 2 == 0 ? 0 : StepGroups.CACHED_BYTES);
            try (Session session = plan.session(threads)) {
                Maps.fill(session, input);
                for (int run = 1; run <= 2; run++) {
                    session.run();
                    String what = "run " + run + ", " + kernels.name() + ", " + threads
                            + " threads, network seed "
                            + seed + ", input " + plan.inputShape() + ", outputs " + outputs
                            + ", operations\n  "
                            + String.join("\n  ",
                                    network.ops().stream().map(RandomNetworkTest::text).toList());
                    for (String output : outputs) {
                        Bits.assertSame(() -> output + " of " + what, reference.elements(output),
                                Maps.elements(session.output(output)));
                    }
                    Bits.assertSame(() -> "the input after " + what, input.data(),
                            Maps.elements(session.input()));
                }
                assertTrue(session.profile().runs() == 2, "two runs counted");
            }
        }
    }

    private static String text(Op op) {
        String what = switch (op) {
            case Op.Convolution c -> c.inChannels() + "→" + c.outChannels() + " " + c.kernelHeight() + "×"
                    + c.kernelWidth() + " stride " + c.stride() + " padding " + c.paddingHeight() + "×"
                    + c.paddingWidth() + " groups " + c.groups();
            case Op.Activate a -> a.activation().toString();
            case Op.Upsample u -> u.mode().toString();
            case Op.BatchNormalization _,Op.LayerNormalization _,Op.Multiply _,Op.Sum _,Op.Concatenate _ -> "";
            case Op.AveragePool2x2 _,Op.GlobalAverage _,Op.GlobalMax _,Op.AxisMean _,Op.ChannelPool _ -> "";
            case Op.Group _,Op.Ungroup _,Op.Attention _,Op.TokenMixing _ -> "";
        };
        return op.output() + " = " + op.getClass().getSimpleName() + " " + op.inputs() + " " + what;
    }
}
