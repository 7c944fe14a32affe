package dev.ghostlane.bench.photos;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.ghostlane.bench.common.ForkedJvm;
import dev.ghostlane.bench.common.Json;
import dev.ghostlane.bench.compare.TimedRuns;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A process of Python that has Pillow and perhaps torchvision. It is idle unless this process waits for an answer.
final class Python implements AutoCloseable {
    private static final String SCRIPT = "peers.py";

    /// Python's memory is kept, not given back: page faults on virtual machines can quadruple Pillow's time.
    private static final Map<String, String> KEPT_MEMORY = Map.of("MALLOC_MMAP_MAX_", "0", "MALLOC_TRIM_THRESHOLD_",
            "10000000000");

    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter orders;
    private final Map<String, Object> versions;

    /// Starts a process.
    ///
    /// @param program Python
    /// @throws IllegalStateException if it failed; it has said why on the error stream
    Python(String program) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(program, "-c", script());
        builder.environment().putAll(KEPT_MEMORY);
        process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        answers = process.inputReader(StandardCharsets.UTF_8);
        orders = process.outputWriter(StandardCharsets.UTF_8);
        versions = answer();
    }

    private static String script() throws IOException {
        try (InputStream in = Python.class.getResourceAsStream(SCRIPT)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /// The first of some programs that runs and has Pillow.
    static Optional<String> find(List<String> programs) throws IOException {
        for (String program : programs) {
            try {
                Process process = new ProcessBuilder(program, "-c", "import PIL")
                        .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
                process.getOutputStream().close();
                if (ForkedJvm.ended(process) == 0) {
                    return Optional.of(program);
                }
            } catch (IOException e) {
                // There is no such program.
            }
        }
        return Optional.empty();
    }

    /// Versions of what it has, by `pillow` and `torchvision`.
    Map<String, Object> versions() { return versions; }

    /// Whether it has what a way needs.
    boolean has(Way way) { return way != Way.TORCHVISION || versions.containsKey("torchvision"); }

    /// Loads files.
    void open(List<Path> files) throws IOException {
        order(Json.map("do", "open", "files", files.stream().map(file -> file.toAbsolutePath().toString()).toList()));
    }

    /// SHA-256 of what Pillow makes of each file.
    ///
    /// @param what `pixels` or `crops`
    List<String> digests(String what) throws IOException {
        return ((List<?>) order(Json.map("do", "digests")).get(what)).stream().map(Object::toString).toList();
    }

    /// A lane of this process.
    Lane lane(Way way) {
        return nanos -> {
            try {
                List<?> times = (List<?>) order(Json.map("do", "time", "way", way.key(), "nanos", nanos)).get("nanos");
                return new TimedRuns(times.stream().mapToLong(time -> ((Number) time).longValue()).toArray(), true);
            } catch (IOException e) {
                throw new IllegalStateException("the process of Python failed", e);
            }
        };
    }

    private Map<String, Object> order(Map<String, Object> order) throws IOException {
        orders.write(JSON.std.asString(order));
        orders.newLine();
        orders.flush();
        return answer();
    }

    private Map<String, Object> answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IllegalStateException("the process of Python ended with exit code " + ForkedJvm.ended(process));
        }
        return JSON.std.mapFrom(line);
    }

    @Override
    public void close() {
        try {
            orders.close();
        } catch (IOException e) {
            // It has ended already.
        }
        ForkedJvm.ended(process);
    }
}
