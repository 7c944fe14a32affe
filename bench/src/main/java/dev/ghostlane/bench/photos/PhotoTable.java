package dev.ghostlane.bench.photos;

import java.util.Locale;
import java.util.stream.Stream;

/// What was found, as text.
final class PhotoTable {
    private static final String ROW = "  %-42s %9s %9s %9s %12s %9s%n";

    private PhotoTable() {}

    /// The table of a set.
    static String of(PhotoResult result) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%s, %d files: %s%n", result.photos(), result.photos().files().size(),
                result.check()));
        text.append(row("milliseconds; photos a second", "median", "least", "ratio",
                result.threads() + (result.threads() == 1 ? " thread" : " threads"), "ratio"));
        for (Way way : Way.values()) {
            if (!way.isPart() && (result.one().containsKey(way) || result.all().containsKey(way))) {
                text.append(line(result, way));
            }
        }
        if (result.one().containsKey(Way.HUFFMAN)) {
            text.append(parts(result));
        }
        if (result.all().containsKey(Way.ONNX)) {
            text.append(wholes(result));
        }
        return text.append(System.lineSeparator()).toString();
    }

    private static String row(Object... columns) { return String.format(Locale.ROOT, ROW, columns); }

    private static String line(PhotoResult result, Way way) {
        Way ours = way.isNetwork() ? Way.NETWORK : Way.GHOSTLANE;
        Figures one = result.one().get(way);
        Figures all = result.all().get(way);
        return row(way.toString(), one == null ? "" : millis(one.median()), one == null ? "" : millis(one.least()),
                one == null || !result.one().containsKey(ours)
                        ? ""
                        : ratio(one.median() / result.one().get(ours).median()),
                all == null ? "" : rate(result.rate(way, null)),
                all == null || !result.all().containsKey(ours)
                        ? ""
                        : ratio(all.median() / result.all().get(ours).median()));
    }

    private static String parts(PhotoResult result) {
        StringBuilder text = new StringBuilder("  Ghostlane's parts, ms (ns a pixel):");
        for (Way way : Way.values()) {
            if (way.isPart()) {
                double part = result.part(way);
                text.append(String.format(Locale.ROOT, " %s %.2f (%.2f)%s", way, part, 1e6 * part
                        / result.photos().pixels(), way == Way.VERTICAL ? "" : ","));
            }
        }
        return text.append(System.lineSeparator()).toString();
    }

    /// Photo to logits: the sums of both.
    private static String wholes(PhotoResult result) {
        StringBuilder text = new StringBuilder();
        double ours = result.rate(Way.GHOSTLANE, Way.NETWORK);
        text.append(row("photo to logits, photos a second: Ghostlane", "", "", "", rate(ours), ""));
        Stream.of(Way.IMAGE_IO, Way.PILLOW, Way.TORCHVISION).filter(way -> result.all().containsKey(way))
                .forEach(way -> {
                    double theirs = result.rate(way, result.bestOnnx());
                    text.append(row("  " + way + ", ONNX Runtime", "", "", "", rate(theirs), ratio(ours / theirs)));
                });
        return text.toString();
    }

    private static String millis(double value) { return String.format(Locale.ROOT, "%.2f", value); }

    private static String rate(double value) { return String.format(Locale.ROOT, "%.1f", value); }

    private static String ratio(double value) { return String.format(Locale.ROOT, "%.2f", value); }
}
