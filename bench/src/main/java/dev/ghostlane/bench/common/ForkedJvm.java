package dev.ghostlane.bench.common;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Fresh JVMs with the class path and the options of this one, as far as these concern a measurement.
public final class ForkedJvm {
    private static final List<String> PASSED_ON = List.of("-D", "-X", "--add-modules", "--sun-misc-unsafe");

    private ForkedJvm() {}

    /// Does a task in a new process, which shares this one's streams, and waits for it.
    ///
    /// @param what names the task in messages
    /// @throws IllegalStateException if it failed, having said why on the error stream, or if the thread was
    ///         interrupted
    public static Map<String, Object> run(String what, Class<? extends ForkedTask> task, Map<String, Object> input)
            throws IOException {
        Path file = Files.createTempFile("ghostlane-fork", ".json");
        try {
            Files.writeString(file, JSON.std.asString(input));
            Process process = new ProcessBuilder(command(System.getProperty("java.class.path"), ForkedJvm.class,
                    List.of(task.getName(), file.toString()))).inheritIO().start();
            int code = ended(process);
            if (code != 0) {
                throw new IllegalStateException(what + " ended with exit code " + code);
            }
            return JSON.std.mapFrom(Files.readString(file));
        } finally {
            Files.delete(file);
        }
    }

    /// The new process.
    ///
    /// @param args class of the task, file with the input, which the output replaces
    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        ForkedTask task = Class.forName(args[0]).asSubclass(ForkedTask.class).getDeclaredConstructor().newInstance();
        Path file = Path.of(args[1]);
        try {
            Map<String, Object> output = task.run(JSON.std.mapFrom(Files.readString(file)));
            Files.writeString(file, JSON.std.asString(output));
        } catch (IllegalArgumentException | IllegalStateException | OutOfMemoryError e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(1);
        }
    }

    /// The command that runs a class in a new process.
    public static List<String> command(String classPath, Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> PASSED_ON.stream().anyMatch(option::startsWith)).forEach(command::add);
        command.addAll(List.of("--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED", "-cp",
                classPath, main.getName()));
        command.addAll(arguments);
        return command;
    }

    /// The peak resident memory of a process in kilobytes, as Linux tells it while the process lives; 0 elsewhere.
    ///
    /// @param process its number, or `self`
    public static long peakKilobytes(String process) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc", process, "status"))) {
                if (line.startsWith("VmHWM:")) {
                    return Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
        } catch (IOException e) {
            // Not Linux, or the process has just ended.
        }
        return 0;
    }

    /// Waits for a process.
    ///
    /// @return its exit code
    /// @throws IllegalStateException if the thread was interrupted; the process is ended then
    public static int ended(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            process.destroy();
        }
    }
}
