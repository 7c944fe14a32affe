package dev.ghostlane.bench.compare;

import dev.ghostlane.bench.common.ForkedJvm;
import dev.ghostlane.bench.common.Program;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A build of Ghostlane: a checkout whose launcher has built it.
///
/// @param name what the user called it
/// @param revision its commit as Git describes it, empty if it has none
/// @param classPath the jars that its launcher runs with
record Build(String name, String revision, String classPath) {
    private static final String LAUNCHER = "ghostlane";
    private static final Path LIBRARIES = Path.of("cli", "target", "ghostlane", "lib");

    /// A build, made anew if it is older than its sources.
    ///
    /// @param name a folder with a checkout of Ghostlane, or a commit of this one, which is checked out below
    ///         `bench/target`
    /// @throws IllegalArgumentException if it is neither
    /// @throws IllegalStateException if it cannot be built; the reason is on the error stream
    static Build of(String name) throws IOException {
        Path folder = Path.of(name).toAbsolutePath().normalize();
        String revision;
        if (Files.isExecutable(folder.resolve(LAUNCHER)) && Files.isRegularFile(folder.resolve("pom.xml"))) {
            revision = git(folder, "describe", "--always", "--dirty");
        } else {
            revision = git(Program.home(), "rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}");
            if (revision.isEmpty()) {
                throw new IllegalArgumentException(
                        "'" + name + "' is neither a folder with a checkout of Ghostlane nor a"
                                + " commit of " + Program.home().toAbsolutePath());
            }
            folder = checkedOut(revision);
        }
        run(List.of(folder.resolve(LAUNCHER).toString(), "--version"),
                Map.of("GHOSTLANE_JAVA_HOME", System.getProperty("java.home"), "GHOSTLANE_JAVA_OPTS", ""));
        if (!Files.isDirectory(folder.resolve(LIBRARIES))) {
            throw new IllegalStateException(name + " was built, but has no folder " + LIBRARIES);
        }
        return new Build(name, revision, folder.resolve(LIBRARIES) + File.separator + "*");
    }

    @Override
    public String toString() { return name + (revision.isEmpty() ? "" : " (" + revision + ")"); }

    /// A commit's files in a folder of their own. It is renamed when complete, so that half of one is never taken for
    /// it.
    private static Path checkedOut(String commit) throws IOException {
        Path builds = Files
                .createDirectories(Program.home().resolve(Path.of("bench", "target", "builds")).toAbsolutePath());
        Path folder = builds.resolve(commit);
        if (!Files.exists(folder)) {
            Path part = Files.createTempDirectory(builds, "part");
            // An index of its own leaves the repository as it is.
            Map<String, String> index = Map.of("GIT_INDEX_FILE", part.resolve(".index").toString());
            String home = Program.home().toAbsolutePath().toString();
            run(List.of("git", "-C", home, "read-tree", commit), index);
            run(List.of("git", "-C", home, "checkout-index", "--all", "--prefix=" + part + "/"), index);
            Files.move(part, folder);
        }
        return folder;
    }

    /// What Git answers, empty if it has none.
    private static String git(Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return ForkedJvm.ended(process) == 0 ? answer : "";
    }

    /// Runs a command for what it does; what it says of progress and failures is passed on.
    private static void run(List<String> command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO()
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        Process process = builder.start();
        int code = ForkedJvm.ended(process);
        if (code != 0) {
            throw new IllegalStateException(String.join(" ", command) + " ended with exit code " + code);
        }
    }
}
