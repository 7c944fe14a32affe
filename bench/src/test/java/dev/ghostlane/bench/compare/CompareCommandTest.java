package dev.ghostlane.bench.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.ghostlane.bench.BenchRun;
import dev.ghostlane.bench.common.RandomFloats;
import dev.ghostlane.cli.measure.Samples;
import dev.ghostlane.engine.Network;
import dev.ghostlane.engine.Plan;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.checkpoint.DType;
import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.ghostnetv2.onnx.OnnxExporter;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The comparison runs and compares what it says; how fast anything is, is not tested.
class CompareCommandTest {
    private static final Case CASE = new Case(null, 0.5, null, new Case.Size(40, 56), 1, 2);

    @TempDir
    private Path folder;

    private final BenchRun bench = new BenchRun("compare");

    @Test
    void everyCaseIsMeasured() throws IOException {
        List<Map<?, ?>> results = run("--forks", "0", "--seconds", "0.02", "--width", "0.5", "--size", "40x56",
                "--batch", "1,3");
        assertEquals(List.of(List.of(1, 1), List.of(1, 2), List.of(3, 1), List.of(3, 2)),
                results.stream().map(result -> List.of(result.get("batch"), result.get("threads"))).toList());
        for (Map<?, ?> result : results) {
            double ghostlane = number((Map<?, ?>) result.get("ghostlane"), "median_ms");
            double peer = number((Map<?, ?>) result.get("onnxruntime"), "median_ms");
            assertTrue(ghostlane > 0 && peer > 0, result.toString());
            assertEquals(peer / ghostlane, number(result, "ratio"), 1e-9);
            assertTrue(number(result, "largest_difference") < OnnxRuntime.TOLERANCE, result.toString());
            assertTrue(number(result, "fma_peak_gflops") > 1, result.toString());
        }
        assertTrue(bench.toString().contains("width 0.5, 40x56, batch 3, 2 threads"));
    }

    /// Its size is fixed, and both run it as it is.
    @Test
    void aGivenOnnxFileIsRunByBoth() throws IOException {
        Network network = GhostNetV2.random(Configuration.of(0.3, 7), Case.WEIGHT_SEED).network();
        Path file = folder.resolve("given.onnx");
        OnnxExporter.of(network).withBatch(1).withSize(40, 40).write(file, false);
        List<Map<?, ?>> results = run("--forks", "0", "--seconds", "0.02", "--threads", "1", "--onnx", file.toString());
        assertEquals(1, results.size());
        assertTrue(number(results.getFirst(), "largest_difference") < OnnxRuntime.TOLERANCE, results.toString());
        assertTrue(bench.toString().contains("given.onnx, 40x40, batch 1, 1 thread"), bench::toString);
        assertEquals(1, bench.exitCode("--forks", "0", "--size", "48x48", "--onnx", file.toString()), "a fixed size");
        assertEquals(2, bench.exitCode("--onnx", file.toString(), "--width", "1.0"));
        assertEquals(2, bench.exitCode("--onnx", file.toString(), "--model", file.toString()));
        assertEquals(2, bench.exitCode("--onnx", file.toString(), "--weights-as", "bf16"));
        assertEquals(2, bench.exitCode("--tolerance", "2"));
    }

    /// Both have the rounded weights: with those of the network as it was, they would disagree.
    @ParameterizedTest
    @EnumSource(value = DType.class, names = {"F16", "BF16"})
    void weightsAreRoundedForBoth(DType dtype) throws IOException {
        String weightsAs = dtype.name().toLowerCase(Locale.ROOT);
        List<Map<?, ?>> results = run("--forks", "1", "--seconds", "0.02", "--width", "0.5", "--size", "40x56",
                "--threads", "1", "--weights-as", weightsAs);
        assertEquals(dtype.name(), results.getFirst().get("weights_as"));
        assertTrue(number(results.getFirst(), "largest_difference") < OnnxRuntime.TOLERANCE, results.toString());
        assertTrue(bench.toString().contains("width 0.5 in " + dtype + ", 40x56"), bench::toString);
        Case rounded = new Case(null, 0.5, dtype, new Case.Size(40, 56), 1, 1);
        Case plain = new Case(null, 0.5, null, new Case.Size(40, 56), 1, 1);
        assertThrows(IllegalStateException.class,
                () -> OnnxRuntime.requireAgreement(rounded, logits(rounded), logits(plain)));
    }

