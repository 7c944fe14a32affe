package dev.ghostlane.bench.attention;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.ghostlane.bench.compare.ForkedJvm;
import dev.ghostlane.bench.peak.FmaPeak;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Measures everything in several processes one after the other. Each process measures all groups: what the compiler
/// decides, and where code and data lie, is then another sample in each.
public final class Campaign {
    private static final String SHAPES = "shapes";

    private final StudyEffort effort;
    private final List<Key> shapes;
    private final int forks;
    private final PrintStream progress;

    /// What all forks found.
    ///
    /// @param peaks GFLOP/s of multiply-adds that one thread reached, for each fork
    record Outcome(List<Double> peaks, List<Entry> entries) {}

    /// @param forks processes; 0 measures in this one
    /// @param progress receives a line for each group
    Campaign(StudyEffort effort, List<Key> shapes, int forks, PrintStream progress) {
        this.effort = effort;
        this.shapes = shapes;
        this.forks = forks;
        this.progress = progress;
    }

    /// Measures.
    ///
    /// @throws IllegalStateException if a fork failed, or the runtimes' outputs disagree
    Outcome run() throws IOException {
        long start = System.currentTimeMillis();
        if (forks == 0) {
            return run(0, new Progress(progress, start, 0, 1));
        }
        Path folder = Files.createTempDirectory("ghostlane-attention");
        Path file = folder.resolve("fork.json");
        Path list = folder.resolve("shapes.json");
        try {
            Files.writeString(list, JSON.std.asString(Map.of(SHAPES, shapes.stream().map(Key::toMap).toList())));
            List<Outcome> outcomes = new ArrayList<>();
            for (int fork = 0; fork < forks; fork++) {
                int code = ForkedJvm.run(Campaign.class, List.of(effort.name(), list.toString(),
                        Integer.toString(fork), Integer.toString(forks), Long.toString(start), file.toString()));
                if (code != 0) {
                    throw new IllegalStateException("fork " + fork + " ended with exit code " + code);
                }
                outcomes.add(read(file));
            }
            return join(outcomes);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(list);
            Files.deleteIfExists(folder);
        }
    }

    /// A fork. The arguments are those that [#run()] gives.
    ///
    /// @param args effort, file of the shapes, number of the fork, forks, start of the campaign, file for the outcome
    public static void main(String[] args) throws IOException {
        int fork = Integer.parseInt(args[2]);
        int forks = Integer.parseInt(args[3]);
        List<Key> shapes = Json.objects(JSON.std.mapFrom(Files.readString(Path.of(args[1]))), SHAPES).stream()
                .map(Key::of)
                .toList();
        try {
            Outcome outcome = new Campaign(StudyEffort.valueOf(args[0]), shapes, forks, System.err)
                    .run(fork, new Progress(System.err, Long.parseLong(args[4]), fork, forks));
            Files.writeString(Path.of(args[5]), JSON.std.asString(Map.of("peak", outcome.peaks().getFirst(), "entries",
                    outcome.entries().stream().map(Entry::toMap).toList())));
        } catch (IllegalStateException | OutOfMemoryError e) {
            System.err.println("bench/attention: " + e.getMessage());
            System.exit(1);
        }
    }

    private Outcome run(int fork, Progress progress) {
        Worker worker = new Worker(effort, fork);
        List<List<Key>> groups = Subjects.groups(shapes, effort);
        List<Entry> entries = new ArrayList<>();
        settle(worker, groups.getFirst());
        double peak = FmaPeak.gigaflops();
        for (int i = 0; i < groups.size(); i++) {
            progress.begin(groups.get(i).getFirst().group(), i, groups.size());
            entries.addAll(worker.measure(groups.get(i)));
            peak = Math.max(peak, FmaPeak.gigaflops());
        }
        progress.end();
        return new Outcome(List.of(peak), entries);
    }

    /// In a fresh process nothing is compiled, and a kernel that waits for C2 can look steady for seconds. What is measured
    /// first would tell of that, so it is measured in vain for a while.
    private void settle(Worker worker, List<Key> first) {
        long begin = System.nanoTime();
        do {
            worker.measure(first);
        } while (System.nanoTime() - begin < effort.settleNanos());
    }

    private static Outcome read(Path file) throws IOException {
        Map<String, Object> map = JSON.std.mapFrom(Files.readString(file));
        return new Outcome(List.of(Json.number(map, "peak").doubleValue()),
                Json.objects(map, "entries").stream().map(Entry::of).toList());
    }

    /// Puts the forks' times side by side; in the order of the groups, whatever order a fork measured in.
    private Outcome join(List<Outcome> outcomes) {
        Map<Key, Entry> joined = new LinkedHashMap<>();
        for (List<Key> group : Subjects.groups(shapes, effort)) {
            group.forEach(key -> joined.put(key, null));
        }
        for (Outcome outcome : outcomes) {
            for (Entry entry : outcome.entries()) {
                joined.merge(entry.key(), entry,
                        (all, next) -> next.isMeasured() ? all.with(next.forks().getFirst()) : all);
            }
        }
        return new Outcome(outcomes.stream().map(outcome -> outcome.peaks().getFirst()).toList(),
                List.copyOf(joined.values()));
    }
}
