package dev.ghostlane.ghostnetv2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.engine.CompiledNetwork;
import dev.ghostlane.engine.Session;
import dev.ghostlane.ghostnetv2.files.Sha256;
import dev.ghostlane.images.ImageDecoder;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.testdata.Bits;
import dev.ghostlane.testdata.Shared;
import dev.ghostlane.testdata.contract.ChildJvm;
import dev.ghostlane.testdata.contract.Effort;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The promise of the project: the same bits everywhere. Each result is held to a digest in the repository, so
/// JVMs at different vector widths, without the Vector API and on other machines agree with each other.
class SameBitsTest {

    static List<GoldenCase> all() { return GoldenCase.all(); }

    private static float[] run(CompiledNetwork network, int threads, int batch, int height, int width, float[] input) {
        try (Session session = network.plan(batch, height, width).session(threads)) {
            float[] output = new float[network.plan(batch, height, width).shape("classifier").floats()];
            session.run(input, output);
            return output;
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void logitsOfTheGoldens(GoldenCase golden) {
        golden.requireAffordable(20);
        int batch = golden.batch();
        check(golden.model(), golden.bits(), golden.letter(), golden.height(), golden.width(), batch,
                golden.input());
    }

    @Test
    void logitsOfTheBundledModel() throws IOException {
        byte[] file;
        try (InputStream resource = GhostNetV2.class.getResourceAsStream("bundled.safetensors")) {
            file = resource.readAllBytes();
        }
        String name = "bundled " + Sha256.of(file);
        ExpectedBits.requireKnown(name);
        GhostNetV2 model = GhostNetV2.bundled();
        int side = model.preprocessing().crop();
        float[] input = new float[side * side * 3];
        model.preprocessing().apply(ImageDecoder.decode(Shared.repository().resolve("testdata/photos/chelsea.png")),
                input, 0);
        ExpectedBits.check(name, "chelsea.png, preprocessed", "image code", input);
        check(model, name, "chelsea.png", side, side, 1, input);
    }

    /// On CPUs without it, and in virtual machines that hide it.
    @Test
    @DisabledIfSystemProperty(named = "ghostlane.test.expect", matches = ".*", disabledReason = "once is enough")
    void withoutFusedMultiplyAdd() throws Exception {
        List<String> with = scalarRuns("-XX:+UseFMA");
        List<String> without = scalarRuns("-XX:-UseFMA");
        assertEquals(with.getFirst(), without.getFirst());
        // Five times is usual; Math.fma itself would take hundreds of times as long.
        long times = Long.parseLong(without.getLast()) / Long.parseLong(with.getLast());
        assertTrue(times < 40, "runs take " + times + " times as long");
    }

    private static List<String> scalarRuns(String option) throws Exception {
        ChildJvm.Result result = ChildJvm.run(ScalarRuns.class, "-Dghostlane.simd=false", option);
        assertEquals(0, result.exitCode(), result.toString());
        return result.output();
    }

    /// Prints the digest of the bundled model's logits, and the nanoseconds of the fastest run.
    static final class ScalarRuns {

        private ScalarRuns() {}

        public static void main(String[] arguments) {
            GhostNetV2 model = GhostNetV2.bundled();
            int side = model.preprocessing().crop();
            Random random = new Random(1);
            float[] input = new float[side * side * 3];
            for (int i = 0; i < input.length; i++) {
                input[i] = random.nextFloat();
            }
            long fastest = Long.MAX_VALUE;
            float[] logits = {};
            for (int i = 0; i < 10; i++) {
                long start = System.nanoTime();
                logits = run(model.compiled(), 1, 1, side, side, input);
                fastest = Math.min(fastest, System.nanoTime() - start);
            }
            System.out.println(ExpectedBits.digest(logits));
            System.out.println(fastest);
        }
    }

    /// Every way to compute the logits of the images in `input`.
    private static void check(GhostNetV2 model, String name, String letter, int height, int width, int batch,
            float[] input) {
        CompiledNetwork simd = model.compiled();
        CompiledNetwork scalar = model.network().compile(Kernels.scalar(), List.of("classifier"));
        String how = Kernels.best().name() + ", 1 thread";
        float[] expected = run(simd, 1, batch, height, width, input);
        ExpectedBits.check(name, letter, how, expected);
        Bits.assertSame(() -> name + " " + letter + ", scalar kernels instead of " + how, expected,
                run(scalar, 1, batch, height, width, input));
        for (int threads = 2; threads <= (Effort.isEmulated() ? 2 : 3); threads++) {
            String what = name + " " + letter + ", " + threads + " threads instead of " + how;
            Bits.assertSame(() -> what, expected, run(simd, threads, batch, height, width, input));
        }
        int image = input.length / batch;
        int classes = expected.length / batch;
        for (int n = 0; n < batch; n++) {
            float[] alone = Arrays.copyOfRange(input, n * image, (n + 1) * image);
            float[] logits = Arrays.copyOfRange(expected, n * classes, (n + 1) * classes);
            if (batch > 1) {
                String what = name + " " + letter + ", image " + n + " alone";
                Bits.assertSame(() -> what, logits, run(simd, 1, 1, height, width, alone));
            }
            amongOthers(simd, name + " " + letter + ", image " + n, height, width, alone, logits);
        }
    }

    /// Puts an image at each position of a batch whose other images are the same one upside down.
    private static void amongOthers(CompiledNetwork network, String what, int height, int width, float[] image,
            float[] logits) {
        float[] other = new float[image.length];
        for (int i = 0; i < image.length; i++) {
            other[i] = image[image.length - 1 - i];
        }
        int batch = Effort.isEmulated() ? 2 : 3;
        for (int position = 0; position < batch; position++) {
            float[] input = new float[batch * image.length];
            for (int n = 0; n < batch; n++) {
                System.arraycopy(n == position ? image : other, 0, input, n * image.length, image.length);
            }
            float[] all = run(network, 2, batch, height, width, input);
            String where = what + " at position " + position + " of " + batch + ", 2 threads";
            Bits.assertSame(() -> where, logits,
                    Arrays.copyOfRange(all, position * logits.length, (position + 1) * logits.length));
        }
    }
}
