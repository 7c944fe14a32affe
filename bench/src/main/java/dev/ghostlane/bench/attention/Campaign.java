package dev.ghostlane.bench.attention;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.ghostlane.bench.common.ForkedJvm;
import dev.ghostlane.bench.common.ForkedTask;
import dev.ghostlane.bench.common.Json;
import dev.ghostlane.bench.peak.FmaPeak;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Measures everything in several processes one after the other. Each process measures all groups: what the compiler
/// decides, and where code and data lie, is then another sample in each.
///
/// @param forks processes; 0 measures in this one
/// @param progress receives a line for each group
public record Campaign(StudyEffort effort, List<Key> shapes, int forks, PrintStream progress) {

    /// What all forks found.
    ///
    /// @param peaks GFLOP/s of multiply-adds that one thread reached, for each fork
    record Outcome(List<Double> peaks, List<Entry> entries) {

        /// One fork's, for JSON.
        Map<String, Object> toMap() {
            return Json.map("peak", peaks.getFirst(), "entries", entries.stream().map(Entry::toMap).toList());
        }

        static Outcome of(Map<String, Object> map) {
            return new Outcome(List.of(Json.number(map, "peak").doubleValue()),
                    Json.objects(map, "entries").stream().map(Entry::of).toList());
        }
    }

    /// Measures.
    ///
    /// @throws IllegalStateException if a fork failed, or the runtimes' outputs disagree
    Outcome run() throws IOException {
        long start = System.currentTimeMillis();
        if (forks == 0) {
            return run(0, new CampaignProgress(progress, start, 0, 1));
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (int fork = 0; fork < forks; fork++) {
            outcomes.add(
                    Outcome.of(ForkedJvm.run("fork " + fork, Fork.class, Json.map("effort", effort.name(), "shapes",
                            shapes.stream().map(Key::toMap).toList(), "fork", fork, "forks", forks, "start", start))));
        }
        return join(outcomes);
    }

    /// A process that measures everything once.
    public static final class Fork implements ForkedTask {

        @Override
        public Map<String, Object> run(Map<String, Object> input) {
            int fork = Json.integer(input, "fork");
            int forks = Json.integer(input, "forks");
            List<Key> shapes = Json.objects(input, "shapes").stream().map(Key::of).toList();
            return new Campaign(StudyEffort.valueOf(Json.text(input, "effort")), shapes, forks, System.err)
                    .run(fork, new CampaignProgress(System.err, Json.count(input, "start"), fork, forks)).toMap();
        }
    }

    private Outcome run(int fork, CampaignProgress progress) {
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

    /// In a fresh process nothing is compiled, and a kernel that waits for C2 can look steady for seconds. What is
    /// measured first would tell of that, so it is measured in vain for a while.
    private void settle(Worker worker, List<Key> first) {
        long begin = System.nanoTime();
        do {
            worker.measure(first);
        } while (System.nanoTime() - begin < effort.pace().settleNanos());
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
