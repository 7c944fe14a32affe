package dev.ghostlane.testdata.mutation;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.JavaCompiler;

/// Puts bugs into a scratch copy of a class, one at a time, and runs the tests that should see them in a JVM that finds
/// that class first.
public final class MutationCheck {

    private static final int LIMIT_SECONDS = 150;

    /// What became of a bug.
    ///
    /// @param mutant the bug
    /// @param caughtBy the test that saw it, with the first line of what it said; empty if all tests passed
    public record Outcome(Mutant mutant, String caughtBy) {

        /// Whether no test saw it.
        public boolean survived() { return caughtBy.isEmpty(); }

        /// A line of the table.
        public String row() {
            return "| " + mutant.className() + " | " + mutant.bug() + " | "
                    + (survived() ? "**survived**" : caughtBy.replace("|", "\\|"))
                    + " |";
        }
    }

    private MutationCheck() {}

    /// Compiles a bug and runs its tests until the first failure.
    ///
    /// @throws IllegalStateException if it no longer applies or compiles
    public static Outcome run(Mutant mutant) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("ghostlane-mutant");
        try {
            compile(mutant, folder);
            return new Outcome(mutant, test(mutant, folder));
        } finally {
            delete(folder);
        }
    }

    /// Runs bugs one after the other and prints their table.
    ///
    /// @param name of the table's file in `target`
    /// @return those that survived
    public static List<Outcome> run(String name, List<Mutant> mutants) throws IOException, InterruptedException {
        List<Outcome> outcomes = new ArrayList<>();
        for (Mutant mutant : mutants) {
            Outcome outcome = run(mutant);
            System.out.println(outcome.row());
            outcomes.add(outcome);
        }
        Files.writeString(Files.createDirectories(Path.of("target")).resolve(name), table(outcomes));
        return outcomes.stream().filter(Outcome::survived).toList();
    }

    /// Checks that what each bug replaces is still there, so that a change that takes it away is seen at once and not
    /// when all bugs are tried. Compiles and runs nothing.
    ///
    /// @throws IllegalStateException if one no longer applies
    public static void requireApplicable(List<Mutant> mutants) throws IOException {
        for (Mutant mutant : mutants) {
            SourceFile.of(mutant).with(mutant);
        }
    }

    /// The table of some outcomes, in Markdown.
    public static String table(List<Outcome> outcomes) {
        StringBuilder table = new StringBuilder("| class | bug | caught by |\n|---|---|---|\n");
        outcomes.forEach(outcome -> table.append(outcome.row()).append('\n'));
        long caught = outcomes.stream().filter(outcome -> !outcome.survived()).count();
        return table.append('\n').append(caught).append(" of ").append(outcomes.size()).append(" bugs caught\n")
                .toString();
    }

    private static void compile(Mutant mutant, Path folder) throws IOException {
        SourceFile original = SourceFile.of(mutant);
        Path source = Files.createDirectories(folder.resolve("source")).resolve(original.path().getFileName());
        Files.writeString(source, original.with(mutant));
        JavaCompiler compiler = SourceFile.compiler();
        StringBuilder errors = new StringBuilder();
        boolean good = compiler.getTask(null, null, diagnostic -> errors.append(diagnostic).append('\n'),
                List.of("-d", Files.createDirectories(folder.resolve("classes")).toString(), "-proc:none",
                        "-implicit:none", "--add-modules", "jdk.incubator.vector", "-cp", classPath()),
                null, compiler.getStandardFileManager(null, null, null).getJavaFileObjects(source)).call();
        if (!good) {
            throw new IllegalStateException("'" + mutant.bug() + "' no longer compiles:\n" + errors);
        }
    }

    private static String test(Mutant mutant, Path folder) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx1g", "-Dghostlane.warmStart=false", "--add-modules", "jdk.incubator.vector"));
        command.addAll(mutant.options());
        command.addAll(List.of("-cp", folder.resolve("classes") + File.pathSeparator + classPath(),
                FirstFailure.class.getName(), mutant.suite()));
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            return "no end within " + LIMIT_SECONDS + " seconds";
        }
        return switch (process.exitValue()) {
            case FirstFailure.NONE -> "";
            case FirstFailure.FOUND -> Files.readAllLines(output).stream()
                    .filter(line -> line.startsWith(FirstFailure.MARK)).findFirst().orElseThrow()
                    .substring(FirstFailure.MARK.length());
            default -> throw new IllegalStateException("'" + mutant.bug() + "': the tests could not be run:\n"
                    + Files.readString(output));
        };
    }

    private static String classPath() { return System.getProperty("java.class.path"); }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
