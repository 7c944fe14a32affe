package dev.ghostlane.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.engine.steps.StepGroups;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.testdata.Bits;
import dev.ghostlane.testdata.contract.Effort;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Batches that run image by image.
class StepGroupsTest {

    private static final int BATCH = Effort.isEmulated() ? 3 : 5;

    /// Light steps at 56², then one with more weights than pixels.
    static Plan plan(int batch) {
        Layers layers = new Layers(24, 31);
        String a = layers.pointwise("a", Layers.INPUT, 24);
        String b = layers.depthwise("b", a, 3, 3, 1);
        String joined = layers.concatenate("joined", a, b);
        String small = layers.dense("small", joined, 16, 3, 2, 1);
        String pooled = layers.average("pooled", small);
        String end = layers.pointwise("end", pooled, 40);
        return layers.network(end).compile().plan(batch, 56, 56);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void imageByImageGivesTheSameBits(int threads) {
        Plan plan = plan(BATCH);
        assertTrue(plan.groups().get(0).byImage(), () -> plan.groups().toString());
        assertFalse(plan.groups().get(plan.groups().size() - 1).byImage(), () -> plan.groups().toString());
        FeatureMap input = Maps.randomInput(plan, 5);
        try (Session session = plan.session(threads)) {
            for (int run = 0; run < 2; run++) {
                Bits.assertSame(() -> threads + " threads",
                        new StepByStep(plan.compiled().network(), input).elements("end"),
                        Maps.run(session, input, "end"));
            }
            assertTrue(session.profile().entries().stream().allMatch(entry -> entry.nanos() > 0),
                    () -> session.profile().table());
        }
    }

    @Test
    void theGroupsCoverAllStepsInOrder() {
        Plan plan = plan(BATCH);
        int next = 0;
        for (StepGroups.Group group : plan.groups()) {
            assertEquals(next, group.first());
            next = group.last() + 1;
        }
        assertEquals(plan.steps().size(), next);
    }

    @Test
    void whatPassesHasRoomForTheImagesInWork() {
        Plan plan = plan(BATCH);
        int map = 56 * 56 * 24;
        assertTrue(plan.location("a").passing() && !plan.location("pooled").passing(), () -> plan.groups().toString());
        assertTrue(plan.imageFloats() >= 2 * map && plan.imageFloats() < 3 * map, plan.imageFloats() + " floats");
        assertEquals(4L * plan.imageFloats(), plan.sessionBytes(2) - plan.sessionBytes(1));
        assertEquals(plan.sessionBytes(1), plan.sessionBytes(BATCH + 1), "all threads on one image");
    }

    /// Bytes that the caches miss, counted by the definition.
    private static long missed(List<StepGroups.Traffic> steps, StepGroups.Group group, int images, long cached) {
        long missed = 0;
        for (int i = group.first(); i <= group.last(); i++) {
            StepGroups.Traffic step = steps.get(i);
            missed += step.weights() * (group.byImage() ? images : 1);
            if (step.lastRead() > group.last() || !group.byImage()) {
                missed += step.written() > cached && step.lastRead() > i ? step.written() : 0;
            }
            for (StepGroups.Read read : step.reads()) {
                missed += read.writer() < group.first() && read.bytes() > cached ? read.bytes() : 0;
            }
        }
        return missed;
    }

    private static long least(List<StepGroups.Traffic> steps, int first, int images, long cached) {
        long least = first == steps.size() ? 0 : Long.MAX_VALUE;
        for (int last = first; last < steps.size(); last++) {
            least = Math.min(least, missed(steps, new StepGroups.Group(first, last), images, cached)
                    + least(steps, last + 1, images, cached));
        }
        return least;
    }

    @Property(tries = 300)
    void noOtherGroupsMissFewerBytes(@ForAll @LongRange(max = 1_000_000) long seed,
            @ForAll @IntRange(min = 2, max = 9) int images) {
        Random random = new Random(seed);
        int count = 1 + random.nextInt(9);
        List<StepGroups.Traffic> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<StepGroups.Read> reads = new ArrayList<>();
            for (int k = 0; k <= random.nextInt(2); k++) {
                reads.add(new StepGroups.Read(random.nextInt(1000), random.nextInt(i + 1) - 1));
            }
            steps.add(new StepGroups.Traffic(random.nextInt(300), random.nextInt(1000),
                    Math.min(count, i + random.nextInt(3)), reads));
        }
        List<StepGroups.Group> groups = StepGroups.of(steps, images, 400);
        assertEquals(least(steps, 0, images, 400),
                groups.stream().mapToLong(group -> missed(steps, group, images, 400)).sum(), groups::toString);
    }

    @Test
    void aSingleImageHasNothingToGroup() {
        assertTrue(plan(1).groups().stream().noneMatch(StepGroups.Group::byImage));
    }
}
