package dev.ghostlane.bench.attention;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.jr.ob.JSON;
import dev.ghostlane.bench.common.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything that a run of the command found.
///
/// @param environment machine, JVM and settings, for people
/// @param mainSize side of the images at which networks are compared
/// @param peaks GFLOP/s of multiply-adds of one thread, for each fork
/// @param entries all measurements, and what was skipped
record Results(Map<String, String> environment, int mainSize, List<Double> peaks, List<Entry> entries) {
    private static final String FORMAT = "ghostlane attention 1";

    Results {
        peaks = List.copyOf(peaks);
        entries = List.copyOf(entries);
    }

    /// GFLOP/s of one thread: the best fork's.
    double peak() { return peaks.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN); }

    /// What a run reached of the peak of its threads.
    double shareOfPeak(Entry entry) { return entry.gigaflops() / (peak() * entry.key().threads()); }

    /// A measurement, if there is one.
    Optional<Entry> find(Key key) {
        return entries.stream().filter(entry -> entry.key().equals(key) && entry.isMeasured()).findFirst();
    }

    /// A network at the main size, if it was measured.
    Optional<Entry> network(String name, int threads, String runtime) {
        return find(new Key(Key.NETWORK, name, 3, mainSize, threads, runtime));
    }

    /// The measurements of a block or network in a sweep, in the order of the shapes.
    List<Entry> series(String sweep, String name, int threads, String runtime) {
        return entries.stream().filter(Entry::isMeasured).filter(entry -> {
            Key key = entry.key();
            return key.sweep().equals(sweep) && key.name().equals(name) && key.threads() == threads
                    && key.runtime().equals(runtime);
        }).toList();
    }

    /// Names of the blocks, in the order of the measurements.
    List<String> blocks() {
        return entries.stream().map(Entry::key).filter(key -> !key.isNetwork()).map(Key::name).distinct().toList();
    }

    /// Names of the networks, in the order of the measurements.
    List<String> networks() {
        return entries.stream().map(Entry::key).filter(Key::isNetwork).map(Key::name).distinct().toList();
    }

    /// For JSON.
    Map<String, Object> toMap() {
        return Json.map("format", FORMAT, "environment", environment, "main_size", mainSize, "fma_peak_gflops", peaks,
                "measurements", entries.stream().map(Entry::toMap).toList());
    }

    /// Reads a file that the command wrote.
    ///
    /// @throws IllegalArgumentException if it is something else, or damaged
    static Results read(Path file) throws IOException {
        try {
            Map<String, Object> map = JSON.std.mapFrom(Files.readString(file));
            if (!FORMAT.equals(map.get("format"))) {
                throw new IllegalArgumentException("expected the format '" + FORMAT + "', found '" + map.get("format")
                        + "'");
            }
            Map<String, String> environment = new LinkedHashMap<>();
            Json.object(map, "environment").forEach((name, value) -> environment.put("" + name, "" + value));
            List<?> peaks = (List<?>) map.get("fma_peak_gflops");
            return new Results(environment, Json.integer(map, "main_size"),
                    peaks.stream().map(peak -> ((Number) peak).doubleValue()).toList(),
                    Json.objects(map, "measurements").stream().map(Entry::of).toList());
        } catch (JacksonException | IllegalArgumentException | ClassCastException
                | NullPointerException e) {
            throw new IllegalArgumentException(
                    file + " is no result of bench/attention: " + e.getMessage(), e);
        }
    }
}
