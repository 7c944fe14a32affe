package dev.ghostlane.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ghostlane.testdata.Shared;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The command as `java -jar` starts it: without the Vector API.
class JarMainTest {
    private static final String CHELSEA = Shared.repository().resolve("testdata/photos/chelsea.png").toString();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"'', false", "--help, false", "--version, false", "classify --help, false", "help classify, false",
            "classify a.png, false", "classify a.png b.png c.png d.png, false", "classify -k 3 a.png, false",
            "classify a.png b.png c.png d.png e.png, true", "classify ., true", "classify photos/**.jpg, true",
            "embed a.png -o x.npy, false", "embed . -o x.npy, true", "features a.png -o x.npz, true", "bench, true",
            "doctor, true", "infer -m a -i b -o c, true", "pull a, false", "convert a b, false",
            "completion bash, false",
            "clasify a.png, false"})
    void aSecondJvmIsStartedWhereThatPays(String arguments, boolean expected) {
        assertEquals(expected, JarMain.pays(arguments.isEmpty() ? new String[0] : arguments.split(" ")), arguments);
    }

    @Test
    void fewImagesAreDoneInTheFirstJvm() throws IOException, InterruptedException {
        CommandRun run = run(List.of(), "classify", "-k", "1", CHELSEA);
        assertEquals(0, run.code(), run.toString());
        assertTrue(run.out().contains("   1  cat   80.34 %"), run.toString());
        assertTrue(run.err().startsWith("model: ") && run.err().lines().count() == 1, run.toString());
    }

    /// Output, exit code and options of the second JVM are those of the command.
    @Test
    void manyImagesAreDoneInASecondOne() throws IOException, InterruptedException {
        CommandRun few = run(List.of(), "classify", "--format", "csv", CHELSEA);
        CommandRun many = run(List.of("-Xmx300m"), "classify", "--format", "csv", CHELSEA, CHELSEA, CHELSEA, CHELSEA,
                folder.resolve("none.png").toString());
        assertEquals(1, many.code(), many.toString());
        assertEquals(few.out() + few.out().substring(few.out().indexOf('\n') + 1).repeat(3)
                + folder.resolve("none.png") + ",,,,,file not found\n", many.out());
        CommandRun doctor = run(List.of("-Xmx300m"), "doctor");
        assertTrue(doctor.out().contains("started by     second JVM with the Vector API"), doctor.toString());
        assertTrue(doctor.out().contains("-Xmx300m") && doctor.out().contains("SIMD           on"), doctor.toString());
        if (Runtime.version().feature() == 25) {
            int compiling = doctor.out().indexOf("-XX:Tier4BackEdgeThreshold=2000000000 -XX:CompileCommand=quiet "
                    + "-XX:CompileCommand=CompileThresholdScaling,dev.ghostlane.*::*,0.1");
            assertTrue(compiling > 0 && compiling < doctor.out().indexOf("-Xmx300m"), doctor.toString());
        }
    }

    @Test
    void anOptionKeepsItToOne() throws IOException, InterruptedException {
        CommandRun doctor = run(List.of("-Dghostlane.simd=false"), "doctor");
        assertTrue(doctor.out().contains("started by     the jar alone"), doctor.toString());
        assertTrue(doctor.out().contains("SIMD           off"), doctor.toString());
    }

    /// The first JVM ends when the second one has, and not before.
    @Test
    void ctrlCEndsBoth() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "skipped: there is no /bin/sh");
        Process process = start(List.of(), "soak", "--minutes", "10", "--threads", "1");
        try {
            assertTrue(process.getInputStream().read() >= 0, "the second JVM prints something");
            ProcessHandle second = process.children().findFirst().orElseThrow();
            new ProcessBuilder("/bin/sh", "-c", "kill -TERM " + process.pid()).start().waitFor();
            assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it does not end");
            assertEquals(128 + 15, process.exitValue());
            assertFalse(second.isAlive(), "the second JVM is left over");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }

    private Process start(List<String> options, String... args) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString()).reduce((a, b) -> a + File.pathSeparator + b)
                .orElseThrow();
        command.addAll(List.of("-XX:+UseSerialGC", "-cp", classPath, JarMain.class.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command).directory(folder.toFile()).redirectError(folder.resolve("err.txt").toFile())
                .start();
    }

    private CommandRun run(List<String> options, String... args) throws IOException, InterruptedException {
        Process process = start(options, args);
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new CommandRun(process.waitFor(), out, Files.readString(folder.resolve("err.txt")));
    }
}
