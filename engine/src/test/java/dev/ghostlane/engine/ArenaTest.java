package dev.ghostlane.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.engine.steps.ElementwiseSteps;
import dev.ghostlane.engine.steps.Step;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import dev.ghostlane.testdata.Bits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/// Values share memory only when they cannot disturb each other.
class ArenaTest {

    /// Which value each float of the arena holds, as the steps of a plan run.
    private static final class Owners {
        private final Plan plan;
        private final String[] owners;
        private final List<String> concatenations = new ArrayList<>();

        Owners(Plan plan) {
            this.plan = plan;
            this.owners = new String[plan.arenaFloats()];
        }

        void write(String value) {
            Plan.Location place = plan.location(value);
            for (int pixel = 0; pixel < place.shape().pixels(); pixel++) {
                int begin = place.offset() + pixel * place.pixelStride();
                Arrays.fill(owners, begin, begin + place.shape().channels(), value);
            }
        }

        /// A concatenation leaves in place the parts that are there already.
        void concatenate(Step step) {
            concatenations.add(step.output());
            Plan.Location whole = plan.location(step.output());
            int channel = 0;
            for (String part : step.inputs()) {
                Plan.Location place = plan.location(part);
                for (int pixel = 0; pixel < place.shape().pixels(); pixel++) {
                    int begin = whole.offset() + channel + pixel * whole.pixelStride();
                    if (place.offset() != whole.offset() + channel) {
                        Arrays.fill(owners, begin, begin + place.shape().channels(), step.output());
                    }
                }
                channel += place.shape().channels();
            }
        }

        /// Whether all floats of a value hold it or a part that was written in place.
        void assertIntact(String value, String when) {
            Plan.Location place = plan.location(value);
            for (int pixel = 0; pixel < place.shape().pixels(); pixel++) {
                for (int c = 0; c < place.shape().channels(); c++) {
                    int index = place.offset() + pixel * place.pixelStride() + c;
                    assertTrue(holds(index, value),
                            when + ": float " + index + " of the arena, pixel " + pixel
                                    + " channel " + c + " of " + value + ", holds " + owners[index]);
                }
            }
        }

        private boolean holds(int index, String value) {
            return value.equals(owners[index])
                    || concatenations.contains(value) && step(value).inputs().stream()
                            .anyMatch(part -> inside(index, part) && holds(index, part));
        }

        private boolean inside(int index, String value) {
            Plan.Location place = plan.location(value);
            int channel = (index - place.offset()) % place.pixelStride();
            return index >= place.offset() && channel < place.shape().channels();
        }

        private Step step(String value) {
            return plan.compiled().steps().stream().filter(step -> step.output().equals(value)).findFirst()
                    .orElseThrow();
        }
    }

    @Property(tries = 300)
    void valuesThatAreStillNeededAreNeverOverwritten(@ForAll @LongRange(max = 1_000_000) long seed,
            @ForAll @IntRange(min = 1, max = 2) int batch, @ForAll @IntRange(min = 6, max = 9) int height) {
        Network network = RandomNetwork.of(seed, 1, 20);
        List<String> outputs = RandomNetwork.outputs(network, seed);
        Plan plan = network.compile(Kernels.scalar(), outputs).plan(batch, height, 10);
        String what = "network seed " + seed + ", input " + plan.inputShape() + ", outputs " + outputs;
        Owners owners = new Owners(plan);
        owners.write(network.input());
        for (Step step : plan.compiled().steps()) {
            for (String value : step.inputs()) {
                owners.assertIntact(value, what + ", before computing " + step.output());
            }
            if (step instanceof ElementwiseSteps.Concatenate) {
                owners.concatenate(step);
            } else {
                owners.write(step.output());
            }
            for (String value : step.inputs()) {
                if (!isOverwritten(value, step, plan)) {
                    owners.assertIntact(value, what + ", while computing " + step.output());
                }
            }
            owners.assertIntact(step.output(), what + ", after computing it");
        }
        owners.assertIntact(network.input(), what + ", after the run");
        outputs.forEach(output -> owners.assertIntact(output, what + ", after the run"));
    }

