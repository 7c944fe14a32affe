package dev.ghostlane.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ghostlane.testdata.Shared;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher and what it starts, by a user who may write nowhere: not where Ghostlane is installed, not at home, not
/// into a temporary directory, as in a hardened container.
///
/// Root may write everywhere, whatever the permissions say; if root runs the tests, they change to user 65534.
class ReadOnlyTest {
    private static final String NOBODY = "65534";

    @TempDir
    private Path temporary;
    private Path installation;
    private final List<String> asUser = new ArrayList<>();

    @BeforeEach
    void install() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "skipped: there is no /bin/sh");
        assumeTrue(Files.getFileStore(temporary).supportsFileAttributeView("posix"),
                "skipped: the file system has no permissions");
        if (Files.getAttribute(temporary, "unix:uid").equals(0)) {
            asUser.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        }
        installation = Files.createDirectory(temporary.resolve("installation"));
        Path lib = Files.createDirectories(installation.resolve("cli/target/ghostlane/lib"));
        Files.copy(Shared.repository().resolve("ghostlane"), installation.resolve("ghostlane"));
        Files.copy(Shared.repository().resolve("testdata/photos/chelsea.png"), installation.resolve("cat.png"));
        jar(lib);
        permit(temporary, "r-xr-xr-x");
        assumeTrue(run(List.of("sh", "-c", "test -x '" + System.getProperty("java.home") + "/bin/java'")).code() == 0,
                () -> "skipped: as " + asUser + " there is no access to the JDK or no change of user");
        assertEquals(1, run(List.of("sh", "-c", "test -w '" + installation + "'")).code(), "nothing can be written");
    }

    @AfterEach
    void makeDeletable() throws IOException { permit(temporary, "rwxr-xr-x"); }

    @Test
    void anImageIsClassified() throws IOException, InterruptedException {
        CommandRun run = launch("classify", "-k", "1", installation.resolve("cat.png").toString());
        assertTrue(run.err().startsWith("model: ") && run.err().lines().count() == 1, run::toString);
        assertTrue(run.out().contains("1  cat   80.34 %"), run::toString);
        assertEquals(0, run.code());
    }

    /// With SIMD, too, which is another way through the launcher.
    @Test
    void doctorSaysThatTheTemporaryFolderIsReadOnly() throws IOException, InterruptedException {
        CommandRun run = launch("doctor");
        assertTrue(run.out().contains("self-test      passed"), run::toString);
        assertTrue(run.out().lines().anyMatch(line -> line.startsWith("temporary") && line.contains(", read-only")),
                run::toString);
    }

    @Test
    void aResultThatCannotBeWrittenIsReported() throws IOException, InterruptedException {
        Path output = installation.resolve("x.npy");
        CommandRun run = launch("embed", installation.resolve("cat.png").toString(), "--output", output.toString());
        assertEquals("ghostlane: " + output + ": permission denied\n", run.err());
        assertEquals(1, run.code());
    }

    private CommandRun launch(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", installation.resolve("ghostlane").toString()));
        command.addAll(List.of(arguments));
        List<Path> before = tree();
        CommandRun run = run(command);
        assertEquals(before, tree(), "no file is left");
        return run;
    }

    private List<Path> tree() throws IOException {
        try (Stream<Path> files = Files.walk(installation)) {
            return files.sorted().toList();
        }
    }

    private CommandRun run(List<String> command) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(asUser);
        all.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(all).directory(installation.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(GHOSTLANE|XDG|HF|JAVA|JDK)_.*|_JAVA_OPTIONS"));
        builder.environment().putAll(Map.of("HOME", installation.toString(), "TMPDIR", installation.toString(),
                "GHOSTLANE_JAVA_HOME", System.getProperty("java.home"), "GHOSTLANE_JAVA_OPTS",
                "-Xmx512m -Djava.io.tmpdir=" + installation));
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            // There is no setpriv.
            return new CommandRun(-1, "", e.getMessage());
        }
        process.getOutputStream().close();
        // The outputs are short: they fit into the pipes.
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), () -> command + " takes too long");
        return new CommandRun(process.exitValue(),
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8),
                new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    /// The class path of this test as the jar that the launcher starts: another user may not see where Maven keeps it.
    static void jar(Path lib) throws IOException {
        List<String> names = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path from = Path.of(entry);
            String name = names.size() + "-" + from.getFileName();
            if (Files.isDirectory(from)) {
                copy(from, lib.resolve(name));
                names.add(name + "/");
            } else if (Files.exists(from) && name.matches(".*(ghostlane|picocli|jackson).*")) {
                Files.copy(from, lib.resolve(name));
                names.add(name);
            }
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", names));
        try (OutputStream out = Files.newOutputStream(lib.resolve("ghostlane-cli.jar"))) {
            new JarOutputStream(out, manifest).close();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static void permit(Path folder, String permissions) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
            }
        }
    }
}
