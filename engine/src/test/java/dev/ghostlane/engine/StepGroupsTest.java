package dev.ghostlane.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.engine.steps.StepGroups;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.testdata.Bits;
import dev.ghostlane.testdata.contract.Effort;
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
    void aSingleImageHasNothingToGroup() {
        assertTrue(plan(1).groups().stream().noneMatch(StepGroups.Group::byImage));
    }
}
