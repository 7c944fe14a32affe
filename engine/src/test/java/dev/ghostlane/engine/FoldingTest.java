package dev.ghostlane.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.testdata.Bits;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/// Batch normalisations and activations become part of the convolution before them, and compute what they say.
class FoldingTest {

    private static final int CHANNELS = 13;
    private static final double UNIT = 0x1p-24;

    private final Layers layers = new Layers(CHANNELS, 7);

    private static float[] run(Network network, String output, FeatureMap input) {
        Plan plan = network.compile(Kernels.best(), List.of(output)).plan(input.batch(), input.height(),
                input.width());
        try (Session session = plan.session()) {
            return Maps.run(session, input, output);
        }
    }

    private static List<String> kinds(Network network, String... outputs) {
        return network.compile(Kernels.best(), List.of(outputs)).steps().stream()
                .map(step -> step.output() + ": " + step.kind()).toList();
    }

    private static FeatureMap input() { return Maps.random(2, 5, 6, CHANNELS, 11); }

    /// Against the layers' formulas in double, unfolded. The folded weights are rounded once (half a unit, and
    /// the factor's own double error), each fused multiply-add once, and so is the folded bias.
    private static void assertFormula(Network network, Op.Convolution convolution, Op.BatchNormalization norm,
            DoubleUnaryOperator activation, String output) {
        FeatureMap input = input();
        float[] actual = run(network, output, input);
        int in = convolution.inChannels();
        for (int pixel = 0; pixel < input.pixels(); pixel++) {
            for (int o = 0; o < convolution.outChannels(); o++) {
                double bias = convolution.bias() == null ? 0 : convolution.bias()[o];
                double scale = norm.scale()[o] / Math.sqrt(norm.variance()[o] + (double) norm.epsilon());
                double sum = bias;
                double magnitude = Math.abs(bias) + Math.abs(norm.mean()[o]);
                for (int k = 0; k < in; k++) {
                    double product = (double) input.data()[pixel * in + k]
                            * convolution.weights()[o * in + k];
                    sum += product;
                    magnitude += Math.abs(product);
                }
                double expected = activation.applyAsDouble(scale * (sum - norm.mean()[o]) + norm.shift()[o]);
                double bound = (in + 3) * UNIT * (Math.abs(scale) * magnitude + Math.abs(norm.shift()[o]))
                        * 1.01;
                float found = actual[pixel * convolution.outChannels() + o];
                String where = output + ", pixel " + pixel + ", channel " + o;
                assertTrue(Math.abs(found - expected) <= bound,
                        () -> where + ": expected " + expected + " ± " + bound + ", found " + found);
            }
        }
    }

