package dev.ghostlane.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.cli.measure.Environment;
import dev.ghostlane.cli.measure.SelfTest;
import dev.ghostlane.kernels.Kernels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `doctor` prints can be pasted into a bug report: it tells what matters, and no secret.
class DoctorCommandTest {

    @TempDir
    private Path folder;

    @Test
    void itSaysWhatRuns() {
        String out = CommandRun.of("doctor").expect(0).out();
        for (String words : List.of(Runtime.version().toString(), System.getProperty("java.home"), Kernels.choice(),
                "SIMD           " + (Kernels.best().isSimd() ? "on" : "off"), "cores", "fused mul-add", "max heap",
                "JVM options    ", "language       ", "cache          ", "downloads      ", "temporary      ",
                "self-test      passed, bits " + SelfTest.EXPECTED)) {
            assertTrue(out.contains(words), words + " in " + out);
        }
    }

    @Test
    void theSelfTestTellsWrongBits() {
        assertEquals(SelfTest.EXPECTED, SelfTest.run().found(), "the digest of the bundled model");
        SelfTest wrong = new SelfTest(SelfTest.digest(new float[]{-0f}));
        assertFalse(wrong.passed());
        assertTrue(wrong.toString().contains(SelfTest.EXPECTED) && wrong.toString().contains(wrong.found()));
        assertFalse(wrong.found().equals(SelfTest.digest(new float[]{0f})), "the sign of a zero counts");
    }

    @Test
    void optionsThatCouldHoldSecretsAreCounted() {
        assertEquals("-Xmx2g -XX:+UseSerialGC -Dghostlane.simd=false (2 others)", Environment.jvmOptions(
                List.of("-Xmx2g", "-Dapp.password=hunter2", "-XX:+UseSerialGC", "-Dghostlane.simd=false",
                        "-javaagent:a.jar=token=hunter2")));
        assertEquals("none", Environment.jvmOptions(List.of()));
    }

    @Test
    void foldersAreDescribed() throws IOException {
        assertTrue(Environment.folder(folder.resolve("none")).endsWith("none, does not exist yet"));
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertTrue(Environment.folder(file).endsWith("file, not a folder"));
        assertTrue(Environment.folder(folder).endsWith(", 1 entries"));
        Path home = Path.of(System.getProperty("user.home"));
        assertTrue(Environment.folder(home.resolve("no such folder")).startsWith("~"));
    }

    @Test
    void secretsOfTheEnvironmentAreNotShown() throws Exception {
        String out = doctor(Map.of("HTTPS_PROXY", "http://me:hunter2@proxy.example:3128", "HF_TOKEN", "hf_hunter2",
                "GHOSTLANE_CACHE", folder.toString()));
        assertTrue(out.contains("proxy proxy.example:3128, with a token"), out);
        assertFalse(out.contains("hunter2"), out);
        String wrong = doctor(Map.of("HTTPS_PROXY", "socks5://me:hunter2@proxy.example:1080"));
        assertTrue(wrong.contains("downloads      impossible: HTTPS_PROXY"), wrong);
        assertFalse(wrong.contains("hunter2"), wrong);
    }

    /// In a process of its own, whose environment can be chosen.
    private String doctor(Map<String, String> environment) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dghostlane.simd=false", "-cp", System.getProperty("java.class.path"), Main.class.getName(),
                        "doctor"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        List.of("http_proxy", "https_proxy", "all_proxy", "no_proxy", "ALL_PROXY", "NO_PROXY", "HTTP_PROXY",
                "HF_ENDPOINT")
                .forEach(builder.environment()::remove);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it takes more than a minute");
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(output);
    }
}