    /// Whether a step works in place on a value.
    private static boolean isOverwritten(String value, Step step, Plan plan) {
        return step.inPlace() && value.equals(step.inputs().getFirst())
                && plan.location(value).equals(plan.location(step.output()));
    }

    @Test
    void elementWiseStepsWorkInPlaceWhereNothingElseReadsTheirInput() {
        Layers layers = new Layers(8, 4);
        String primary = layers.pointwise("primary", Layers.INPUT, 4);
        String ghost = layers.concatenate("ghost", primary, layers.depthwise("cheap", primary, 3, 3, 1));
        String gate = layers.upsample("gate", layers.pool("pool", Layers.INPUT), ghost, UpsampleMode.NEAREST);
        String gated = layers.multiply("gated", ghost, gate);
        Network network = layers.network(layers.sum("sum", gated, Layers.INPUT));
        Plan plan = network.compile().plan(1, 8, 8);
        assertEquals(plan.location(ghost), plan.location(gated));
        assertEquals(plan.location(ghost), plan.location("sum"));
        Plan wanted = network.compile(Kernels.best(), List.of(ghost, "sum")).plan(1, 8, 8);
        assertNotEquals(wanted.location(ghost), wanted.location(gated), "a wanted value is not overwritten");
        assertEquals(wanted.location(gated), wanted.location("sum"));
    }

    private static Network chain() {
        Layers layers = new Layers(8, 2);
        String value = Layers.INPUT;
        for (int i = 0; i < 12; i++) {
            value = layers.activate("relu " + i, layers.pointwise("conv " + i, value, 8), Activation.RELU);
        }
        return layers.network(value);
    }

    @Test
    void aChainNeedsTheInputAndTwoMapsHoweverLongItIs() {
        Network network = chain();
        Plan some = network.compile().plan(1, 32, 32);
        Plan all = network.compile(Kernels.best(), network.values().subList(1, 25)).plan(1, 32, 32);
        int map = 32 * 32 * 8;
        assertTrue(some.arenaFloats() < 3 * map + 64,
                "three maps and alignment, found " + some.arenaFloats());
        assertTrue(all.arenaFloats() >= 25 * map, "all outputs apart, found " + all.arenaFloats());
    }

    @Test
    void resultsStayUntilTheNextRunAndTheInputStaysForEver() {
        Network network = chain();
        Plan plan = network.compile().plan(2, 5, 7);
        FeatureMap first = Maps.randomInput(plan, 1);
        FeatureMap second = Maps.randomInput(plan, 2);
        try (Session session = plan.session()) {
            float[] result = Maps.run(session, first, network.output());
            for (int run = 0; run < 5; run++) {
                session.run();
                Bits.assertSame(() -> "a repeated run", result, Maps.elements(session.output()));
                Bits.assertSame(() -> "the input after a run", first.data(), Maps.elements(session.input()));
            }
            FeatureMap output = session.output();
            Maps.fill(session, second);
            Bits.assertSame(() -> "the output after the next input was written", result,
                    Maps.elements(output));
            session.run();
            Bits.assertSame(() -> "the second result",
                    new StepByStep(network, second).elements(network.output()),
                    Maps.elements(output));
        }
    }

    @Test
    void everyMapStartsOnACacheLineIfTheArrayDoes() {
        Network network = RandomNetwork.of(3, 1, 20);
        Plan plan = network.compile(Kernels.best(), List.of(network.output())).plan(1, 9, 11);
        for (String value : plan.compiled().steps().stream().map(Step::output).toList()) {
            Plan.Location place = plan.location(value);
            if (place.pixelStride() == place.shape().channels()) {
                assertEquals(12, place.offset() % 16, value + " at " + place.offset());
            }
        }
    }
}
