package dev.ghostlane.ghostnetv2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.testdata.Shared;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Which classes an answer names.
class SelectionTest {

    private static final List<String> LABELS = List.of("crane", "Dog", "cat", "crane", "7", "bird");
    private static final float[] PROBABILITIES = {0.1f, 0.3f, 0.25f, 0.1f, 0.2f, 0.05f};
    private static final Selection ALL = Selection.of(LABELS);

    private static List<Integer> indices(Selection selection) {
        return selection.best(PROBABILITIES).stream().map(Classification::index).toList();
    }

    @Test
    void allClassesComeBestFirstAndEqualOnesInTheirOrder() {
        assertEquals(List.of(1, 2, 4, 0, 3, 5), indices(ALL));
        assertEquals(new Classification(1, "Dog", 0.3f), ALL.best(PROBABILITIES).getFirst());
        assertEquals(List.of(1, 2), indices(ALL.top(2)));
        assertEquals(List.of(1, 2, 4, 0, 3, 5), indices(ALL.top(Integer.MAX_VALUE)));
    }

    @Test
    void manyClassesComeInTheOrderOfASort() {
        Random random = new Random(7);
        for (int count = 1; count < 300; count += 1 + count / 7) {
            float[] probabilities = new float[count];
            for (int i = 0; i < count; i++) {
                probabilities[i] = random.nextInt(20) / 20f;
            }
            List<Integer> sorted = IntStream.range(0, count).boxed()
                    .sorted((a, b) -> Float.compare(probabilities[b], probabilities[a])).toList();
            Selection all = Selection.of(IntStream.range(0, count).mapToObj(i -> "class " + i).toList());
            for (int most : new int[]{1, 2, 5, count}) {
                assertEquals(sorted.subList(0, Math.min(most, count)),
                        all.top(most).best(probabilities).stream().map(Classification::index).toList());
            }
        }
    }

    @Test
    void aThresholdKeepsWhatReachesIt() {
        assertEquals(List.of(1, 2), indices(ALL.above(0.25f)));
        assertEquals(List.of(), indices(ALL.above(1)));
        assertEquals(List.of(1), indices(ALL.above(0.1f).top(1)));
    }

    @Test
    void allowedAndDeniedClassesAreLabelsOrNumbers() {
        assertEquals(List.of(2, 0, 3), indices(ALL.allow(List.of("CRANE", "cat"))));
        assertEquals(List.of(1, 2, 4, 5), indices(ALL.deny(List.of("crane"))));
        assertEquals(List.of(1, 5), indices(ALL.allow(List.of("5", "1"))));
        assertEquals(List.of(4), indices(ALL.allow(List.of("7"))), "a label before a number");
        assertEquals(List.of(2), indices(ALL.deny(List.of("dog")).allow(List.of("dog", "cat"))), "order is free");
        assertEquals(List.of(2), indices(ALL.allow(List.of("dog", "cat")).deny(List.of("dog"))));
        assertEquals(List.of(), indices(ALL.allow(List.of())));
    }

    @Test
    void wrongArgumentsAreNamed() {
        for (String name : new String[]{"horse", "6", "-1", "99999999999", ""}) {
            String message = assertThrows(IllegalArgumentException.class, () -> ALL.allow(List.of(name))).getMessage();
            assertTrue(message.endsWith("found " + name) && message.contains("crane"), message);
            assertThrows(IllegalArgumentException.class, () -> ALL.deny(List.of("cat", name)));
        }
        for (float threshold : new float[]{-0.1f, 1.1f, Float.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> ALL.above(threshold));
        }
        assertThrows(IllegalArgumentException.class, () -> ALL.top(0));
    }

    @Test
    void aClassifierAnswersWhatIsSelectedAndKeepsProbabilities() {
        Path chelsea = Shared.repository().resolve("testdata/photos/chelsea.png");
        GhostNetV2 model = GhostNetV2.bundled();
        try (Classifier classifier = model.classifier()) {
            List<Classification> all = classifier.classify(chelsea, 10);
            assertEquals(all.stream().filter(c -> c.label().equals("dog") || c.label().equals("frog")).toList(),
                    classifier.classify(chelsea, model.selection().allow(List.of("dog", "frog"))));
            assertEquals(all.subList(0, 1), classifier.classify(chelsea, model.selection().above(0.5f)));
            assertThrows(IllegalArgumentException.class, () -> classifier.classify(chelsea, ALL));
        }
    }

    @Test
    void otherLabelsNameTheSameClassesAndAreCarriedAlong() {
        GhostNetV2 model = GhostNetV2.bundled();
        List<String> others = List.of("a", "b", "c, with a comma", "d", "e", "f", "g", "h", "i", "j");
        GhostNetV2 renamed = model.withLabels(others);
        assertEquals(others, renamed.labels());
        assertEquals(others, GhostNetV2.of(renamed.stateDict()).labels());
        assertEquals("cat", model.labels().get(3));
        String message = assertThrows(IllegalArgumentException.class, () -> model.withLabels(others.subList(0, 3)))
                .getMessage();
        assertTrue(message.contains("10") && message.contains("3"), message);
        for (String bad : new String[]{"", " ", "two\nlines"}) {
            assertThrows(IllegalArgumentException.class,
                    () -> model.withLabels(List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", bad)));
        }
        GhostNetV2 single = GhostNetV2.of(Dicts.zeros(Configuration.of(0.1, 1))).withLabels(List.of("one, or none"));
        assertEquals(List.of("one, or none"), GhostNetV2.of(single.stateDict()).labels());
    }
}
