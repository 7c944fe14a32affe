package dev.ghostlane.bench.peers;

import dev.ghostlane.bench.common.Json;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// A line of the comparison.
///
/// @param key for JSON
/// @param title for people, with the unit
/// @param better which values are
/// @param values of the peers that have one; empty if the row is texts
/// @param texts of the peers
record Row(String key, String title, Better better, Map<Peer, Double> values, Map<Peer, String> texts) {

    /// Which of two values is better.
    enum Better {
        LESS, MORE, NEITHER
    }

    /// What it takes to be better than another one's value, as a share of it: less is noise.
    private static final double NOTICEABLE = 0.03;

    /// A row of texts.
    static Row of(String key, String title, Map<Peer, String> texts) {
        return new Row(key, title, Better.NEITHER, Map.of(), texts);
    }

    /// A row of numbers.
    ///
    /// @param format as for [String#format(String, Object...)]
    static Row of(String key, String title, Better better, String format, Map<Peer, Double> values) {
        Map<Peer, String> texts = new EnumMap<>(Peer.class);
        values.forEach((peer, value) -> texts.put(peer, String.format(Locale.ROOT, format, value)));
        return new Row(key, title, better, values, texts);
    }

    /// The peers whose value no other's is noticeably better than; none if that says nothing.
    Set<Peer> best() {
        Set<Peer> best = new TreeSet<>();
        if (better != Better.NEITHER && values.size() > 1) {
            values.keySet().stream().filter(peer -> values.keySet().stream().noneMatch(other -> beats(other, peer)))
                    .forEach(best::add);
        }
        return best.size() == values.size() ? Set.of() : best;
    }

    /// Whether one peer's value is noticeably better than another's.
    boolean beats(Peer one, Peer other) {
        if (better == Better.NEITHER || !values.containsKey(one) || !values.containsKey(other)
                || texts.get(one).equals(texts.get(other))) {
            return false;
        }
        double low = better == Better.LESS ? values.get(one) : values.get(other);
        double high = better == Better.LESS ? values.get(other) : values.get(one);
        return low < high * (1 - NOTICEABLE);
    }

    /// For JSON.
    Map<String, Object> toMap() {
        Map<String, Object> all = new LinkedHashMap<>();
        texts.forEach((peer, text) -> all.put(peer.key(), values.containsKey(peer) ? values.get(peer) : text));
        return Json.map("row", key, "title", title, "better", better.name().toLowerCase(Locale.ROOT), "peers", all);
    }
}
