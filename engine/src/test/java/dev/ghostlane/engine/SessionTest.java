package dev.ghostlane.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.testdata.Bits;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How a session is used, and what it says to wrong use.
class SessionTest {

    private static Plan plan() {
        Layers layers = new Layers(3, 21);
        String a = layers.pointwise("a", Layers.INPUT, 4);
        String b = layers.depthwise("b", a, 3, 3, 1);
        layers.concatenate("joined", a, b);
        return layers.network("joined").compile(Kernels.best(), List.of("b", "joined")).plan(2, 5, 6);
    }

    @Test
    void arraysInAndOutGiveWhatTheMapsHold() {
        Plan plan = plan();
        FeatureMap input = Maps.randomInput(plan, 1);
        StepByStep reference = new StepByStep(plan.compiled().network(), input);
        try (Session session = plan.session()) {
            float[] output = new float[2 * 5 * 6 * 4];
            session.run(input.data(), output);
            Bits.assertSame(() -> "the first output", reference.elements("b"), output);
            Bits.assertSame(() -> "its map", output, Maps.elements(session.output()));
            Bits.assertSame(() -> "the second output", reference.elements("joined"),
                    Maps.elements(session.output("joined")));
            assertEquals(8, session.output("b").pixelStride(), "b is a slice of the joined map");
        }
    }

    @Test
    void wrongLengthsAreRefusedAndChangeNothing() {
        Plan plan = plan();
        int in = plan.inputShape().floats();
        int out = plan.shape("b").floats();
        try (Session session = plan.session()) {
            for (int[] wrong : List.of(new int[]{in - 1, out}, new int[]{in + 1, out}, new int[]{0, out},
                    new int[]{in, out - 1}, new int[]{in, out + 1})) {
                String message = assertThrows(IllegalArgumentException.class,
                        () -> session.run(new float[wrong[0]], new float[wrong[1]])).getMessage();
                int expected = wrong[0] == in ? out : in;
                int found = wrong[0] == in ? wrong[1] : wrong[0];
                assertTrue(message.contains(" " + expected + " ") && message.endsWith(" " + found), message);
            }
            assertEquals(0, session.profile().runs());
            session.run(new float[in], new float[out]);
        }
    }

    @Test
    void onlyOutputsThatWereAskedForCanBeRead() {
        try (Session session = plan().session()) {
            assertThrows(IllegalArgumentException.class, () -> session.output("a"));
            assertThrows(IllegalArgumentException.class, () -> session.output("input"));
        }
    }

    @Test
    void aClosedSessionDoesNotRunAndCanBeClosedAgain() {
        Plan plan = plan();
        for (int threads = 1; threads <= 2; threads++) {
            Session session = plan.session(threads);
            session.run();
            session.close();
            session.close();
            assertThrows(IllegalStateException.class, session::run);
            assertThrows(IllegalStateException.class,
                    () -> session.run(new float[plan.inputShape().floats()],
                            new float[plan.shape("b").floats()]));
            session.close();
        }
    }

    @Test
    void aSessionNeedsAThread() {
        Plan plan = plan();
        assertThrows(IllegalArgumentException.class, () -> plan.session(0));
        assertThrows(IllegalArgumentException.class, () -> plan.session(1025));
        assertThrows(NullPointerException.class, () -> plan.session(null));
    }

    @Test
    void sessionsOfOnePlanDoNotShareMemory() {
        Plan plan = plan();
        FeatureMap one = Maps.randomInput(plan, 1);
        FeatureMap two = Maps.randomInput(plan, 2);
        try (Session first = plan.session(); Session second = plan.session()) {
            float[] result = Maps.run(first, one, "joined");
            Maps.run(second, two, "joined");
            Bits.assertSame(() -> "the first session's output", result,
                    Maps.elements(first.output("joined")));
            Bits.assertSame(() -> "the first session's input", one.data(), Maps.elements(first.input()));
        }
    }
}
