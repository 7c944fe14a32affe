package dev.ghostlane.bench.peers;

import dev.ghostlane.bench.peers.Row.Better;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// The lines of the comparison.
final class Rows {
    private static final double PERCENT = 100;

    private Rows() {}

    /// What needs no measurement.
    ///
    /// @param programs where the sources are
    static List<Row> installed(Map<Peer, Installation> peers, Path programs) throws IOException {
        Map<Peer, Double> lines = new EnumMap<>(Peer.class);
        Map<Peer, Double> weights = new EnumMap<>(Peer.class);
        for (Installation one : peers.values()) {
            lines.put(one.peer(), (double) SourceLines.of(one.peer().sources().stream().map(programs::resolve)
                    .toList()));
            weights.put(one.peer(), Measurement.megabytes(Files.size(one.weights())));
        }
        Map<Peer, Double> bytes = values(peers, one -> Measurement.megabytes(one.bytes()));
        bytes.values().removeIf(value -> value < 0);
        Map<Peer, String> versions = new EnumMap<>(Peer.class);
        peers.forEach((peer, one) -> versions.put(peer, one.version()));
        return List.of(Row.of("version", "version", versions),
                Row.of("lines", "lines of code", Better.LESS, "%.0f", lines),
                Row.of("dependencies", "jars, or packages of Python", Better.LESS, "%.0f",
                        values(peers, Installation::dependencies)),
                Row.of("mb", "their size, MB", Better.LESS, "%.1f", bytes),
                Row.of("weights_mb", "weights, MB", Better.LESS, "%.1f", weights));
    }

    /// What was measured.
    static List<Row> measured(Measurement found, List<Photos> photos, int cores) {
        List<Row> rows = new ArrayList<>();
        rows.add(Row.of("unpacked_mb", "first start: unpacked, MB", Better.LESS, "%.1f",
                found.medians("unpacked_mb")));
        rows.add(Row.of("first_ever_s", "first start: answer, s", Better.LESS, "%.2f", found.medians("first_ever_s")));
        rows.add(Row.of("first_s", "other starts: answer, s", Better.LESS, "%.2f",
                found.medians("first_s")));
        rows.add(Row.of("first_mb", "other starts: memory, MB", Better.LESS, "%.0f", found.medians("first_mb")));
        photos.forEach(set -> rows.add(Row.of("ms_" + set.size(), set + ", one thread, ms a photo", Better.LESS,
                "%.1f", found.medians("ms_" + set.size()))));
        photos.forEach(set -> rows.add(Row.of("rate_" + set.size(), set + ", " + cores + " cores, photos a second",
                Better.MORE, "%.1f", found.medians("rate_" + set.size()))));
        rows.add(Row.of("all_mb", "memory on " + cores + " cores, MB", Better.LESS, "%.0f", found.greatest("all_mb")));
        return rows;
    }

    /// How far peers agree, with Python and with themselves.
    static List<Row> agreement(Measurement found, int photos) {
        List<Row> rows = new ArrayList<>();
        Agreement reference = found.agreements().get(Peer.REFERENCE);
        if (reference != null) {
            Map<Peer, Agreement> others = new EnumMap<>(found.agreements());
            others.remove(Peer.REFERENCE);
            Map<Peer, long[]> differences = mapped(others, one -> one.pixelDifferences(reference));
            rows.add(withReference(Row.of("same_pixels", "pixels: colours as Python's, %", Better.MORE, "%.1f",
                    values(differences, counts -> PERCENT * counts[0] / Arrays.stream(counts).sum()))));
            rows.add(withReference(Row.of("pixel_difference", "pixels: average difference, of 255", Better.LESS, "%.2f",
                    values(differences, counts -> (double) IntStream.range(0, counts.length)
                            .mapToLong(i -> i * counts[i]).sum() / Arrays.stream(counts).sum()))));
            rows.add(withReference(Row.of("largest_pixel_difference", "pixels: largest difference", Better.LESS, "%.0f",
                    values(differences, counts -> IntStream.range(0, counts.length).filter(i -> counts[i] > 0).max()
                            .orElseThrow()))));
            rows.add(withReference(Row.of("same_label", "labels: best as Python's, of " + photos + " photos",
                    Better.MORE, "%.0f", values(others, one -> one.sameLabels(reference, 1)))));
            rows.add(withReference(Row.of("same_labels", "labels: five best as Python's", Better.MORE, "%.0f",
                    values(others, one -> one.sameLabels(reference, 5)))));
            rows.add(withReference(Row.of("logit_difference", String.format(Locale.ROOT,
                    "logits: largest difference, of %.1f", reference.range()), Better.LESS, "%.2f",
                    values(others, one -> Agreement.difference(one.logits(), reference.logits())))));
            Map<Peer, List<float[]>> logits = new EnumMap<>(found.logitsOfReference());
            logits.remove(Peer.REFERENCE);
            rows.add(withReference(
                    Row.of("logit_rounding", "logits: largest difference, same pixels", Better.NEITHER, "%.2g",
                            values(logits, one -> Agreement.difference(one, reference.logits())))));
        }
        rows.add(Row.of("same_twice", "same bits: two processes", words(found.sameTwice())));
        rows.add(Row.of("same_threads", "same bits: one and two threads", words(found.sameOnTwoThreads())));
        return rows;
    }

    private static Row withReference(Row row) {
        Map<Peer, String> texts = new EnumMap<>(Peer.class);
        texts.putAll(row.texts());
        texts.put(Peer.REFERENCE, "reference");
        return new Row(row.key(), row.title(), row.better(), row.values(), texts);
    }

    private static <T> Map<Peer, Double> values(Map<Peer, T> peers, ToDoubleFunction<T> value) {
        return mapped(peers, value::applyAsDouble);
    }

    private static Map<Peer, String> words(Map<Peer, Boolean> peers) {
        return mapped(peers, same -> same ? "yes" : "no");
    }

    private static <T, R> Map<Peer, R> mapped(Map<Peer, T> peers, Function<T, R> value) {
        Map<Peer, R> values = new EnumMap<>(Peer.class);
        peers.forEach((peer, one) -> values.put(peer, value.apply(one)));
        return values;
    }
}
