package dev.ghostlane.ghostnetv2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ghostlane.engine.Session;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a closed classifier or extractor leaves is used by the next one of the same kind, and by one at a time.
class IdleSessionsTest {

    private final GhostNetV2 model = GhostNetV2.bundled();
    private final int side = model.preprocessing().crop();

    private Session take() { return model.idle().take(model.compiled(), 1, side, side); }

    @Test
    void theNextClassifierHasTheSessionOfTheOneBefore() {
        Session first = take();
        model.idle().give(first);
        assertSame(first, take());
        assertNotSame(first, take(), "it is in use");
    }

    @Test
    void aSessionOfAnotherSizeOrOtherOutputsIsAnotherOne() {
        Session first = take();
        model.idle().give(first);
        assertNotSame(first, model.idle().take(model.compiled(), 1, side + 32, side));
        assertNotSame(first, model.idle().take(model.compiled(List.of(Tap.HEAD)), 1, side, side));
        assertSame(first, take());
    }

    @Test
    void closingTwiceGivesASessionBackOnce() {
        Classifier closed = model.classifier();
        closed.close();
        closed.close();
        Session one = take();
        assertNotSame(one, take());
    }

    @Test
    void noMoreAreKeptThanThereAreProcessors() {
        int processors = Runtime.getRuntime().availableProcessors();
        Session[] sessions = new Session[processors + 2];
        for (int i = 0; i < sessions.length; i++) {
            sessions[i] = take();
        }
        for (Session session : sessions) {
            model.idle().give(session);
        }
        int kept = 0;
        for (int i = 0; i < sessions.length; i++) {
            Session next = take();
            for (Session session : sessions) {
                kept += session == next ? 1 : 0;
            }
        }
        assertEquals(processors, kept);
    }

    @Test
    void aClosedClassifierRefusesWorkAndTheOthersAnswersAreAsBefore() {
        float[] image = new float[side * side * 3];
        float[] other = new float[side * side * 3];
        Arrays.fill(other, 1);
        float[] expected;
        try (Classifier kept = model.classifier()) {
            expected = kept.logits(image);
            for (int i = 0; i < 20; i++) {
                Classifier once = model.classifier();
                once.logits(other);
                once.close();
                assertEquals("the classifier is closed",
                        assertThrows(IllegalStateException.class, () -> once.logits(image)).getMessage());
                try (Classifier next = model.classifier()) {
                    assertArrayEquals(expected, next.logits(image));
                }
                assertArrayEquals(expected, kept.logits(image));
            }
        }
    }
}
