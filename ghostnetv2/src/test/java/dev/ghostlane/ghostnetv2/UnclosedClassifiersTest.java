package dev.ghostlane.ghostnetv2;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.ghostnetv2.network.Variant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Classifiers with threads of their own that nobody closes do not pile up threads.
@Timeout(120)
class UnclosedClassifiersTest {

    private static final int CLASSIFIERS = 2000;

    /// Threads that may be left after a collection.
    private static final int MOST = 50;

    private static Set<Thread> workers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("ghostlane-worker")).collect(Collectors.toSet());
    }

    @Test
    void twoThousandLeaveNoThreads() throws InterruptedException {
        // As narrow as the network can be, and for the smallest input: what is tested are threads, not runs.
        GhostNetV2 model = GhostNetV2.of(GhostNetV2.random(Configuration.of(Variant.GHOSTNETV2, 0.1, 10), 3).stateDict()
                .with(Map.of("input_size", "33")));
        float[] input = new float[model.preprocessing().floats()];
        int most = 0;
        for (int i = 0; i < CLASSIFIERS; i++) {
            model.classifier(2).logits(input);
            most = i % 100 == 99 ? Math.max(most, workers().size()) : most;
        }
        assertTrue(most > MOST, "no more than " + most + " threads at once: nothing was left open");
        int left = most;
        // Threads end a moment after the collection that finds them unreachable.
        for (int attempt = 0; attempt < 200 && left > MOST; attempt++) {
            System.gc();
            Thread.sleep(20);
            left = workers().size();
        }
        System.out.println(CLASSIFIERS + " classifiers with 2 threads: " + most + " threads at most, " + left
                + " after a collection");
        assertTrue(left <= MOST, left + " threads of " + CLASSIFIERS + " classifiers are left");
    }
}