    private static float[] logits(Case what) {
        Plan plan = what.network().plan(1, what.size().height(), what.size().width());
        float[] images = new RandomFloats(Case.INPUT_SEED).next(plan.inputShape().floats());
        try (Contestant ghostlane = new Ghostlane(plan, 1, images)) {
            return ghostlane.logits();
        }
    }

    @Test
    void forksMeasureTheSame() throws IOException {
        List<Map<?, ?>> results = run("--forks", "2", "--seconds", "0.02", "--width", "0.3", "--size", "33x48",
                "--threads", "2", "--no-spinning");
        List<?> ratios = (List<?>) results.getFirst().get("ratios_of_forks");
        assertEquals(2, ratios.size());
        assertTrue(number((Map<?, ?>) results.getFirst().get("ghostlane"), "runs") >= 2);
    }

    /// The worker's class path has no jar of a build here, but the classes of this one, which is as good.
    @Test
    void twoBuildsTakeTurns() throws IOException {
        Build build = new Build("this", "1234567", System.getProperty("java.class.path"));
        BuildComparison comparison = new BuildComparison(List.of(build, build), 2);
        Case what = new Case(null, 0.3, null, new Case.Size(33, 48), 1, 2);
        List<Outcome> outcomes = comparison.measure(what, 0.02, 2);
        assertEquals(2, outcomes.size());
        for (Outcome outcome : outcomes) {
            assertTrue(outcome.ratio() > 0 && outcome.multiplyAdds() > 0, outcome.toString());
        }
        assertTrue(comparison.conclude(List.of(), System.err));
        assertEquals(List.of("this (1234567)", "this (1234567)"), comparison.toMap().get("builds"));
        assertEquals(2, comparison.toMap().get("threads_of_first_build"));
        assertThrows(IllegalStateException.class,
                () -> comparison.measure(new Case(null, 0.3, null, new Case.Size(8, 8), 1, 1), 0.02, 1), "too small");
    }

    @Test
    void xnnpackNeedsItsLibrary() {
        String missing = folder.resolve("missing.so").toString();
        assertEquals(1, bench.exitCode("--xnnpack", missing, "--forks", "0", "--width", "0.3", "--size", "40x40",
                "--threads", "1"));
        assertTrue(bench.toString().contains(missing + " is not a shared library that can be loaded"),
                bench::toString);
        assertEquals(2, bench.exitCode("--xnnpack", missing, "--onnx", "model.onnx"));
        assertEquals(2, bench.exitCode("--xnnpack", missing, "--builds", ".,."));
    }

    @Test
    void buildsAreFoldersOrCommits() {
        assertEquals(2, bench.exitCode("--builds", "."));
        assertEquals(2, bench.exitCode("--builds", ".,.", "--forks", "0"));
        assertEquals(2, bench.exitCode("--builds", ".,.", "--no-spinning"));
        assertEquals(2, bench.exitCode("--builds", ".,.", "--first-threads", "0"));
        assertEquals(2, bench.exitCode("--first-threads", "1"));
        assertEquals(2, bench.exitCode("--builds", ".,.", "--weights-as", "bf16"));
        assertEquals(1, bench.exitCode("--builds", folder + ",--no-commit"));
        assertTrue(bench.toString().contains("'" + folder + "' is neither a folder with a checkout of Ghostlane nor a"),
                bench::toString);
    }

    @Test
    void argumentsThatMakeNoSenseAreRefused() {
        assertEquals(2, bench.exitCode("--width", "0"));
        assertEquals(2, bench.exitCode("--size", "224"));
        assertEquals(2, bench.exitCode("--threads", "0"));
        assertEquals(2, bench.exitCode("--batch", "x"));
        assertEquals(2, bench.exitCode("--weights-as", "f32"));
        assertTrue(bench.toString().contains("--weights-as must be bf16 or f16, found f32"), bench::toString);
        assertEquals(2, bench.exitCode("--seconds", "0"));
        assertEquals(2, bench.exitCode("--forks", "-1"));
        assertEquals(2, bench.exitCode("word"));
        assertEquals(2, bench.exitCode("--model", "missing.safetensors", "--width", "1.0"));
        assertEquals(1, bench.exitCode("--model", "missing.safetensors"));
        assertEquals(1, bench.exitCode("--forks", "0", "--size", "8x8"));
    }

