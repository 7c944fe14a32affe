package dev.ghostlane.engine.steps;

import dev.ghostlane.kernels.tensor.FeatureMap;
import org.junit.jupiter.api.Test;

/// Rows next to a thread's part lie inside the map, whatever its height.
class NeighbourRowsTest {

    @Test
    void readsStayInsideTheArray() {
        for (int height : new int[]{1, 2, 3, 7, 50_000, 70_001}) {
            FeatureMap input = FeatureMap.allocate(1, height, 1, 4);
            FeatureMap joined = FeatureMap.allocate(1, height, 3, 8).slice(4, 4);
            for (int threads = 1; threads <= 8; threads++) {
                for (int thread = 0; thread < threads; thread++) {
                    fetch(input, height, 1, thread, threads);
                    fetch(joined, height, 1, thread, threads);
                    fetch(input, (height + 1) / 2, 2, thread, threads);
                    new NeighbourRows(input, threads).fetch(thread, 0, height);
                }
            }
        }
    }

    private static void fetch(FeatureMap input, int outputHeight, int stride, int thread, int threads) {
        int begin = (int) ((long) outputHeight * thread / threads);
        int end = (int) ((long) outputHeight * (thread + 1) / threads);
        if (begin < end) {
            new NeighbourRows(input, threads).fetchUnder(thread, begin, end, outputHeight, stride, 2, 5);
        }
    }
}
