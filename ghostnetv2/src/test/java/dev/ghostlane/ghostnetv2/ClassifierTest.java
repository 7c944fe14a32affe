package dev.ghostlane.ghostnetv2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.images.ImageDecoder;
import dev.ghostlane.images.ImageException;
import dev.ghostlane.testdata.Shared;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What a user of the classifier sees.
class ClassifierTest {

    private static final GhostNetV2 MODEL = GhostNetV2.bundled();

    private static Path chelsea() { return Shared.repository().resolve("testdata/photos/chelsea.png"); }

    @Test
    void chelseaIsACat() {
        try (Classifier classifier = MODEL.classifier()) {
            assertEquals("cat", classifier.classify(chelsea(), 1).getFirst().label());
            assertEquals(MODEL, classifier.model());
        }
    }

    @Test
    void allClassesTogetherAreCertain() {
        try (Classifier classifier = MODEL.classifier()) {
            List<Classification> all = classifier.classify(chelsea(), Integer.MAX_VALUE);
            int classes = MODEL.configuration().classes();
            assertEquals(classes, all.size());
            double sum = all.stream().mapToDouble(Classification::probability).sum();
            assertEquals(1, sum, classes * 0x1p-23, "each quotient and each partial sum is rounded once");
            Set<Integer> indices = new HashSet<>();
            for (int i = 0; i < classes; i++) {
                Classification one = all.get(i);
                indices.add(one.index());
                assertEquals(MODEL.labels().get(one.index()), one.label());
                assertTrue(one.probability() >= 0 && one.probability() <= 1, one.toString());
                assertTrue(i == 0 || one.probability() <= all.get(i - 1).probability(), "best first: " + all);
            }
            assertEquals(classes, indices.size());
        }
    }

    @Test
    void fewerAnswersAreTheFirstOfMore() {
        try (Classifier classifier = MODEL.classifier()) {
            List<Classification> all = classifier.classify(chelsea(), 10);
            for (int k = 1; k <= 10; k++) {
                assertEquals(all.subList(0, k), classifier.classify(chelsea(), k));
            }
        }
    }

    @Test
    void atLeastOneAnswerMustBeWanted() {
        try (Classifier classifier = MODEL.classifier()) {
            for (int k : new int[]{0, -1, Integer.MIN_VALUE}) {
                String message = assertThrows(IllegalArgumentException.class, () -> classifier.classify(chelsea(), k))
                        .getMessage();
                assertTrue(message.contains("" + k), message);
            }
        }
    }

    @Test
    void equallyProbableClassesComeInTheirOrder() {
        Configuration tiny = Configuration.of(0.1, 6);
        GhostNetV2 model = GhostNetV2
                .of(Dicts.with(Dicts.with(Dicts.zeros(tiny), "input_size", "48"), "labels", "a,b,c,d,e,f"));
        try (Classifier classifier = model.classifier()) {
            List<Classification> best = classifier.classify(chelsea(), 4);
            assertEquals(List.of("a", "b", "c", "d"), best.stream().map(Classification::label).toList());
            assertEquals(1 / 6f, best.getFirst().probability());
        }
    }

    @Test
    void fileImageAndTensorGiveTheSame() {
        float[] input = new float[MODEL.preprocessing().floats()];
        MODEL.preprocessing().apply(ImageDecoder.decode(chelsea()), input, 0);
        float[] before = input.clone();
        try (Classifier one = MODEL.classifier(); Classifier two = MODEL.classifier(2)) {
            List<Classification> fromFile = one.classify(chelsea(), 10);
            assertEquals(fromFile, two.classify(ImageDecoder.decode(chelsea()), 10));
            float[] logits = one.logits(input);
            assertArrayEquals(logits, two.logits(input));
            assertArrayEquals(before, input);
            for (int i = 1; i < fromFile.size(); i++) {
                double ratio = Math.log((double) fromFile.get(0).probability() / fromFile.get(i).probability());
                assertEquals(logits[fromFile.get(0).index()] - logits[fromFile.get(i).index()], ratio, 1e-5,
                        "probabilities are the softmax of the logits");
            }
        }
    }

    @Test
    void wrongInputIsRefusedAndTheClassifierGoesOn() {
        try (Classifier classifier = MODEL.classifier()) {
            List<Classification> before = classifier.classify(chelsea(), 3);
            assertThrows(IllegalArgumentException.class, () -> classifier.logits(new float[5]));
            assertThrows(ImageException.class, () -> classifier.classify(Path.of("nowhere.png"), 3));
            assertThrows(ImageException.class, () -> classifier.classify(Shared.repository().resolve("pom.xml"), 3));
            assertEquals(before, classifier.classify(chelsea(), 3));
        }
    }

    @Test
    void aClosedClassifierAnswersNothingAndCanBeClosedAgain() {
        Classifier classifier = MODEL.classifier(2);
        classifier.close();
        classifier.close();
        assertThrows(IllegalStateException.class, () -> classifier.classify(chelsea(), 1));
        assertThrows(IllegalStateException.class, () -> classifier.logits(new float[MODEL.preprocessing().floats()]));
    }

    @Test
    void theBundledModelSaysWhatItIs() {
        String description = MODEL.description();
        assertTrue(description.contains(MODEL.metadata().get("trained_on")) && description.contains("bundled"),
                description);
        assertThrows(UnsupportedOperationException.class, () -> MODEL.metadata().clear());
        assertThrows(UnsupportedOperationException.class, () -> MODEL.labels().clear());
    }
}
