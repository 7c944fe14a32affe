package dev.ghostlane.bench.spark;

import dev.ghostlane.bench.common.BenchCommand;
import dev.ghostlane.bench.common.Program;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The command that compares one and two executors of one core with `ghostlane classify --threads 1`, by turns, each in
/// new processes. Of each the start is not counted, nor the first photos, of which each process has the same number.
@Command(name = "spark", description = {
        "Classifies photos on Apache Spark, with one and with two executors of one core each, and by the command on one"
                + " thread, by turns. The time of the start and of the first photos is not counted."})
public final class SparkCommand extends BenchCommand {

    /// Folders in the order in which the command takes them.
    private static final String FIRST = "first";
    private static final String OTHERS = "others";

    /// What the launcher of the command gives Java, and docs/spark.md recommends for executors of one core.
    private static final String EXECUTOR_OPTIONS = "-XX:+UseSerialGC -XX:+UseCountedLoopSafepoints"
            + " -XX:LoopStripMiningIter=1000";

    @Option(names = {"-m", "--model"}, paramLabel = "FILE", required = true, description = "The checkpoint.")
    private Path model;

    @Option(names = "--photo", paramLabel = "FILE", description = "A photo of which there are copies. Default: one of"
            + " 1920x1280 pixels, made of testdata/photos/chelsea.png.")
    private Path photo;

    @Option(names = "--count", paramLabel = "N", defaultValue = "2000",
            description = "How many copies are counted. Default: ${DEFAULT-VALUE}.")
    private int count;

    @Option(names = "--first", paramLabel = "N", defaultValue = "600",
            description = "How many more come first in each process and are not counted. Default: ${DEFAULT-VALUE}.")
    private int first;

    @Option(names = "--turns", paramLabel = "N", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
    private int turns;

    /// What was measured of a turn, milliseconds a photo.
    private record Turn(double command, double one, double two) {}

    @Override
    public Integer call() {
        require(turns >= 1, "--turns must be at least 1, found " + turns);
        require(first >= 1, "--first must be at least 1, found " + first);
        require(count >= 1, "--count must be at least 1, found " + count);
        printEnvironment();
        Path folder = null;
        try {
            folder = Files.createTempDirectory("ghostlane-spark");
            Path photos = copies(folder);
            Path home = home(folder);
            List<Turn> all = new ArrayList<>();
            out().println("milliseconds a photo      command   1 executor   2 executors");
            for (int i = 0; i < turns; i++) {
                Turn turn = new Turn(command(photos), spark(photos, home, 1), spark(photos, home, 2));
                all.add(turn);
                print("turn " + (i + 1), turn);
            }
            Turn medians = new Turn(median(all, Turn::command), median(all, Turn::one), median(all, Turn::two));
            print("median", medians);
            out().println(String.format(Locale.ROOT, "one executor by the command: %.3f; one executor by two: %.2f",
                    medians.one / medians.command, medians.one / medians.two));
            return 0;
        } catch (IOException | IllegalStateException e) {
            return failed(e.getMessage());
        } finally {
            delete(folder);
        }
    }

    private void print(String name, Turn turn) {
        out().println(String.format(Locale.ROOT, "%-20s %12.2f %12.2f %13.2f", name, turn.command, turn.one, turn.two));
    }

    private static double median(List<Turn> turns, ToDoubleFunction<Turn> value) {
        return new Median().evaluate(turns.stream().mapToDouble(value).toArray());
    }

    private Path copies(Path folder) throws IOException {
        Path original = photo == null ? Photo.write(folder.resolve("photo.jpg")) : photo;
        String name = original.getFileName().toString();
        Path photos = Files.createDirectory(folder.resolve("photos"));
        Files.createDirectory(photos.resolve(FIRST));
        Files.createDirectory(photos.resolve(OTHERS));
        for (int i = 0; i < first + count; i++) {
            Files.copy(original, photos.resolve(i < first ? FIRST : OTHERS)
                    .resolve(String.format(Locale.ROOT, "%06d-%s", i, name)));
        }
        return photos;
    }

    private double command(Path photos) throws IOException {
        Process process = start(Map.of(), List.of(Program.home().resolve("ghostlane").toString(), "classify",
                "--threads", "1", "--json", "-m", model.toString(), photos.toString()));
        try (BufferedReader lines = lines(process)) {
            for (int i = 0; i < first; i++) {
                lines.readLine();
            }
            long start = System.nanoTime();
            while (lines.readLine() != null) {
                continue;
            }
            double nanoseconds = System.nanoTime() - start;
            end(process);
            return nanoseconds / 1e6 / count;
        }
    }

    private double spark(Path photos, Path home, int executors) throws IOException {
        Path module = Program.home().resolve("spark");
        Path jar;
        try (Stream<Path> files = Files.list(module.resolve("target"))) {
            jar = files.filter(file -> file.toString().endsWith("-all.jar")).findFirst().orElseThrow();
        }
        Process process = start(Map.of("SPARK_HOME", home.toString(), "SPARK_SCALA_VERSION", "2.13", "SPARK_LOCAL_IP",
                "127.0.0.1", "SPARK_LOCAL_HOSTNAME", "localhost", "JAVA_HOME", System.getProperty("java.home")),
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@" + module.resolve("java.options"),
                        "-Dlog4j2.configurationFile=" + module.resolve("log4j2.properties"),
                        "-Dspark.executor.extraClassPath=" + jar,
                        "-Dspark.executor.extraJavaOptions=" + EXECUTOR_OPTIONS, "-Dspark.cores.max=" + executors,
                        "-cp",
                        jar + File.pathSeparator + home.resolve("jars") + "/*",
                        "dev.ghostlane.spark.program.Throughput", "local-cluster[" + executors + ",1,2048]",
                        model.toAbsolutePath().toString(), photos.resolve(FIRST).toString(),
                        String.valueOf(executors), photos.resolve(OTHERS).toString()));
        try (BufferedReader lines = lines(process)) {
            double seconds = Double.NaN;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("seconds ")) {
                    seconds = Double.parseDouble(line.substring(line.indexOf(' ')));
                }
            }
            end(process);
            return seconds * 1e3 / count;
        }
    }

    private static Process start(Map<String, String> environment, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static BufferedReader lines(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void end(Process process) {
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException("a process ended with exit code " + process.exitValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            process.destroy();
        }
    }

    /// Spark's home as its workers want it, with links instead of jars.
    private static Path home(Path folder) throws IOException {
        Path home = folder.resolve("home");
        Path jars = Files.createDirectories(home.resolve("jars"));
        Path list = Program.home().resolve("spark/target/spark.classpath");
        for (String jar : Files.readString(list).strip().split(File.pathSeparator)) {
            Files.createSymbolicLink(jars.resolve(Path.of(jar).getFileName()), Path.of(jar));
        }
        return home;
    }

    private static void delete(Path folder) {
        if (folder == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
