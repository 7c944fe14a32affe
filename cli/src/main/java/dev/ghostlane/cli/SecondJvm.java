package dev.ghostlane.cli;

import dev.ghostlane.cli.console.Colours;
import dev.ghostlane.cli.console.Progress;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The command in a JVM with the Vector API, with the streams of this one.
final class SecondJvm {

    /// System property of an installation with a Java of its own: the first JVM's options are those of a short run, and
    /// those of the user are in the environment.
    private static final String IMAGE = "ghostlane.image";

    private SecondJvm() {}

    /// Runs the command and waits for it. Signals that end this process end the other one first.
    ///
    /// @return its exit code
    /// @throws IOException if it cannot be started
    static int run(String... args) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(args)).inheritIO();
        // They are among the options of this JVM.
        builder.environment().remove("JDK_JAVA_OPTIONS");
        Process process = builder.start();
        Thread end = new Thread(() -> {
            process.destroy();
            await(process);
        }, "second-jvm");
        Runtime.getRuntime().addShutdownHook(end);
        return await(process);
    }

    private static int await(Process process) {
        while (true) {
            try {
                return process.waitFor();
            } catch (InterruptedException e) {
                // Nobody interrupts this thread; the other JVM decides when it ends.
            }
        }
    }

    private static List<String> command(String... args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // As the launcher's.
        command.addAll(List.of("-XX:-UsePerfData", "-XX:+UseCountedLoopSafepoints", "-XX:LoopStripMiningIter=1000"));
        List<String> own = options();
        if (own.stream().noneMatch(option -> option.matches("-XX:[+-]Use.*GC"))) {
            command.add("-XX:+UseSerialGC");
        }
        boolean isTiered = own.stream()
                .noneMatch(option -> option.contains("-TieredCompilation") || option.contains("CompilationMode"));
        if (Runtime.version().feature() == 25 && isTiered) {
            command.addAll(List.of("-XX:Tier4BackEdgeThreshold=2000000000", "-XX:CompileCommand=quiet",
                    "-XX:CompileCommand=CompileThresholdScaling,dev.ghostlane.*::*,0.1"));
        }
        command.addAll(own);
        command.addAll(List.of("--add-modules", "jdk.incubator.vector", "-D" + JarMain.SECOND + "=true"));
        for (String terminal : List.of(Colours.TERMINAL, Progress.TERMINAL)) {
            if (Boolean.getBoolean(terminal)) {
                command.add("-D" + terminal + "=true");
            }
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(args));
        return command;
    }

    /// What the user chose for the first JVM.
    private static List<String> options() {
        if (Boolean.getBoolean(IMAGE)) {
            return Stream.of(System.getenv().getOrDefault("GHOSTLANE_JAVA_OPTS", "").split("\\s+"))
                    .filter(word -> !word.isEmpty()).toList();
        }
        return ManagementFactory.getRuntimeMXBean().getInputArguments();
    }
}
