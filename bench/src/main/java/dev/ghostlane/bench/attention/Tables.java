package dev.ghostlane.bench.attention;

import java.util.Locale;
import java.util.Optional;

/// The tables of the report.
record Tables(Results results) {
    /// How the blocks' time grows.
    String growth() {
        HtmlTable table = new HtmlTable("block", "threads", "points", "exponent of the time", "by fork",
                "of the multiply-adds");
        for (int threads = 1; threads <= 2; threads++) {
            for (Growth growth : Growth.all(results, threads)) {
                table.row(growth.block(), "" + threads, "" + growth.time().points(), growth.time().toString(),
                        growth.forks().text(2), number(growth.multiplyAdds(), 2));
            }
        }
        return table.toString();
    }

    /// The networks at the main size of images, or at all others.
    String networks(boolean main) {
        HtmlTable table = new HtmlTable("network", "ms", "times GhostNet", "multiply-adds, times GhostNet’s",
                "M multiply-adds", "image", "threads", "runtime", "re %", "MB memory");
        for (Entry entry : results.entries()) {
            Key key = entry.key();
            if (key.isNetwork() && entry.isMeasured() && main == (key.side() == results.mainSize())) {
                Optional<Entry> base = results.find(key.of(NetworkCase.V1));
                table.row(key.name(), entry.millis().text(2), base.map(one -> entry.over(one).text(2)).orElse(""),
                        base.map(one -> number((double) entry.cost().multiplyAdds() / one.cost().multiplyAdds(), 3))
                                .orElse(""),
                        number(entry.cost().multiplyAdds() / 1e6, 1), key.side() + "²", "" + key.threads(),
                        key.runtime(), share(entry.rearranged()),
                        key.runtime().equals(Key.GHOSTLANE) ? number(entry.cost().memoryBytes() / 1e6, 1) : "");
            }
        }
        return table.toString();
    }

    /// All blocks at all shapes.
    String measurements() {
        HtmlTable table = new HtmlTable("block", "sweep", "channels", "map", "threads", "µs", "re %", "M multiply-adds",
                "GFLOP/s", "peak %", "MB moved", "MB memory");
        for (Entry entry : results.entries()) {
            Key key = entry.key();
            if (!key.isNetwork() && entry.isMeasured()) {
                RunCost cost = entry.cost();
                table.row(key.name(), key.sweep(), "" + key.channels(), key.side() + "²", "" + key.threads(),
                        entry.micros().text(1), share(entry.rearranged()), number(cost.multiplyAdds() / 1e6, 2),
                        number(entry.gigaflops(), 1), share(results.shareOfPeak(entry)),
                        number((cost.mapBytes() + cost.weightBytes()) / 1e6, 2),
                        number(cost.memoryBytes() / 1e6, 2));
            }
        }
        return table.toString();
    }

    /// What was not measured and why; empty if all was.
    String skipped() {
        HtmlTable table = new HtmlTable("what", "why");
        boolean any = false;
        for (Entry entry : results.entries()) {
            if (!entry.isMeasured()) {
                table.row(entry.key().toString(), entry.skipped());
                any = true;
            }
        }
        return any ? table.toString() : "";
    }

    private static String share(double part) { return Double.isNaN(part) ? "" : number(100 * part, 0); }

    private static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
