package dev.ghostlane.testdata.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Runs Jazzer on a target, in a JVM of its own.
///
/// @param folder receives the corpus, findings and the log
record FuzzRun(FuzzTarget target, Path folder) {
    private static final Pattern DONE = Pattern.compile("Done (\\d+) (?:runs )?in (\\d+) second");

    /// Reading an input takes longer than this: libFuzzer gives up, and the input is a finding.
    private static final int HANG_SECONDS = 30;

    private static final int BRIEF_SECONDS = 10;

    /// Leads the fuzzer through regular expressions, but allocates for each character they look at, so that most inputs
    /// would have to be judged again.
    private static final String ALLOCATING_HOOK = "com.code_intelligence.jazzer.sanitizers.RegexRoadblocks";

    /// What came of it.
    ///
    /// @param executions inputs that were run; -1 if Jazzer ended before it could say
    /// @param findings files with inputs for which something did not hold
    /// @param log what Jazzer printed
    record Result(String target, long executions, long seconds, List<Path> findings, Path log, int exitCode) {

        boolean isGood() { return exitCode == 0 && findings.isEmpty() && executions > 0; }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%-18s %,12d executions %6d s %,9d/s   %d findings", target, executions,
                    seconds, executions / Math.max(seconds, 1), findings.size());
        }
    }

    /// Fuzzes for some inputs.
    Result executions(long number) throws IOException, InterruptedException {
        return run("-runs=" + number, "-XX:+TieredCompilation");
    }

    /// Fuzzes for some time.
    Result seconds(int number) throws IOException, InterruptedException {
        // The code that C2 would compile in a few seconds would hardly be used any more.
        return run("-max_total_time=" + number,
                number > BRIEF_SECONDS ? "-XX:+TieredCompilation" : "-XX:TieredStopAtLevel=1");
    }

    private Result run(String limit, String compilers) throws IOException, InterruptedException {
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        Path findings = Files.createDirectories(folder.resolve("findings"));
        Path log = folder.resolve("log.txt");
        int number = 0;
        for (byte[] seed : target.seeds()) {
            Files.write(corpus.resolve("seed-" + number++), seed);
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g", "-XX:+UseSerialGC",
                compilers,
                "-XX:+EnableDynamicAgentLoading", "-Djava.awt.headless=true", "-cp",
                System.getProperty("java.class.path"), "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + FuzzEntry.class.getName(), "--target_args=" + target.getClass().getName(),
                "--instrumentation_includes=dev.ghostlane.**", "--instrumentation_excludes=dev.ghostlane.testdata.**",
                "--disabled_hooks=" + ALLOCATING_HOOK, "--reproducer_path=" + folder,
                "-artifact_prefix=" + findings + "/", "-max_len=" + target.longest(),
                "-timeout=" + HANG_SECONDS, "-rss_limit_mb=0", "-print_final_stats=1", limit));
        if (!target.words().isEmpty()) {
            command.add("-dict=" + Files.write(folder.resolve("words.txt"), dictionary(target.words())));
        }
        command.add(corpus.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        int exitCode;
        try {
            exitCode = process.waitFor();
        } finally {
            process.destroyForcibly();
        }
        return result(Files.readString(log, StandardCharsets.ISO_8859_1), findings, log, exitCode);
    }

    private static List<String> dictionary(List<String> words) {
        return words.stream().map(word -> {
            StringBuilder line = new StringBuilder("\"");
            for (byte b : word.getBytes(StandardCharsets.ISO_8859_1)) {
                line.append(String.format(Locale.ROOT, "\\x%02x", b & 0xff));
            }
            return line.append('"').toString();
        }).toList();
    }

    private Result result(String log, Path findings, Path logFile, int exitCode) throws IOException {
        Matcher done = DONE.matcher(log);
        long executions = -1;
        long seconds = 0;
        while (done.find()) {
            executions = Long.parseLong(done.group(1));
            seconds = Long.parseLong(done.group(2));
        }
        return new Result(target.name(), executions, seconds, files(findings), logFile, exitCode);
    }

    /// The files in a folder, by their names.
    static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
