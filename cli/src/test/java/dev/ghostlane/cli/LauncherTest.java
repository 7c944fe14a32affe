package dev.ghostlane.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ghostlane.testdata.Shared;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The script `ghostlane`, in a copy of the folder that has jars but no sources, so that nothing is built, and
/// with JDKs that only say how they were called.
class LauncherTest {

    private static final String EAGERLY = "[-XX:+AOTCompileEagerly]";
    private static final String COMPILING = String.join(System.lineSeparator(),
            "[-XX:Tier4BackEdgeThreshold=2000000000]", "[-XX:CompileCommand=quiet]",
            "[-XX:CompileCommand=CompileThresholdScaling,dev.ghostlane.*::*,0.1]");

    @TempDir
    private Path temporary;
    private Path launcher;

    @BeforeEach
    void copy() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no /bin/sh");
        Path home = Files.createDirectories(temporary.resolve(CommandRun.fileName("a folder ü")));
        launcher = Files.copy(Shared.repository().resolve("ghostlane"), home.resolve("ghostlane"));
        Path lib = Files.createDirectories(home.resolve("cli/target/ghostlane/lib"));
        Files.createFile(lib.resolve("ghostlane-cli.jar"));
    }

    @ParameterizedTest
    @CsvSource({"25.0.3, true", "25.0.10, true", "25.0.3.1, true", "25.1, true", "26-ea, true", "26, true",
            "100.0.0, true", "25, false", "25-ea, false", "25.0.3-ea, false", "25.0.2, false", "24.0.9, false",
            "17.0.15, false", "1.8.0_392, false", "9, false", "nonsense, false"})
    void versionsAreCompared(String version, boolean suitable) throws IOException, InterruptedException {
        Path jdk = jdk("jdk-" + version, version, "java.base jdk.incubator.vector");
        Result result = run(Map.of("GHOSTLANE_JAVA_HOME", jdk), "doctor");
        if (suitable) {
            assertEquals(7, result.code(), result.toString());
            assertTrue(result.out().contains("called " + jdk), result.out());
        } else {
            assertEquals(1, result.code(), result.toString());
            assertTrue(result.err().contains("25.0.3") && result.err().contains(jdk + ": Java " + version),
                    result.err());
            assertEquals("", result.out());
        }
    }

    @Test
    void argumentsAndTheExitCodePassThrough() throws IOException, InterruptedException {
        Path jdk = jdk("my jdk", "25.0.3", "java.base jdk.incubator.vector");
        String photo = CommandRun.fileName("größe.png");
        Result result = run(Map.of("GHOSTLANE_JAVA_HOME", jdk, "GHOSTLANE_JAVA_OPTS", "-Xmx1g -Dx=*"), "classify",
                "a b.png", "*", "", photo, "$HOME");
        assertEquals(7, result.code());
        List<String> lines = result.out().lines().toList();
        int main = lines.indexOf("[dev.ghostlane.cli.Main]");
        assertEquals(List.of("[classify]", "[a b.png]", "[*]", "[]", "[" + photo + "]", "[$HOME]"),
                lines.subList(main + 1, lines.size()));
        assertTrue(lines.containsAll(List.of("[--add-modules]", "[jdk.incubator.vector]", "[-Xmx1g]", "[-Dx=*]",
                "[" + launcher.resolveSibling("cli/target/ghostlane/lib/ghostlane-cli.jar") + "]")), result.out());
    }

    /// Up to four images are done before SIMD kernels would be compiled; how many a folder has is not known.
    @ParameterizedTest
    @CsvSource({"classify a.png, true", "classify a b c d, true", "classify a b c d e, false",
            "classify --top 3 --labels l.txt --deny cat --memory-limit 64 a b c d, true", "classify ., false",
            "classify x/*.png, false", "embed --layer pooled -o x.npy a, true", "embed . -o x.npy, false",
            "features a.png -o f.npz, false", "attention a.png -o f.html, true", "classify -, true",
            "classify - a b c d, false",
            "classify --threads 2 a b c d, true", "classify --threads=2 a b c d e, false"})
    void fewImagesAreDoneWithoutSimd(String arguments, boolean few) throws IOException, InterruptedException {
        Path jdk = jdk("jdk", "25.0.3", "java.base jdk.incubator.vector");
        Result result = run(Map.of("GHOSTLANE_JAVA_HOME", jdk), arguments.split(" "));
        assertEquals(few, result.out().contains("[-Dghostlane.simd=false]"), result.toString());
        assertEquals(few, !result.out().contains("[--add-modules]"), result.toString());
        assertEquals(!few, result.out().contains(COMPILING), result.toString());
        List<String> lines = result.out().lines().toList();
        assertEquals(few, lines.contains(EAGERLY), result.toString());
        assertTrue(!few || lines.indexOf("[-XX:+UnlockExperimentalVMOptions]") < lines.indexOf(EAGERLY),
                result.toString());
    }

    /// An experimental option, which other versions may not have.
    @ParameterizedTest
    @CsvSource({"25.0.3, true", "25.0.10, true", "26.0.1, false", "250, false"})
    void onlyJava25CompilesEagerly(String version, boolean eagerly) throws IOException, InterruptedException {
        Path jdk = jdk("jdk", version, "java.base jdk.incubator.vector");
        Result result = run(Map.of("GHOSTLANE_JAVA_HOME", jdk), "classify", "a.png");
        assertTrue(result.out().contains("[-XX:TieredStopAtLevel=1]"), result.toString());
        assertEquals(eagerly, result.out().contains(EAGERLY), result.toString());
        assertEquals(eagerly, result.out().contains("Experimental"), result.toString());
    }

    /// Other versions may not have these options, and without the quick compiler they would do harm; the user's count.
    @ParameterizedTest
    @CsvSource({"25.0.3, -Xmx1g, true", "25.0.10, -Xmx1g, true", "26.0.1, -Xmx1g, false", "250, -Xmx1g, false",
            "25.0.3, -XX:-TieredCompilation, false", "25.0.3, -XX:CompilationMode=high-only, false"})
    void java25CompilesForCalls(String version, String option, boolean compiling)
            throws IOException, InterruptedException {
        Path jdk = jdk("jdk", version, "java.base jdk.incubator.vector");
        Result result = run(Map.of("GHOSTLANE_JAVA_HOME", jdk, "GHOSTLANE_JAVA_OPTS", option), "classify", ".");
        assertEquals(compiling, result.out().contains(COMPILING), result.toString());
        assertEquals(compiling, result.out().contains("CompileCommand"), result.toString());
        assertTrue(result.out().indexOf(COMPILING) < result.out().indexOf("[" + option + "]"), result.toString());
    }

    /// No kernel runs then, and the JVM does not warn of an incubating module.
    @ParameterizedTest
    @CsvSource({"'', true", "--help, true", "--version, true", "help bench, true", "classify . --help, true",
            "clasify ., true", "classify, true", "classify . --no-such-option, true", "classify . -k, true",
            "classify . -k 0, true", "bench --threads many, true", "bench x, true", "embed ., true", "infer -m a, true",
            "doctor, false", "bench -b4, false", "classify -k3 ., false", "classify --allow --x ., false",
            "classify -- --help a b c d, false", "classify @arguments, false", "@arguments, false"})
    void helpAndWrongUsageNeedNoVectors(String arguments, boolean words) throws IOException, InterruptedException {
        Path jdk = jdk("jdk", "25.0.3", "java.base jdk.incubator.vector");
        String[] args = arguments.isEmpty() ? new String[0] : arguments.split(" ");
        Result result = run(Map.of("GHOSTLANE_JAVA_HOME", jdk), args);
        assertEquals(words, !result.out().contains("[--add-modules]"), result.toString());
        Result own = run(Map.of("GHOSTLANE_JAVA_HOME", jdk, "GHOSTLANE_JAVA_OPTS", "-Dghostlane.x=y"), args);
        assertEquals(words, !own.out().contains("[--add-modules]"), own.toString());
        assertFalse(own.out().contains("[-XX:TieredStopAtLevel=1]"), own.toString());
    }

    @Test
    void theFirstSuitableJavaIsTaken() throws IOException, InterruptedException {
        Path old = jdk("old", "17.0.15", "java.base jdk.incubator.vector");
        Path noVectors = jdk("no vectors", "25.0.3", "java.base java.desktop");
        Path first = jdk("first", "25.0.3", "java.base jdk.incubator.vector java.desktop");
        Path second = jdk("second", "26.0.1", null);
        String path = "/usr/bin:/bin";
        assertTrue(run(Map.of("JAVA_HOME", first, "PATH", second + "/bin:" + path), "x").out()
                .contains("called " + first));
        assertTrue(
                run(Map.of("JAVA_HOME", old, "PATH", second + "/bin:" + path), "x").out().contains("called " + second));
        assertTrue(run(Map.of("JAVA_HOME", noVectors, "PATH", first + "/bin:" + path), "x").out()
                .contains("called " + first));
        Path links = Files.createDirectories(temporary.resolve("links"));
        Files.createSymbolicLink(links.resolve("java"), first.resolve("bin/java"));
        assertTrue(run(Map.of("PATH", links + ":" + path), "x").out().contains("called " + first));
        assertTrue(run(Map.of("GHOSTLANE_JAVA_HOME", noVectors), "x").err().contains("without the module"));
        assertEquals(1, run(Map.of("GHOSTLANE_JAVA_HOME", temporary.resolve("none")), "x").code());
    }

    @Test
    void theLauncherMayBeALink() throws IOException, InterruptedException {
        Path jdk = jdk("jdk", "25.0.3", null);
        Path second = Files.createSymbolicLink(temporary.resolve("second"), launcher);
        Path first = Files.createSymbolicLink(temporary.resolve("first"), Path.of("second"));
        assertTrue(Files.isSymbolicLink(second));
        Result result = start(first, Map.of("GHOSTLANE_JAVA_HOME", jdk), "x");
        assertTrue(result.out().contains(launcher.getParent() + "/cli/target"), result.toString());
    }

    @Test
    void missingMavenIsSaid() throws IOException, InterruptedException {
        Files.delete(launcher.resolveSibling("cli/target/ghostlane/lib/ghostlane-cli.jar"));
        Files.createFile(launcher.resolveSibling("pom.xml"));
        Path jdk = jdk("jdk", "25.0.3", null);
        Path tools = Files.createDirectories(temporary.resolve("tools"));
        for (String tool : List.of("dirname", "find", "head", "mkdir", "rm", "cat", "sed", "sleep", "readlink")) {
            Path place = Files.exists(Path.of("/usr/bin", tool)) ? Path.of("/usr/bin", tool) : Path.of("/bin", tool);
            Files.createSymbolicLink(tools.resolve(tool), place);
        }
        Result result = run(Map.of("GHOSTLANE_JAVA_HOME", jdk, "PATH", tools), "x");
        assertEquals(1, result.code(), result.toString());
        assertTrue(result.err().contains("Maven"), result.err());
        assertFalse(Files.exists(launcher.resolveSibling("cli/target/ghostlane/lock")), "the lock is given back");
    }

    @Test
    void aCopyElsewhereIsRefused() throws IOException, InterruptedException {
        Path elsewhere = Files.createDirectories(temporary.resolve("elsewhere"));
        Path copy = Files.copy(launcher, elsewhere.resolve("ghostlane"));
        Result result = start(copy, Map.of("GHOSTLANE_JAVA_HOME", jdk("jdk", "25.0.3", null)), "x");
        assertEquals(1, result.code(), result.toString());
        assertTrue(result.err().contains("not the folder of Ghostlane"), result.err());
        assertFalse(Files.exists(elsewhere.resolve("cli")), "nothing is left there");
    }

    /// A folder that looks like a JDK; its java prints how it was called and ends with 7.
    private Path jdk(String name, String version, String modules) throws IOException {
        Path home = temporary.resolve(name);
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho \"called " + home + "\"\nfor a; do echo \"[$a]\"; done\nexit 7\n");
        assertTrue(java.toFile().setExecutable(true));
        Files.copy(java, java.resolveSibling("javac"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\n"
                + (modules == null ? "" : "MODULES=\"" + modules + "\"\n"));
        return home;
    }

    private record Result(int code, String out, String err) {}

    private Result run(Map<String, Object> environment, String... args) throws IOException, InterruptedException {
        return start(launcher, environment, args);
    }

    private Result start(Path script, Map<String, Object> environment, String... args)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", script.toString()));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).directory(temporary.toFile());
        List.of("JAVA_HOME", "GHOSTLANE_JAVA_HOME", "GHOSTLANE_JAVA_OPTS").forEach(builder.environment()::remove);
        new TreeMap<>(environment).forEach((key, value) -> builder.environment().put(key, value.toString()));
        Path out = temporary.resolve("out.txt");
        Path err = temporary.resolve("err.txt");
        Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        process.getOutputStream().close();
        int code = process.waitFor();
        return new Result(code, Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