    private Op op(Network network, String name) {
        return network.ops().stream().filter(op -> op.output().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void aNormalizedActivatedConvolutionIsOneStepThatComputesTheFormula() {
        layers.pointwise("conv", Layers.INPUT, 9);
        layers.normalize("norm", "conv");
        layers.activate("relu", "norm", Activation.RELU);
        Network network = layers.network("relu");
        Op.Convolution conv = (Op.Convolution) op(network, "conv");
        Op.BatchNormalization norm = (Op.BatchNormalization) op(network, "norm");
        assertEquals(List.of("norm: pointwise"), kinds(network, "norm"));
        assertEquals(List.of("relu: pointwise"), kinds(network, "relu"));
        assertFormula(network, conv, norm, x -> x, "norm");
        assertFormula(network, conv, norm, x -> Math.max(x, 0), "relu");
    }

    @Test
    void aNormalizationWithoutAConvolutionComputesTheFormula() {
        layers.normalize("norm", Layers.INPUT);
        layers.activate("sigmoid", "norm", Activation.HARD_SIGMOID);
        Network network = layers.network("sigmoid");
        Op.BatchNormalization norm = (Op.BatchNormalization) op(network, "norm");
        FeatureMap input = input();
        float[] normalized = run(network, "norm", input);
        float[] activated = run(network, "sigmoid", input);
        for (int i = 0; i < normalized.length; i++) {
            int c = i % CHANNELS;
            double scale = norm.scale()[c] / Math.sqrt(norm.variance()[c] + (double) norm.epsilon());
            double expected = scale * ((double) input.data()[i] - norm.mean()[c]) + norm.shift()[c];
            double magnitude = Math.abs(scale) * (Math.abs(input.data()[i]) + Math.abs(norm.mean()[c]))
                    + Math.abs(norm.shift()[c]);
            assertEquals(expected, normalized[i], 4 * UNIT * magnitude, "channel " + c + " of element " + i);
            assertEquals(Activation.HARD_SIGMOID.apply(normalized[i]), activated[i], "element " + i);
        }
    }

    @Test
    void everyActivationIsTheSameOnItsOwnAndFused() {
        layers.depthwise("conv", Layers.INPUT, 3, 3, 1);
        for (Activation activation : Activation.values()) {
            layers.activate("fused " + activation, "conv", activation);
            layers.activate("alone " + activation, Layers.INPUT, activation);
        }
        Network network = layers.network("conv");
        FeatureMap input = input();
        float[] convolved = run(network, "conv", input);
        for (Activation activation : Activation.values()) {
            float[] fused = run(network, "fused " + activation, input);
            float[] alone = run(network, "alone " + activation, input);
            assertEquals(List.of("fused " + activation + ": depthwise"),
                    kinds(network, "fused " + activation));
            assertEquals(List.of("alone " + activation + ": activation"),
                    kinds(network, "alone " + activation));
            for (int i = 0; i < fused.length; i++) {
                assertTrue(Bits.same(activation.apply(convolved[i]), fused[i]),
                        activation + ", element " + i);
                assertTrue(Bits.same(activation.apply(input.data()[i]), alone[i]),
                        activation + ", element " + i);
            }
        }
    }

    @Test
    void aSecondActivationIsAStepOfItsOwn() {
        layers.pointwise("conv", Layers.INPUT, 9);
        layers.activate("relu", "conv", Activation.RELU);
        layers.activate("sigmoid", "relu", Activation.SIGMOID);
        Network network = layers.network("sigmoid");
        assertEquals(List.of("relu: pointwise", "sigmoid: activation"), kinds(network, "sigmoid"));
        FeatureMap input = input();
        Bits.assertSame(() -> "sigmoid after ReLU", new StepByStep(network, input).elements("sigmoid"),
                run(network, "sigmoid", input));
    }

    /// A normalisation after an activation must not be folded into what comes before the activation.
    @Test
    void aNormalizationAfterAnActivationIsAStepOfItsOwn() {
        layers.pointwise("conv", Layers.INPUT, 9);
        layers.activate("relu", "conv", Activation.RELU);
        layers.normalize("norm", "relu");
        Network network = layers.network("norm");
        assertEquals(List.of("relu: pointwise", "norm: depthwise"), kinds(network, "norm"));
        FeatureMap input = input();
        Bits.assertSame(() -> "normalisation after ReLU", new StepByStep(network, input).elements("norm"),
                run(network, "norm", input));
    }

    /// A value that is wanted before and after its normalisation and activation is computed in addition to the fused
    /// one, and neither changes the other.
    @Test
    void wantedIntermediateValuesAreComputedBesideTheFusedOnes() {
        layers.pointwise("conv", Layers.INPUT, 9);
        layers.normalize("norm", "conv");
        layers.activate("relu", "norm", Activation.RELU);
        layers.pointwise("reader", "conv", 4);
        Network network = layers.network("relu");
        assertEquals(List.of("conv: pointwise", "norm: pointwise", "relu: pointwise"),
                kinds(network, "relu", "conv", "norm"));
        assertEquals(List.of("conv: pointwise", "relu: pointwise", "reader: pointwise"),
                kinds(network, "relu", "reader"));
        FeatureMap input = input();
        StepByStep reference = new StepByStep(network, input);
        List<String> all = List.of("relu", "conv", "norm", "reader");
        try (Session session = network.compile(Kernels.best(), all).plan(2, 5, 6).session()) {
            Maps.fill(session, input);
            session.run();
            for (String value : all) {
                Bits.assertSame(() -> value, reference.elements(value), Maps.elements(session.output(value)));
                Bits.assertSame(() -> value + " alone", reference.elements(value),
                        run(network, value, input));
            }
        }
    }
}