    /// Sizes with attention maps that are no whole multiples: 80×112 has maps of 5×7 pixels.
    @ParameterizedTest
    @EnumSource(UpsampleMode.class)
    void exportedNetworksGiveTheSameLogits(UpsampleMode mode) throws IOException {
        Network network = GhostNetV2.random(new Configuration(0.5, Case.CLASSES, 2, mode), Case.WEIGHT_SEED).network();
        OnnxExporter any = OnnxExporter.of(network);
        any.write(folder.resolve("any.onnx"), false);
        any.withBatch(2).withSize(80, 112).write(folder.resolve("fixed.onnx"), false);
        long[] shape = {2, 3, 80, 112};
        Plan plan = network.compile().plan(2, 80, 112);
        float[] nhwc = new RandomFloats(9).next(plan.inputShape().floats());
        float[] expected;
        try (Contestant ghostlane = new Ghostlane(plan, 1, nhwc)) {
            expected = ghostlane.logits();
        }
        int half = expected.length / 2;
        assertNotEquals(expected[0], expected[half], "another image, another logit");
        for (String file : List.of("any.onnx", "fixed.onnx")) {
            try (Contestant peer = new OnnxRuntime(folder.resolve(file), OnnxRuntime.channelsFirst(nhwc, shape), shape,
                    1,
                    true)) {
                float[] actual = peer.logits();
                OnnxRuntime.requireAgreement(CASE, expected, actual);
                assertThrows(IllegalStateException.class,
                        () -> OnnxRuntime.requireAgreement(CASE, expected, swapped(actual)),
                        "the tolerance must tell two images apart");
            }
        }
    }

    @Test
    void differentOutputsStopAComparison() {
        float[] logits = {-1, 0, 3};
        assertEquals(0, OnnxRuntime.requireAgreement(CASE, logits, logits));
        assertEquals(2.5e-6, OnnxRuntime.requireAgreement(CASE, logits, new float[]{-1, 1e-5f, 3}), 1e-9);
        for (float wrong : new float[]{1e-4f, Float.NaN, Float.POSITIVE_INFINITY}) {
            IllegalStateException stopped = assertThrows(IllegalStateException.class,
                    () -> OnnxRuntime.requireAgreement(CASE, logits, new float[]{-1, wrong, 3}));
            assertTrue(stopped.getMessage().contains("logit 1 is 0.0"), stopped.getMessage());
        }
        assertThrows(IllegalStateException.class, () -> OnnxRuntime.requireAgreement(CASE, logits, new float[2]));
    }

    @Test
    void channelsFirstKeepsImagesApart() {
        float[] nhwc = {1, 2, 3, 4, 5, 6, /* second image */ 7, 8, 9, 10, 11, 12};
        assertArrayEquals(new float[]{1, 4, 2, 5, 3, 6, 7, 10, 8, 11, 9, 12},
                OnnxRuntime.channelsFirst(nhwc, new long[]{2, 3, 1, 2}));
    }

    @Test
    void quantilesAreNearestRanks() {
        long[] nanos = new long[10];
        Arrays.setAll(nanos, i -> (10 - i) * 1_000_000L);
        Samples samples = Samples.join(List.of(Samples.of(nanos, 4),
                Samples.of(Arrays.copyOfRange(nanos, 4, 10), 6)));
        assertEquals(1, samples.minMillis());
        assertEquals(5, samples.medianMillis());
        assertEquals(9, samples.p90Millis());
        assertEquals(10, samples.count());
    }

    private static float[] swapped(float[] logits) {
        float[] swapped = logits.clone();
        int half = logits.length / 2;
        System.arraycopy(logits, 0, swapped, half, half);
        System.arraycopy(logits, half, swapped, 0, half);
        return swapped;
    }

    private List<Map<?, ?>> run(String... args) throws IOException {
        Path file = folder.resolve("results.json");
        String[] all = Arrays.copyOf(args, args.length + 2);
        all[args.length] = "--json";
        all[args.length + 1] = file.toString();
        assertEquals(0, bench.exitCode(all), bench::toString);
        List<?> results = (List<?>) JSON.std.mapFrom(Files.readString(file)).get("results");
        return results.stream().<Map<?, ?>>map(result -> (Map<?, ?>) result).toList();
    }

    private static double number(Map<?, ?> map, String name) { return ((Number) map.get(name)).doubleValue(); }
}
