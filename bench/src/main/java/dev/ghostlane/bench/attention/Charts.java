package dev.ghostlane.bench.attention;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// The charts of the report.
record Charts(Results results) {

    /// The blocks of the main chart; the others have one of their own.
    static final List<String> MAIN = List.of(Claims.SELF, Claims.FULL_FC_SHARED, Claims.MOBILEVIT, Claims.WINDOW,
            Claims.DECOUPLED, Claims.STRIPS, Claims.DFC);

    private static final String RESOLUTION = "resolution";

    /// Time over pixels, of the main blocks, on one thread.
    Plot main() { return resolution("Time over the number of pixels, one thread", MAIN, 1); }

    /// The same of the other blocks.
    Optional<Plot> others() {
        List<String> others = results.blocks().stream().filter(block -> !MAIN.contains(block)).toList();
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(resolution("The other blocks, one thread", others, 1));
    }

    /// Time over pixels on two threads.
    Plot twoThreads() { return resolution("Time over the number of pixels, two threads", MAIN, 2); }

    private Plot resolution(String title, List<String> blocks, int threads) {
        return new Plot(title, "pixels of the map", "µs a run",
                series(blocks, RESOLUTION, threads, entry -> entry.key().pixels(), true), sides(), Charts::side);
    }

    /// Time over channels.
    Plot channels() {
        List<Double> ticks = results.entries().stream().filter(entry -> entry.key().sweep().equals("channels"))
                .map(entry -> (double) entry.key().channels()).distinct().toList();
        return new Plot("Time over channels, one thread", "channels of the map", "µs a run",
                series(MAIN, "channels", 1, entry -> entry.key().channels(), true), ticks, Plot::power);
    }

    /// Time over multiply-adds, at the network's own pairs of channels and resolution.
    Plot multiplyAdds() {
        return new Plot("Time over multiply-adds, one thread", "millions of multiply-adds", "µs a run",
                series(MAIN, "network", 1, entry -> entry.cost().multiplyAdds() / 1e6, false), List.of(), Plot::power);
    }

    /// Time of the networks over the pixels of the image.
    Plot networks() {
        List<Plot.Series> series = results.networks().stream()
                .map(network -> new Plot.Series(network,
                        results.series(Key.NETWORK, network, 1, Key.GHOSTLANE).stream()
                                .map(entry -> new Plot.Point(entry.key().pixels(), entry.millis(),
                                        entry.key() + ": " + entry.millis().text(2) + " ms"))
                                .toList(),
                        true))
                .toList();
        List<Double> ticks = results.entries().stream().map(Entry::key).filter(Key::isNetwork)
                .map(key -> (double) key.pixels()).distinct().filter(pixels -> isShown(Math.sqrt(pixels))).toList();
        return new Plot("Networks: time over pixels, one thread", "pixels of the image", "ms a run", series, ticks,
                Charts::side);
    }

    /// Marks that are not too close: powers of two, and multiples of seven of them.
    private static boolean isShown(double side) {
        long whole = Math.round(side);
        return whole != 256 && whole != 384 && whole != 192 && whole != 512;
    }

    private List<Double> sides() {
        List<Double> all = results.entries().stream().filter(entry -> entry.key().sweep().equals(RESOLUTION))
                .map(entry -> (double) entry.key().pixels()).distinct().sorted().toList();
        List<Double> sevens = all.stream().filter(pixels -> Math.round(Math.sqrt(pixels)) % 7 == 0).toList();
        return sevens.size() >= 3 ? sevens : all;
    }

    private static String side(double pixels) { return Math.round(Math.sqrt(pixels)) + "²"; }

    /// @param x what the time is drawn over; an entry without it is left out
    private List<Plot.Series> series(List<String> blocks, String sweep, int threads, ToDoubleFunction<Entry> x,
            boolean line) {
        return blocks.stream().map(block -> new Plot.Series(block,
                results.series(sweep, block, threads, Key.GHOSTLANE).stream()
                        .filter(entry -> x.applyAsDouble(entry) > 0)
                        .map(entry -> new Plot.Point(x.applyAsDouble(entry), entry.micros(),
                                entry.key() + ": " + entry.micros().text(1) + " µs"))
                        .toList(),
                line)).toList();
    }
}
