package dev.ghostlane.bench.photos;

import dev.ghostlane.bench.common.Json;
import dev.ghostlane.bench.common.Program;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/// Photos a second of `ghostlane classify` and of others, by turns.
///
/// @param rates of each turn, the command's first
record ClassifyRates(PhotoSet photos, int threads, Map<String, List<Double>> rates) {
    private static final String COMMAND = "ghostlane classify -k 1 --json";

    /// So long a run of the command takes at least, of which the first half does not count.
    private static final double COMMAND_SECONDS = 14;

    /// Measures.
    ///
    /// @param order what the others are to do
    /// @param model the checkpoint for the command
    /// @param work where a folder of photos may be made
    static ClassifyRates measure(PhotoSet photos, PhotoFork.Order order, Path model, Path work, int rounds,
            PrintStream progress) throws IOException {
        List<String> words = List.of(Program.home().resolve("ghostlane").toString(), "classify", "-k", "1", "--json",
                "--threads", "" + order.threads(), "-m", model.toString());
        List<Way> ways = List.of(Way.GHOSTLANE, Way.NETWORK, Way.IMAGE_IO, Way.PILLOW, Way.TORCHVISION, Way.ONNX,
                Way.ONNX_SHARED);
        Map<String, List<Double>> rates = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            progress.println(String.format(Locale.ROOT, "bench/photos: %s, turn %d of %d", photos, round + 1, rounds));
            PhotoFork.Outcome found = PhotoFork.start(order.with(ways), false);
            PhotoResult result = new PhotoResult(photos, found.check(), order.threads(), found.one(), found.all());
            double parts = result.rate(Way.GHOSTLANE, Way.NETWORK);
            if (round == 0) {
                // Builds the command, if it must be, and makes its archive of classes.
                CommandRun.rate(words, photos.files(), 2, work);
            }
            add(rates, COMMAND, CommandRun.rate(words, photos.files(), (int) (parts * COMMAND_SECONDS) + 8, work));
            add(rates, "Ghostlane's parts together", parts);
            for (Way way : List.of(Way.PILLOW, Way.TORCHVISION, Way.IMAGE_IO)) {
                if (result.all().containsKey(way)) {
                    add(rates, way + ", ONNX Runtime", result.rate(way, result.bestOnnx()));
                }
            }
        }
        return new ClassifyRates(photos, order.threads(), rates);
    }

    private static void add(Map<String, List<Double>> rates, String name, double rate) {
        rates.computeIfAbsent(name, _ -> new ArrayList<>()).add(rate);
    }

    /// For people.
    String text() {
        String row = "  %-46s %9s %21s  %s%n";
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%s, %d threads or processes%n", photos,
                threads));
        text.append(String.format(Locale.ROOT, row, "photos a second, median of " + rates.get(COMMAND).size()
                + " turns", "", "", "the command's by this"));
        rates.forEach((name, all) -> text.append(String.format(Locale.ROOT, row, name, one(median(all)),
                one(all.stream().mapToDouble(rate -> rate).min().orElseThrow()) + " to "
                        + one(all.stream().mapToDouble(rate -> rate).max().orElseThrow()),
                name.equals(COMMAND) ? "" : String.format(Locale.ROOT, "%.2f", ratio(name)))));
        return text.append(System.lineSeparator()).toString();
    }

    /// The median over the turns of the command's rate by another one's.
    private double ratio(String name) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < rates.get(name).size(); i++) {
            ratios.add(rates.get(COMMAND).get(i) / rates.get(name).get(i));
        }
        return median(ratios);
    }

    private static double median(List<Double> values) {
        return new Median().evaluate(values.stream().mapToDouble(value -> value).toArray());
    }

    private static String one(double value) { return String.format(Locale.ROOT, "%.1f", value); }

    /// For JSON.
    Map<String, Object> toMap() {
        Map<String, Object> ratios = new LinkedHashMap<>();
        rates.keySet().stream().filter(name -> !name.equals(COMMAND)).forEach(name -> ratios.put(name, ratio(name)));
        return Json.map("photos", photos.name(), "pixels", photos.pixels(), "bits_per_pixel", photos.bits(), "threads",
                threads, "photos_per_s", rates, "ratios", ratios);
    }
}
