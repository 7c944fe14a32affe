package dev.ghostlane.engine.steps;

import dev.ghostlane.kernels.tensor.FeatureMap;
import org.junit.jupiter.api.Test;

/// Rows next to a thread's part lie inside the map, whatever its height.
class NeighbourRowsTest {

    @Test
    void readsStayInsideTheArray() {
        for (int height : new int[]{1, 2, 3, 7, 50_000, 70_001}) {
            FeatureMap input = FeatureMap.allocate(1, height, 1, 4);
            FeatureMap half = FeatureMap.allocate(1, (height + 1) / 2, 1, 4);
            for (int threads = 2; threads <= 8; threads++) {
                for (int thread = 0; thread < threads; thread++) {
                    fetch(input, FeatureMap.allocate(1, height, 1, 4), thread, threads);
                    fetch(input, half, thread, threads);
                }
            }
        }
    }

    private static void fetch(FeatureMap input, FeatureMap output, int thread, int threads) {
        int begin = (int) ((long) output.height() * thread / threads);
        int end = (int) ((long) output.height() * (thread + 1) / threads);
        if (begin < end) {
            new NeighbourRows(input, output, 5).fetch(begin, end);
        }
    }
}
