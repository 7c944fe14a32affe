package dev.ghostlane.bench.photos;

import dev.ghostlane.bench.common.ForkedJvm;
import dev.ghostlane.bench.common.ForkedTask;
import dev.ghostlane.bench.common.Json;
import dev.ghostlane.bench.compare.TimedRuns;
import dev.ghostlane.bench.compare.Turns;
import dev.ghostlane.cli.measure.Samples;
import dev.ghostlane.cli.measure.SteadyState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// One process's measurement of a set of photos: checks the bits, warms all ways up, times them by turns. It begins
/// with compiled kernels, without the library's warm start.
public final class PhotoFork implements ForkedTask {
    private static final long TURN = 200_000_000;

    /// A run of half a second and more has the longest warm-up.
    private static final int MOST_ROUNDS = 40;
    private static final int LEAST_ROUNDS = 4;

    /// ONNX Runtime's threads spin for some 40 ms after a run.
    private static final long PAUSE_MILLIS = 100;

    /// What the process is to do.
    ///
    /// @param python the program, or empty
    /// @param seconds for each way
    /// @param onOne whether all is timed on one thread, too
    record Order(List<Path> files, List<Way> ways, int threads, double width, Path onnx, String python,
            double seconds, boolean onOne) {

        /// The same for other ways.
        Order with(List<Way> other) {
            return new Order(files, other, threads, width, onnx, python, seconds, onOne);
        }

        Map<String, Object> toMap() {
            return Json.map("files", files.stream().map(Path::toString).toList(), "ways",
                    ways.stream().map(Way::name).toList(), "threads", threads, "width", width, "onnx", onnx.toString(),
                    "python", python, "seconds", seconds, "on_one", onOne);
        }

        static Order of(Map<String, Object> map) {
            return new Order(((List<?>) map.get("files")).stream().map(file -> Path.of(file.toString())).toList(),
                    ((List<?>) map.get("ways")).stream().map(way -> Way.valueOf(way.toString())).toList(),
                    Json.integer(map, "threads"), Json.number(map, "width").doubleValue(),
                    Path.of(Json.text(map, "onnx")), Json.text(map, "python"),
                    Json.number(map, "seconds").doubleValue(), (Boolean) map.get("on_one"));
        }
    }

    /// What it found.
    ///
    /// @param check of bits, for people
    record Outcome(String check, Map<Way, Figures> one, Map<Way, Figures> all) {}

    /// Measures in a new process, or in this one.
    ///
    /// @throws IllegalStateException if bits differ or the process failed
    static Outcome start(Order order, boolean here) throws IOException {
        if (here) {
            return measure(order);
        }
        Map<String, Object> found = ForkedJvm.run("the process that measures", PhotoFork.class, order.toMap());
        return new Outcome(Json.text(found, "check"), PhotoResult.figures(Json.object(found, "one")),
                PhotoResult.figures(Json.object(found, "all")));
    }

    @Override
    public Map<String, Object> run(Map<String, Object> input) throws IOException {
        // Before the library asks.
        System.setProperty("ghostlane.warmStart", "false");
        Outcome found = measure(Order.of(input));
        return Json.map("check", found.check, "one", PhotoResult.toMap(found.one), "all",
                PhotoResult.toMap(found.all));
    }

    private static Outcome measure(Order order) throws IOException {
        try (Lanes lanes = new Lanes(order.files, order.threads, order.width, order.onnx, order.python)) {
            List<Way> ways = order.ways.stream().filter(lanes::can).toList();
            String check = ways.contains(Way.GHOSTLANE)
                    ? PhotoCheck.run(order.files, Lanes.PREPROCESSING, lanes.python(), lanes.can(Way.IMAGE_IO))
                    : "";
            if (ways.contains(Way.NETWORK) && ways.contains(Way.ONNX)) {
                lanes.requireAgreement();
            }
            Map<Way, Figures> one = order.onOne ? one(lanes, ways, order.seconds) : new EnumMap<>(Way.class);
            return new Outcome(check, one, all(lanes, ways, order));
        }
    }

    private static Map<Way, Figures> one(Lanes lanes, List<Way> ways, double seconds) {
        Map<Way, Lane> open = new EnumMap<>(Way.class);
        ways.stream().filter(way -> way != Way.ONNX_SHARED).forEach(way -> open.put(way, lanes.open(way, 0)));
        try {
            warmUp(open, seconds);
            return measure(open, seconds);
        } finally {
            open.values().forEach(Lane::close);
        }
    }

    private static Map<Way, Figures> all(Lanes lanes, List<Way> ways, Order order) {
        Map<Way, Lane> open = new EnumMap<>(Way.class);
        ways.stream().filter(way -> !way.isForOne()).forEach(way -> open.put(way, lanes.openAll(way)));
        try {
            if (!order.onOne) {
                warmUp(open, order.seconds);
            }
            Map<Way, Figures> all = measure(open, order.seconds);
            all.computeIfPresent(Way.ONNX_SHARED, (_, run) -> new Figures(order.threads * run.median(),
                    order.threads * run.least(), run.count()));
            return all;
        } finally {
            open.values().forEach(Lane::close);
        }
    }

    private static void warmUp(Map<Way, Lane> lanes, double seconds) {
        long nanos = Math.min(TURN, (long) (seconds * 1e9 / 4));
        List<SteadyState.Participant> participants = new ArrayList<>();
        lanes.forEach((way, lane) -> participants.add(number -> {
            if (way.isPython() && number > 0) {
                return SteadyState.Round.SKIPPED;
            }
            TimedRuns runs = lane.turn(nanos);
            return new SteadyState.Round(Samples.of(runs.nanos(), runs.nanos().length).medianMillis(), runs.settled());
        }));
        new SteadyState((int) Math.clamp(2 * seconds * MOST_ROUNDS, LEAST_ROUNDS, MOST_ROUNDS), 0.98)
                .reach(participants);
    }

    private static Map<Way, Figures> measure(Map<Way, Lane> lanes, double seconds) {
        long nanos = (long) (seconds * 1e9);
        long turn = Math.min(TURN, nanos);
        Map<Way, Turns> turns = new EnumMap<>(Way.class);
        lanes.forEach((way, lane) -> turns.put(way, new Turns(lane::turn)));
        while (turns.values().stream().anyMatch(one -> one.total() < nanos)) {
            turns.forEach((way, one) -> {
                one.turn(turn);
                if (way == Way.ONNX_SHARED) {
                    pause();
                }
            });
        }
        Map<Way, Figures> figures = new EnumMap<>(Way.class);
        turns.forEach((way, one) -> figures.put(way, Figures.of(one.samples())));
        return figures;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
