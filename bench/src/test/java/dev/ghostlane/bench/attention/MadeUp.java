package dev.ghostlane.bench.attention;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/// Results that nobody measured, whose verdicts are known.
final class MadeUp {
    private final List<Entry> entries = new ArrayList<>();

    /// A block at all resolutions, on one and two threads.
    ///
    /// @param micros time for a number of pixels
    MadeUp growing(String block, DoubleUnaryOperator micros) {
        for (int threads = 1; threads <= 2; threads++) {
            for (int side : new int[]{7, 14, 28, 56, 112}) {
                double time = micros.applyAsDouble(side * side);
                add(new Key("resolution", block, 64, side, threads, Key.GHOSTLANE), side * side, 0, time, 1.02 * time);
            }
        }
        return this;
    }

    /// A block at the network's pairs of channels and resolution.
    MadeUp pairs(String block, double rearranged, double... micros) {
        int[][] pairs = {{72, 56}, {120, 28}, {480, 14}, {960, 7}};
        for (int i = 0; i < pairs.length; i++) {
            add(new Key("network", block, pairs[i][0], pairs[i][1], 1, Key.GHOSTLANE), 1000, rearranged, micros[i],
                    1.1 * micros[i]);
        }
        return this;
    }

    /// A network at 224×224 in all settings.
    MadeUp network(String name, long multiplyAdds, double rearranged, double ghostlane, double onnx) {
        for (int threads = 1; threads <= 2; threads++) {
            add(new Key(Key.NETWORK, name, 3, 224, threads, Key.GHOSTLANE), multiplyAdds, rearranged, ghostlane,
                    ghostlane);
            add(new Key(Key.NETWORK, name, 3, 224, threads, Key.ONNX), multiplyAdds, Double.NaN, onnx, onnx);
        }
        return this;
    }

    MadeUp add(Key key, long multiplyAdds, double rearranged, double... micros) {
        List<Times> forks = new ArrayList<>();
        for (double time : micros) {
            forks.add(new Times(time, time, 10, rearranged));
        }
        entries.add(new Entry(key, new RunCost(multiplyAdds, 8, 4, 16), forks, ""));
        return this;
    }

    MadeUp skipped(Key key, String why) {
        entries.add(new Entry(key, RunCost.UNKNOWN, List.of(), why));
        return this;
    }

    Results results() {
        return new Results(Map.of("cpu", "made <up> & \"quoted\""), 224, List.of(100.0, 110.0), entries);
    }

    /// The world as the paper sees it.
    static MadeUp asThePaperSays() {
        return new MadeUp().growing(Claims.SELF, n -> 1e-4 * n * n).growing(Claims.FULL_FC_SHARED, n -> 1e-4 * n * n)
                .growing(Claims.WINDOW, n -> 0.1 * n).growing(Claims.STRIPS, n -> 0.01 * n)
                .pairs(Claims.SELF, 0.01, 900, 300, 200, 100).pairs(Claims.FULL_FC_SHARED, 0, 800, 200, 150, 80)
                .pairs(Claims.FULL_FC, 0, 9000, 3000, 2000, 900)
                .pairs(Claims.DECOUPLED, 0, 80, 40, 30, 20)
                .pairs(Claims.DECOUPLED_SHARED, 0, 60, 30, 20, 10).pairs(Claims.STRIPS, 0, 20, 10, 8, 6)
                .pairs(Claims.DFC, 0, 22, 12, 9, 7).network(NetworkCase.V1, 141_000_000, 0, 3000, 6000)
                .network(NetworkCase.LOCAL, 170_000_000, 0.4, 6000, 12_500)
                .network(NetworkCase.V2, 167_000_000, 0, 3300, 6700);
    }
}
