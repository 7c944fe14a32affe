package dev.ghostlane.bench.attention;

import dev.ghostlane.bench.common.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is known of a block or network at one shape, on so many threads.
///
/// @param forks one for each fork, in their order; empty if it was not measured
/// @param skipped why it was not measured; empty if it was
record Entry(Key key, RunCost cost, List<Times> forks, String skipped) {

    Entry {
        forks = List.copyOf(forks);
    }

    boolean isMeasured() { return !forks.isEmpty(); }

    /// Microseconds: the forks' medians.
    Spread micros() { return Spread.of(forks.stream().map(Times::median).toList()); }

    /// The same in milliseconds.
    Spread millis() { return Spread.of(forks.stream().map(times -> times.median() / 1000).toList()); }

    /// GFLOP/s, two operations for each multiply-add.
    double gigaflops() { return 2e-3 * cost.multiplyAdds() / micros().median(); }

    /// Part of the time for rearrangement; NaN if not known.
    double rearranged() {
        List<Double> shares = forks.stream().map(Times::rearranged).filter(share -> !share.isNaN()).toList();
        return shares.isEmpty() ? Double.NaN : Spread.of(shares).median();
    }

    /// How many times as long as another one it takes, fork by fork.
    Spread over(Entry other) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < Math.min(forks.size(), other.forks.size()); i++) {
            ratios.add(forks.get(i).median() / other.forks.get(i).median());
        }
        return Spread.of(ratios);
    }

    /// The same with another fork's times.
    Entry with(Times times) {
        List<Times> more = new ArrayList<>(forks);
        more.add(times);
        return new Entry(key, cost, more, skipped);
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>(key.toMap());
        map.putAll(cost.toMap());
        if (!skipped.isEmpty()) {
            map.put("skipped", skipped);
        }
        map.put("forks", forks.stream().map(Times::toMap).toList());
        return map;
    }

    static Entry of(Map<?, ?> map) {
        return new Entry(Key.of(map), RunCost.of(map), Json.objects(map, "forks").stream().map(Times::of).toList(),
                map.containsKey("skipped") ? Json.text(map, "skipped") : "");
    }
}
