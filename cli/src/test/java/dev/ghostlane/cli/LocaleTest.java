package dev.ghostlane.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ghostlane.testdata.Shared;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The launcher and what it starts, in locales in which Java by itself could not open files whose names are not ASCII.
/// A shell makes the names, as the JVM of this test may be in such a locale.
class LocaleTest {

    /// The letters in UTF-8, which the shell has as the variable `$n`.
    private static final String NAME = "größe 写真";

    @TempDir
    private static Path temporary;

    @BeforeAll
    static void install() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "skipped: there is no /bin/sh");
        Path lib = Files.createDirectories(temporary.resolve("installation/cli/target/ghostlane/lib"));
        Files.copy(Shared.repository().resolve("ghostlane"), temporary.resolve("installation/ghostlane"));
        Files.copy(Shared.repository().resolve("testdata/photos/chelsea.png"), temporary.resolve("cat.png"));
        ReadOnlyTest.jar(lib);
        assertEquals(0, shell("", "mv installation \"$n\" && mkdir photos && mv cat.png \"photos/$n.png\"").code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "LC_ALL=C", "LC_ALL=xx_XX.UTF-8", "LANG=xx_XX.UTF-8",
            "LC_CTYPE=UTF-8", "LANG=C.UTF-8 LC_TIME=xx_XX", "LANG=xx_XX.UTF-8 LC_ALL=C.UTF-8"})
    void argumentsFoldersAndOutputFiles(String variables) throws Exception {
        CommandRun file = shell(variables, "\"$n/ghostlane\" classify -k 1 \"photos/$n.png\"");
        assertTrue(file.out().startsWith("photos/" + NAME + ".png\n   1  cat "), file::toString);
        CommandRun folder = shell(variables, "\"$n/ghostlane\" embed -o \"$n.npy\" photos && rm \"$n.npy\"");
        assertEquals("0\tphotos/" + NAME + ".png\n", folder.out(), folder::toString);
        assertTrue(folder.err().contains(NAME + ".npy: embeddings 1×"), folder::toString);
        assertEquals(0, folder.code(), folder::toString);
    }

    private static CommandRun shell(String variables, String script) throws IOException, InterruptedException {
        StringBuilder octal = new StringBuilder();
        for (byte b : NAME.getBytes(StandardCharsets.UTF_8)) {
            octal.append("\\%03o".formatted(b & 0xff));
        }
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", "n=$(printf '" + octal + "') && " + script)
                .directory(temporary.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.matches("(GHOSTLANE|JAVA|JDK|LC)_.*|_JAVA_OPTIONS|LANG"));
        environment.put("GHOSTLANE_JAVA_HOME", System.getProperty("java.home"));
        for (String variable : variables.split(" ")) {
            if (!variable.isEmpty()) {
                environment.put(variable.split("=")[0], variable.split("=")[1]);
            }
        }
        Process process = builder.start();
        process.getOutputStream().close();
        // The outputs are short: they fit into the pipes.
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), () -> script + " takes too long");
        return new CommandRun(process.exitValue(),
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8),
                new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
    }
}
