package dev.ghostlane.testdata.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Another JVM with this one's class path, for what is decided once in a process.
public final class ChildJvm {

    /// What a JVM left behind.
    ///
    /// @param exitCode of the process
    /// @param output lines of the standard output
    /// @param errors lines of the standard error, without Java's own line about incubator modules
    public record Result(int exitCode, List<String> output, List<String> errors) {}

    private ChildJvm() {}

    /// the class
    ///
    /// @param main the class
    /// @param options of the JVM
    /// @return exit code and output
    /// @throws IOException if the JVM cannot be started
    /// @throws InterruptedException if the thread is interrupted while it waits
    public static Result run(Class<?> main, String... options) throws IOException, InterruptedException {
        Path output = Files.createTempFile("ghostlane", ".out");
        Path errors = Files.createTempFile("ghostlane", ".err");
        try {
            List<String> command = new ArrayList<>();
            command.add(ProcessHandle.current().info().command().orElseThrow());
            command.addAll(List.of(options));
            command.addAll(List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1",
                    "-Djava.util.logging.SimpleFormatter.format=%4$s %3$s %5$s%n", "-cp",
                    System.getProperty("java.class.path"), main.getName()));
            Process process = new ProcessBuilder(command).redirectOutput(output.toFile())
                    .redirectError(errors.toFile()).start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command + " did not end within a minute");
            }
            List<String> said = Files.readAllLines(errors).stream()
                    .filter(line -> !line.equals("WARNING: Using incubator modules: jdk.incubator.vector"))
                    .toList();
            return new Result(process.exitValue(), Files.readAllLines(output), said);
        } finally {
            Files.deleteIfExists(output);
            Files.deleteIfExists(errors);
        }
    }
}
