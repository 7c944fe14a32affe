package dev.ghostlane.bench.compare;

import dev.ghostlane.bench.common.Json;
import dev.ghostlane.bench.common.SameBits;
import dev.ghostlane.cli.measure.Samples;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Two builds of Ghostlane. A fork is a pair of processes that take turns: one is idle while the other one runs.
final class BuildComparison implements Comparison {
    private final List<Build> builds;
    private final Integer firstThreads;
    private final List<String> differences = new ArrayList<>();

    /// @param builds two of them
    /// @param firstThreads threads of the first one's runs; null for those of the case
    BuildComparison(List<Build> builds, Integer firstThreads) {
        this.builds = List.copyOf(builds);
        this.firstThreads = firstThreads;
    }

    @Override
    public List<String> names() { return List.of("first build", "second build"); }

    @Override
    public List<String> keys() { return List.of("first", "second"); }

    @Override
    public void describe(PrintStream out) {
        out.println("first build: " + builds.get(0)
                + (firstThreads == null ? "" : ", threads of its runs: " + firstThreads));
        out.println("second build: " + builds.get(1));
    }

    @Override
    public List<Outcome> measure(Case what, double seconds, int forks) throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        for (int fork = 0; fork < forks; fork++) {
            outcomes.add(measure(what, (long) (seconds * 1e9), fork % 2 == 1));
        }
        return outcomes;
    }

    private Outcome measure(Case what, long nanos, boolean secondBegins) throws IOException {
        Case firsts = firstThreads == null ? what : what.onThreads(firstThreads);
        try (BuildProcess first = BuildProcess.start(builds.get(0), firsts);
                BuildProcess second = BuildProcess.start(builds.get(1), what)) {
            compareBits(what + ", before the first run", first, second);
            Duel duel = new Duel(List.of(first::turns, second::turns), secondBegins);
            duel.warmUp(nanos / 4);
            List<Samples> samples = duel.measure(nanos);
            compareBits(what + ", after the last run", first, second);
            return new Outcome(samples.get(0), samples.get(1), 0, 0, first.multiplyAdds());
        }
    }

    private void compareBits(String when, BuildProcess first, BuildProcess second) {
        Optional<String> difference = SameBits.difference(when, first.logits(), second.logits());
        difference.ifPresent(differences::add);
    }

    @Override
    public boolean conclude(List<Result> results, PrintStream out) {
        out.println();
        if (differences.isEmpty()) {
            out.println("Both builds gave the same bits.");
        } else {
            out.println("The builds gave different bits (the first one's are 'instead of'):");
            differences.forEach(out::println);
        }
        return differences.isEmpty();
    }

    @Override
    public Map<String, Object> toMap() {
        Map<String, Object> map = Json.map("builds", builds.stream().map(Build::toString).toList(), "same_bits",
                differences.isEmpty());
        if (firstThreads != null) {
            map.put("threads_of_first_build", firstThreads);
        }
        return map;
    }
}
