package dev.ghostlane.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.kernels.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A profile counts runs, work and time.
class ProfileTest {

    private final Layers layers = new Layers(3, 9);

    private Plan plan() {
        layers.dense("dense", Layers.INPUT, 8, 3, 2, 1);
        layers.depthwise("depthwise", "dense", 5, 5, 2);
        layers.depthwise("strip", "depthwise", 1, 7, 1);
        layers.pointwise("pointwise", "strip", 20);
        layers.average("average", "pointwise");
        layers.pointwise("classifier", "average", 10);
        return layers.network("classifier").compile().plan(2, 33, 40);
    }

    @Test
    void multiplyAddsAreThoseOfTheFormula() {
        Plan plan = plan();
        long dense = 2L * 17 * 20 * 8 * 27;
        long depthwise = 2L * 9 * 10 * 8 * 25;
        long strip = 2L * 9 * 10 * 8 * 7;
        long pointwise = 2L * 9 * 10 * 20 * 8;
        long classifier = 2L * 10 * 20;
        assertEquals(dense + depthwise + strip + pointwise + classifier, plan.multiplyAdds());
        try (Session session = plan.session()) {
            Profile profile = session.profile();
            assertEquals(List.of(dense, depthwise, strip, pointwise, 0L, 0L, classifier),
                    profile.entries().stream().map(Profile.Entry::multiplyAdds).toList());
            assertEquals(plan.multiplyAdds(), profile.multiplyAdds());
            assertEquals("2×17×20×8", profile.entries().getFirst().output().toString());
        }
    }

    /// Weights are packed for the lanes, so there may be more of them than the formula has.
    @Test
    void bytesAreThoseOfMapsAndWeights() {
        try (Session session = plan().session()) {
            Profile.Entry depthwise = session.profile().entries().get(1);
            assertEquals(4L * 2 * (17 * 20 * 8 + 9 * 10 * 8), depthwise.mapBytes());
            assertEquals(4L * 8 * (25 + 1), depthwise.weightBytes());
            Profile.Entry classifier = session.profile().entries().getLast();
            assertEquals(4L * 2 * (20 + 10), classifier.mapBytes());
            assertTrue(classifier.weightBytes() >= 4L * 10 * (20 + 1), classifier.toString());
            assertEquals(0, session.profile().entries().get(4).weightBytes(), "an average has no weights");
        }
    }

    @Test
    void runsAndTimeAreCountedUntilTheReset() {
        try (Session session = plan().session()) {
            assertEquals(0, session.profile().runs());
            assertEquals(0, session.profile().nanos());
            long start = System.nanoTime();
            for (int run = 0; run < 7; run++) {
                session.run();
            }
            long most = System.nanoTime() - start;
            Profile profile = session.profile();
            assertEquals(7, profile.runs());
            assertTrue(profile.nanos() > 0 && profile.nanos() <= most,
                    profile.nanos() + " ns counted, " + most + " ns measured around the runs");
            profile.entries().forEach(entry -> assertTrue(entry.nanos() >= 0, entry.toString()));
            session.resetProfile();
            assertEquals(0, session.profile().runs());
            assertEquals(0, session.profile().nanos());
            assertEquals(7, profile.runs(), "a profile is a copy");
        }
    }

    @Test
    void gigaflopsAreTwoForEachMultiplyAdd() {
        Profile.Entry entry = new Profile.Entry("a", "pointwise", false, new Shape(1, 1, 1, 1), 5_000_000,
                0, 0, 2_000_000);
        assertEquals(20, entry.gigaflops(4));
        assertEquals(0, new Profile.Entry("a", "add", false, new Shape(1, 1, 1, 1), 0, 0, 0, 0).gigaflops(0));
    }

    @Test
    void theTableHasALineForEachStepAndATotal() {
        Shape shape = new Shape(1, 2, 3, 4);
        Profile profile = new Profile(10,
                List.of(new Profile.Entry("first", "pointwise", false, shape, 3_000_000, 0, 0, 6_000_000),
                        new Profile.Entry("second", "add", false, shape, 0, 0, 0, 2_000_000)));
        List<List<String>> lines = profile.table().lines().map(line -> List.of(line.strip().split(" +")))
                .toList();
        assertEquals(List.of(
                List.of("step", "kind", "output", "µs", "%", "M", "madds", "GFLOP/s"),
                List.of("first", "pointwise", "1×2×3×4", "600.0", "75.0", "3.000", "10.0"),
                List.of("second", "add", "1×2×3×4", "200.0", "25.0", "0.000"),
                List.of("total", "800.0", "100.0", "3.000", "7.5")), lines);
    }

    @Test
    void aProfileWithoutRunsPrints() {
        try (Session session = plan().session()) {
            assertEquals(9, session.profile().table().lines().count());
        }
    }
}
