package dev.ghostlane.bench.compare;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A fresh JVM for one [Duel]: code, data and the compiler's decisions are then not those of the fork before.
public final class Fork {
    private static final String GHOSTLANE = "ghostlane_ns";
    private static final String PEER = "onnxruntime_ns";
    private static final String DIFFERENCE = "difference";
    private static final String PEAK = "peak";
    private static final String MULTIPLY_ADDS = "multiply_adds";

    private Fork() {}

    /// The process: runs a duel and writes what it found. The arguments are those of [#start].
    ///
    /// @param args case, model, seconds, peer first, spinning, file for the outcome
    public static void main(String[] args) throws IOException {
        int next = 4;
        Case what = Case.parse(Arrays.asList(args).subList(0, next));
        try {
            Duel.Outcome outcome = Duel.run(what, Path.of(args[next]), Double.parseDouble(args[next + 1]),
                    Boolean.parseBoolean(args[next + 2]), Boolean.parseBoolean(args[next + 3]));
            Files.writeString(Path.of(args[next + 4]), JSON.std.asString(toMap(outcome)));
        } catch (IllegalStateException | OutOfMemoryError e) {
            System.err.println("bench/compare: " + e.getMessage());
            System.exit(1);
        }
    }

    /// Runs a duel in a new process and waits for it.
    ///
    /// @param folder for the outcome
    /// @throws IllegalStateException if it failed; it has said why on the error stream
    static Duel.Outcome start(Case what, Path model, double seconds, boolean peerFirst, boolean spinning, Path folder)
            throws IOException {
        Path file = folder.resolve("outcome.json");
        Files.deleteIfExists(file);
        List<String> arguments = new ArrayList<>(what.arguments());
        arguments.addAll(List.of(model.toString(), Double.toString(seconds), Boolean.toString(peerFirst),
                Boolean.toString(spinning), file.toString()));
        int code = ForkedJvm.run(Fork.class, arguments);
        if (code != 0) {
            throw new IllegalStateException(what + ": the fork ended with exit code " + code);
        }
        return fromMap(JSON.std.mapFrom(Files.readString(file)));
    }

    private static Map<String, Object> toMap(Duel.Outcome outcome) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(GHOSTLANE, outcome.ghostlane().sorted());
        map.put(PEER, outcome.peer().sorted());
        map.put(DIFFERENCE, outcome.difference());
        map.put(PEAK, outcome.peak());
        map.put(MULTIPLY_ADDS, outcome.multiplyAdds());
        return map;
    }

    private static Duel.Outcome fromMap(Map<String, Object> map) {
        return new Duel.Outcome(samples(map, GHOSTLANE), samples(map, PEER), number(map, DIFFERENCE).doubleValue(),
                number(map, PEAK).doubleValue(), number(map, MULTIPLY_ADDS).longValue());
    }

    private static Samples samples(Map<String, Object> map, String name) {
        return Samples.of(((List<?>) map.get(name)).stream().mapToLong(n -> ((Number) n).longValue()).toArray());
    }

    private static Number number(Map<String, Object> map, String name) { return (Number) map.get(name); }
}
