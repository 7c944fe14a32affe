package dev.ghostlane.bench.compare;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A fresh JVM with the class path and the options of this one, as far as these concern a measurement.
public final class ForkedJvm {
    private static final List<String> PASSED_ON = List.of("-D", "-X", "--add-modules", "--sun-misc-unsafe");

    private ForkedJvm() {}

    /// Runs a class in a new process, which shares this one's streams, and waits for it.
    ///
    /// @return its exit code
    /// @throws IllegalStateException if the thread was interrupted; the process is ended then
    public static int run(Class<?> main, List<String> arguments) throws IOException {
        Process process = new ProcessBuilder(command(System.getProperty("java.class.path"), main, arguments))
                .inheritIO()
                .start();
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            process.destroy();
        }
    }

    /// The command that runs a class in a new process.
    static List<String> command(String classPath, Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> PASSED_ON.stream().anyMatch(option::startsWith)).forEach(command::add);
        command.addAll(List.of("--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-cp",
                classPath, main.getName()));
        command.addAll(arguments);
        return command;
    }
}
