package dev.ghostlane.bench;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Runs a subcommand in this process and keeps what it prints.
public final class BenchRun {
    private final String command;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    public BenchRun(String command) { this.command = command; }

    public int exitCode(String... arguments) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of(arguments));
        PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return Bench.run(stream, stream, all.toArray(String[]::new));
    }

    /// Forgets what was printed.
    public void reset() { printed.reset(); }

    /// What was printed to both streams since the last reset.
    @Override
    public String toString() { return printed.toString(StandardCharsets.UTF_8); }
}
