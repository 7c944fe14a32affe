package dev.ghostlane.ghostnetv2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghostlane.images.ImageDecoder;
import dev.ghostlane.images.RgbImage;
import dev.ghostlane.testdata.Shared;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A model is shared by any number of threads, each with a classifier of its own.
class SharingTest {

    private static final int THREADS = 6;

    @Test
    void classifiersOfOneModelGiveTheSameBitsAtTheSameTime() throws Exception {
        GhostNetV2 model = GhostNetV2.bundled();
        RgbImage image = ImageDecoder.decode(Shared.repository().resolve("testdata/photos/chelsea.png"));
        float[] input = new float[model.preprocessing().floats()];
        model.preprocessing().apply(image, input, 0);
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Future<List<String>>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (int i = 0; i < THREADS; i++) {
                int team = i % 2 + 1;
                answers.add(threads.submit(() -> {
                    start.await();
                    List<String> digests = new ArrayList<>();
                    try (Classifier classifier = model.classifier(team)) {
                        for (int run = 0; run < 4; run++) {
                            digests.add(ExpectedBits.digest(classifier.logits(input)));
                            digests.add(classifier.classify(image, 10).toString());
                        }
                    }
                    return digests;
                }));
            }
            HashSet<String> all = new HashSet<>();
            for (Future<List<String>> answer : answers) {
                all.addAll(answer.get(100, TimeUnit.SECONDS));
            }
            assertEquals(2, all.size(), () -> "one digest and one list of classifications, found " + all);
        }
    }
}
