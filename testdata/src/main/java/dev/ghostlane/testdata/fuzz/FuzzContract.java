package dev.ghostlane.testdata.fuzz;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The fuzz tests of a module: extend it and name the targets.
///
/// Each target's seeds, and the inputs of earlier findings (resources `fuzz/TARGET/*`), are run as they are; then
/// Jazzer looks for new findings, for `-Dfuzz.seconds=N`, 3 unless told, or `-Dfuzz.executions=N`, in the targets that
/// `-Dfuzz.targets=A,B` names, all unless told. Findings stay in `target/fuzz/TARGET/findings` and are run again each
/// time until they are deleted; the figures are in `target/fuzz/report.txt`.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class FuzzContract {
    private static final Path FOLDER = Path.of("target", "fuzz").toAbsolutePath();

    /// The targets of the module.
    protected abstract List<FuzzTarget> targets();

    @ParameterizedTest
    @MethodSource("targets")
    void seedsAndEarlierFindingsAreHandled(FuzzTarget target) throws Throwable {
        assertFalse(target.seeds().isEmpty(), target.name());
        for (byte[] seed : target.seeds()) {
            FuzzEntry.run(target, seed);
        }
        URL earlier = getClass().getResource("/fuzz/" + target.name());
        if (earlier != null) {
            replay(target, path(earlier));
        }
        Path unsolved = FOLDER.resolve(target.name()).resolve("findings");
        if (Files.isDirectory(unsolved)) {
            replay(target, unsolved);
        }
    }

    private static Path path(URL resource) throws URISyntaxException { return Path.of(resource.toURI()); }

    private static void replay(FuzzTarget target, Path folder) throws Throwable {
        for (Path file : FuzzRun.files(folder)) {
            try {
                FuzzEntry.run(target, Files.readAllBytes(file));
            } catch (Throwable e) {
                throw new AssertionError(target.name() + ": " + file + ": " + e, e);
            }
        }
    }

    private List<FuzzTarget> chosenTargets() {
        String names = System.getProperty("fuzz.targets");
        return names == null
                ? targets()
                : targets().stream().filter(target -> List.of(names.split(",")).contains(target.name())).toList();
    }

    /// None if all that were chosen are another module's.
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("chosenTargets")
    @Tag("fuzz")
    void noInputIsFoundThatBreaksAPromise(FuzzTarget target) throws IOException, InterruptedException {
        FuzzRun run = new FuzzRun(target, FOLDER.resolve(target.name()));
        String executions = System.getProperty("fuzz.executions");
        FuzzRun.Result result = executions == null
                ? run.seconds(Integer.getInteger("fuzz.seconds", 3))
                : run.executions(Long.parseLong(executions));
        System.out.println(result);
        Files.writeString(FOLDER.resolve("report.txt"), result + "\n", StandardCharsets.UTF_8,
                StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        assertTrue(result.isGood(), () -> result + ", see " + result.log() + "; findings: " + result.findings());
    }
}
