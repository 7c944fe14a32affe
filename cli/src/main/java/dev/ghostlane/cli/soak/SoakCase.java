package dev.ghostlane.cli.soak;

import dev.ghostlane.cli.measure.SelfTest;
import dev.ghostlane.engine.Plan;
import dev.ghostlane.engine.Session;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.checkpoint.DType;
import dev.ghostlane.ghostnetv2.network.Configuration;
import dev.ghostlane.ghostnetv2.network.Variant;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.tensor.FeatureMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// A case of the endurance test: images for a model, and the logits that they must give, to the bit.
///
/// @param model with random weights
/// @param plan for the batch
/// @param input the batch, NHWC
/// @param logits what the scalar kernels made of it on one thread
public record SoakCase(GhostNetV2 model, Plan plan, float[] input, float[] logits) {

    private record Size(int batch, int height, int width) {}

    /// A mixture of models, batches and sizes: with and without attention, plain and fused forms, odd sizes, weights in
    /// 32 and in 16 bits.
    public static List<SoakCase> all(long seed) {
        List<SoakCase> cases = new ArrayList<>();
        add(cases, Configuration.of(Variant.GHOSTNET, 0.5, 10), seed, new Size(1, 64, 64), new Size(5, 31, 47));
        add(cases, Configuration.of(Variant.GHOSTNET, 1.0, 1000), seed, new Size(1, 224, 224));
        add(cases, Configuration.of(Variant.GHOSTNETV2, 0.5, 17), seed, new Size(1, 33, 33), new Size(3, 96, 65),
                new Size(8, 64, 64));
        add(cases, Configuration.of(Variant.GHOSTNETV2, 1.0, 1000), seed, new Size(1, 224, 224), new Size(4, 160, 128));
        add(cases, Configuration.of(Variant.GHOSTNETV2, 1.3, 100), seed, new Size(1, 97, 161));
        add(cases, Configuration.of(Variant.GHOSTNETV3, 0.5, 10), seed, new Size(2, 65, 64));
        GhostNetV2 wide = GhostNetV2.random(Configuration.of(Variant.GHOSTNETV2, 1.0, 1000), seed);
        add(cases, wide.rounded(DType.BF16), seed, new Size(1, 224, 224));
        add(cases, wide.rounded(DType.F16), seed, new Size(2, 96, 64));
        return List.copyOf(cases);
    }

    private static void add(List<SoakCase> cases, Configuration configuration, long seed, Size... sizes) {
        add(cases, GhostNetV2.random(configuration, seed), seed, sizes);
    }

    private static void add(List<SoakCase> cases, GhostNetV2 model, long seed, Size... sizes) {
        for (Size size : sizes) {
            Plan plan = model.plan(size.batch, size.height, size.width);
            float[] input = image(plan.inputShape().floats(), new SplittableRandom(seed + cases.size()));
            Plan scalar = model.network().compile(Kernels.scalar(), List.of(model.network().output()))
                    .plan(size.batch, size.height, size.width);
            try (Session session = scalar.session()) {
                cases.add(new SoakCase(model, plan, input, run(session, input)));
            }
        }
    }

    static float[] image(int floats, SplittableRandom random) {
        float[] image = new float[floats];
        for (int i = 0; i < floats; i++) {
            image[i] = (float) random.nextDouble(-2, 2);
        }
        return image;
    }

    /// The one output of a session.
    static float[] run(Session session, float[] input) {
        FeatureMap output = session.output();
        float[] logits = new float[output.pixels() * output.channels()];
        session.run(input, logits);
        return logits;
    }

    /// Runs the case in a session of its plan.
    ///
    /// @throws SoakDifference if the logits have other bits
    void check(Session session) {
        compare(toString(), logits, run(session, input));
    }

    /// Compares the bits of what a call gave.
    ///
    /// @param name what was called, for the message
    /// @throws SoakDifference if one is another
    static void compare(String name, float[] expected, float[] found) {
        int index = Arrays.mismatch(expected, found);
        if (index >= 0) {
            throw new SoakDifference(
                    "%s, value %d of %d: expected %s (0x%08x), found %s (0x%08x)".formatted(name, index,
                            expected.length, expected[index], Float.floatToRawIntBits(expected[index]), found[index],
                            Float.floatToRawIntBits(found[index])),
                    null);
        }
    }

    /// Sixteen digits that stand for the bits of all expected logits.
    public static String digest(List<SoakCase> cases) {
        return SelfTest.digest(cases.stream().map(SoakCase::logits).toArray(float[][]::new));
    }

    @Override
    public String toString() {
        Configuration configuration = model.configuration();
        return configuration.variant() + " " + configuration.width() + ", " + plan.inputShape();
    }
}
