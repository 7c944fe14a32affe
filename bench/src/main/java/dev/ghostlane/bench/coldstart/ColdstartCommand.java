package dev.ghostlane.bench.coldstart;

import dev.ghostlane.bench.common.BenchCommand;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The command that measures fresh JVMs, several configurations by turns.
@Command(name = "coldstart",
        description = {"Starts fresh JVMs and reports when they give their first answers, in milliseconds:",
                "load, ready (planned) and answer since load began, the second and the tenth run, the moment from"
                        + " which runs are steady (the median of nine in a row at most a quarter above the median"
                        + " of the last half), the steady run, the whole process, and the peak resident memory."})
public final class ColdstartCommand extends BenchCommand {

    private static final int WINDOW = 9;

    @Option(names = {"-m", "--model"}, paramLabel = "FILE", required = true,
            description = "Checkpoint in safetensors format.")
    private Path model;

    @Option(names = "--size", paramLabel = "N", defaultValue = "224",
            description = "Side of the image in pixels. Default: ${DEFAULT-VALUE}.")
    private int size;

    @Option(names = "--threads", paramLabel = "N", defaultValue = "1",
            description = "Threads of a run. Default: ${DEFAULT-VALUE}.")
    private int threads;

    @Option(names = "--forks", paramLabel = "N", defaultValue = "5",
            description = "JVMs of each configuration. Default: ${DEFAULT-VALUE}.")
    private int forks;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "4",
            description = "How long a JVM runs, at least ten runs. Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(names = "--requests", paramLabel = "N", defaultValue = "0",
            description = {"Instead of the above: JVMs that answer N requests (at least 40), with a classifier that is"
                    + " kept and with one for each request, by turns; milliseconds of the first, second and tenth, and"
                    + " the median of the last quarter."})
    private int requests;

    @Override
    public Integer call() throws IOException, InterruptedException {
        require(requests == 0 || requests >= 40, "--requests must be at least 40, found " + requests);
        // Reads the file once, so that it is in the page cache, and refuses a bad one.
        out().println(GhostNetV2.load(model).description());
        printEnvironment();
        if (requests > 0) {
            compareRequests();
            return 0;
        }
        Map<String, List<String>> configurations = new LinkedHashMap<>();
        List<String> vector = List.of("--add-modules", "jdk.incubator.vector");
        configurations.put("warm start", vector);
        configurations.put("launcher options", with(vector, "-XX:Tier4BackEdgeThreshold=2000000000",
                "-XX:CompileCommand=quiet", "-XX:CompileCommand=CompileThresholdScaling,dev.ghostlane.*::*,0.1"));
        configurations.put("SIMD at once", with(vector, "-Dghostlane.warmStart=false"));
        configurations.put("scalar", List.of("-Dghostlane.simd=false"));
        Path archive = Files.createTempFile("ghostlane", ".jsa");
        Files.delete(archive);
        configurations.put("warm start, CDS", with(vector, "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + archive));
        fork(configurations.get("warm start, CDS"));
        Map<String, List<Figures>> figures = new LinkedHashMap<>();
        line("", "load", "ready", "answer", "2nd", "10th", "steady at", "steady", "process", "peak MB");
        for (int fork = 0; fork < forks; fork++) {
            for (String name : configurations.keySet()) {
                Figures found = fork(configurations.get(name));
                figures.computeIfAbsent(name, _ -> new ArrayList<>()).add(found);
                found.print(this, name);
            }
        }
        out().println("medians");
        figures.forEach((name, found) -> Figures.median(found).print(this, name));
        Files.deleteIfExists(archive);
        return 0;
    }

    private void compareRequests() throws IOException, InterruptedException {
        String format = "%-18s %7s %7s %7s %13s";
        out().println(String.format(Locale.ROOT, format, "classifier", "first", "2nd", "10th", "last quarter"));
        double[] ratios = new double[forks];
        for (int fork = 0; fork < forks; fork++) {
            double[] steady = new double[2];
            for (String name : fork % 2 == 0 ? List.of("kept", "each") : List.of("each", "kept")) {
                long[] nanos = numbers(run(List.of("--add-modules", "jdk.incubator.vector"), Requests.class,
                        model.toString(), "" + requests, name));
                double[] last = Arrays.stream(nanos).skip(requests * 3L / 4).mapToDouble(value -> value / 1e6)
                        .toArray();
                double median = new Median().evaluate(last);
                steady[name.equals("each") ? 1 : 0] = median;
                out().println(String.format(Locale.ROOT, format, name.equals("each") ? "one each request" : name,
                        nanos[0] / 1_000_000, nanos[1] / 1_000_000, nanos[9] / 1_000_000,
                        String.format(Locale.ROOT, "%.2f", median)));
            }
            ratios[fork] = steady[1] / steady[0];
        }
        out().println(String.format(Locale.ROOT,
                "last quarter, one each request / kept: %.2f (median over the forks; %.2f to %.2f)",
                new Median().evaluate(ratios), Arrays.stream(ratios).min().orElseThrow(),
                Arrays.stream(ratios).max().orElseThrow()));
    }

    private static long[] numbers(String line) {
        return Arrays.stream(line.strip().split(" ")).mapToLong(Long::parseLong).toArray();
    }

    private static List<String> with(List<String> options, String... more) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of(more));
        return all;
    }

    private void line(Object... columns) {
        out().println(String.format(Locale.ROOT, "%-16s %7s %7s %7s %7s %7s %9s %7s %8s %8s", columns));
    }

    private Figures fork(List<String> options) throws IOException, InterruptedException {
        long start = System.nanoTime();
        String line = run(options, FirstAnswers.class, model.toString(), "" + size, "" + threads, "" + seconds);
        return Figures.of(numbers(line), System.nanoTime() - start);
    }

    private static String run(List<String> options, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:+UseCountedLoopSafepoints", "-XX:LoopStripMiningIter=1000",
                "-Xlog:disable", "-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String line = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        if (exit != 0) {
            throw new IOException(String.join(" ", command) + " ended with exit code " + exit);
        }
        return line;
    }

    /// What one process gave, in milliseconds and megabytes, in the order of the columns.
    private record Figures(double[] values) {

        static Figures of(long[] printed, long wholeNanos) {
            long[] answers = Arrays.copyOfRange(printed, 3, printed.length);
            double[] runs = new double[answers.length];
            for (int i = 0; i < runs.length; i++) {
                runs[i] = (answers[i] - (i == 0 ? printed[2] : answers[i - 1])) / 1e6;
            }
            double steady = new Median().evaluate(Arrays.copyOfRange(runs, runs.length / 2, runs.length));
            int first = 0;
            while (first + WINDOW < runs.length
                    && new Median().evaluate(Arrays.copyOfRange(runs, first, first + WINDOW)) > 1.25 * steady) {
                first++;
            }
            // Without the time that the process went on after its first answer.
            double process = (wholeNanos - answers[answers.length - 1] + answers[0]) / 1e6;
            return new Figures(new double[]{printed[1] / 1e6, printed[2] / 1e6, answers[0] / 1e6, runs[1], runs[9],
                    answers[first] / 1e6, steady, process, printed[0] / 1024.0});
        }

        static Figures median(List<Figures> all) {
            double[] medians = new double[all.getFirst().values.length];
            for (int i = 0; i < medians.length; i++) {
                int column = i;
                medians[i] = new Median()
                        .evaluate(all.stream().mapToDouble(figures -> figures.values[column]).toArray());
            }
            return new Figures(medians);
        }

        void print(ColdstartCommand to, String name) {
            Object[] columns = new Object[values.length + 1];
            columns[0] = name;
            for (int i = 0; i < values.length; i++) {
                columns[i + 1] = String.format(Locale.ROOT, i == 6 ? "%.1f" : "%.0f", values[i]);
            }
            to.line(columns);
        }
    }
}
