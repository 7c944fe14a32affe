package dev.ghostlane.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.engine.steps.ElementwiseSteps;
import dev.ghostlane.engine.steps.PlannedStep;
import dev.ghostlane.engine.steps.Step;
import dev.ghostlane.engine.steps.StepGroups;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.Shape;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import dev.ghostlane.testdata.Bits;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/// Values share memory only when they cannot disturb each other.
class ArenaTest {

    /// Which value of which image each float of the arena holds, as the steps of a plan run.
    private static final class Owners {
        private final Plan plan;
        private final String[] owners;
        private final float[] arena;

        Owners(Plan plan) {
            this.plan = plan;
            this.owners = new String[plan.arenaFloats()];
            this.arena = new float[plan.arenaFloats()];
        }

        private static String name(String value, int image) { return value + " of image " + image; }

        private FeatureMap map(String value, int image) { return plan.location(value).image(arena, image, 0); }

        void write(String value, int image) {
            FeatureMap map = map(value, image);
            for (int pixel = 0; pixel < map.pixels(); pixel++) {
                int begin = map.index(0, pixel);
                Arrays.fill(owners, begin, begin + map.channels(), name(value, image));
            }
        }

        /// A concatenation leaves in place the parts that are there already.
        void concatenate(Step step, int image) {
            FeatureMap whole = map(step.output(), image);
            int channel = 0;
            for (String part : step.inputs()) {
                FeatureMap map = map(part, image);
                for (int pixel = 0; pixel < map.pixels(); pixel++) {
                    int begin = whole.index(0, pixel) + channel;
                    if (map.offset() != whole.offset() + channel) {
                        Arrays.fill(owners, begin, begin + map.channels(), name(step.output(), image));
                    }
                }
                channel += map.channels();
            }
        }

        /// Whether all floats of a value hold it or a part that was written in place.
        void assertIntact(String value, int image, String when) {
            FeatureMap map = map(value, image);
            for (int pixel = 0; pixel < map.pixels(); pixel++) {
                for (int c = 0; c < map.channels(); c++) {
                    int index = map.index(0, pixel) + c;
                    assertTrue(holds(index, value, image),
                            when + ": float " + index + " of the arena, pixel " + pixel
                                    + " channel " + c + " of " + name(value, image) + ", holds " + owners[index]);
                }
            }
        }

        private boolean holds(int index, String value, int image) {
            return name(value, image).equals(owners[index])
                    || step(value) instanceof ElementwiseSteps.Concatenate joined && joined.inputs().stream()
                            .anyMatch(part -> inside(index, part, image) && holds(index, part, image));
        }

        private boolean inside(int index, String value, int image) {
            FeatureMap map = map(value, image);
            int channel = (index - map.offset()) % map.pixelStride();
            return index >= map.offset() && channel < map.channels();
        }

        private Step step(String value) {
            return plan.compiled().steps().stream().filter(step -> step.output().equals(value)).findFirst()
                    .orElse(null);
        }
    }

    @Property(tries = 300)
    void valuesThatAreStillNeededAreNeverOverwritten(@ForAll @LongRange(max = 1_000_000) long seed,
            @ForAll @IntRange(min = 1, max = 3) int batch, @ForAll @IntRange(min = 6, max = 9) int height,
            @ForAll @LongRange(max = 4_000) long cachedBytes) {
        Network network = RandomNetwork.of(seed, 1, 20);
        List<String> outputs = RandomNetwork.outputs(network, seed);
        Plan plan = new Planner(network.compile(Kernels.scalar(), outputs))
                .plan(new Shape(batch, height, 10, network.inputChannels()), cachedBytes);
        String what = "network seed " + seed + ", input " + plan.inputShape() + ", outputs " + outputs + ", groups "
                + plan.groups();
        Owners owners = new Owners(plan);
        for (int image = 0; image < batch; image++) {
            owners.write(network.input(), image);
        }
        for (StepGroups.Group group : plan.groups()) {
            for (int image = 0; image < batch && group.byImage(); image++) {
                for (PlannedStep planned : plan.steps().subList(group.first(), group.last() + 1)) {
                    run(planned.step(), image, owners, plan, what);
                }
            }
            for (int image = 0; image < batch && !group.byImage(); image++) {
                run(plan.steps().get(group.first()).step(), image, owners, plan, what);
            }
        }
        for (int image = 0; image < batch; image++) {
            owners.assertIntact(network.input(), image, what + ", after the run");
            for (String output : outputs) {
                owners.assertIntact(output, image, what + ", after the run");
            }
        }
    }

    private static void run(Step step, int image, Owners owners, Plan plan, String what) {
        for (String value : step.inputs()) {
            owners.assertIntact(value, image, what + ", before computing " + step.output());
        }
        if (step instanceof ElementwiseSteps.Concatenate) {
            owners.concatenate(step, image);
        } else {
            owners.write(step.output(), image);
        }
        for (String value : step.inputs()) {
            if (!isOverwritten(value, step, plan)) {
                owners.assertIntact(value, image, what + ", while computing " + step.output());
            }
        }
        owners.assertIntact(step.output(), image, what + ", after computing it");
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
