package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.resample.PixelNormalisation;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.testdata.Layout;
import dev.ghostlane.testdata.ErrorBound;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.Tensors;
import dev.ghostlane.testdata.contract.Accuracy;
import dev.ghostlane.testdata.contract.Claim;
import dev.ghostlane.testdata.contract.Draw;
import dev.ghostlane.testdata.contract.KernelCase;
import dev.ghostlane.testdata.contract.NamedTensor;
import dev.ghostlane.testdata.contract.PreparedCall;
import dev.ghostlane.testdata.contract.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// A network's input of pixels: [PixelNormalisation].
///
/// @param shape of input and output: images, lines and pixels
/// @param setting placements, activation, contents and seed
public record PixelNormalisationCase(MapShape shape, Setting setting) implements KernelCase {

    /// Cases of the network's input.
    public static final List<PixelNormalisationCase> NETWORK = List.of(
            new PixelNormalisationCase(new MapShape(1, 224, 224), Setting.plain(Activation.NONE, 1)));

    /// Draws a case.
    ///
    /// @param draw makes the choices
    /// @return the case
    public static PixelNormalisationCase draw(Draw draw) {
        return new PixelNormalisationCase(draw.map(3), draw.settingWithoutActivation());
    }

    @Override
    public List<Layout> inputs() { return List.of(new Layout(shape, 3, setting.input())); }

    @Override
    public Layout output() { return new Layout(shape, 3, setting.output()); }

    @Override
    public List<float[]> contents() { return List.of(Samples.of(setting, 1, shape.pixels() * 3, 0, 255)); }

    /// Mean and deviation of each colour, as the kernel wants them.
    private float[] pattern(int number) {
        RandomGenerator random = Tensors.random(setting.seed() + number);
        float[] three = {random.nextFloat(0.1f, 1), random.nextFloat(0.1f, 1), random.nextFloat(0.1f, 1)};
        float[] pattern = new float[PixelNormalisation.PATTERN];
        for (int i = 0; i < pattern.length; i++) {
            pattern[i] = three[i % 3];
        }
        return pattern;
    }

    @Override
    public List<NamedTensor> weightTensors() {
        return List.of(new NamedTensor("mean", List.of(3), Arrays.copyOf(pattern(1), 3)),
                new NamedTensor("deviation", List.of(3), Arrays.copyOf(pattern(2), 3)));
    }

    @Override
    public PreparedCall prepare(Kernels kernels) {
        float[] mean = pattern(1);
        float[] deviation = pattern(2);
        return PreparedCall.byRows((inputs, output, begin, end) -> {
            for (int row = begin; row < end; row++) {
                run(kernels, inputs.getFirst(), output, row, mean, deviation);
            }
        }, mean, deviation);
    }

    private void run(Kernels kernels, FeatureMap input, FeatureMap output, int row, float[] mean, float[] deviation) {
        int length = 3 * shape.width();
        short[] samples = new short[length];
        for (int i = 0; i < length; i++) {
            samples[i] = (short) input.data()[input.index(row, i / 3) + i % 3];
        }
        float[] result = new float[length + 2 * Samples.GUARD];
        kernels.pixelNormalisation().run(samples, length, mean, deviation, result, Samples.GUARD);
        for (int i = 0; i < result.length; i++) {
            if (i >= Samples.GUARD && i < Samples.GUARD + length) {
                int at = i - Samples.GUARD;
                output.data()[output.index(row, at / 3) + at % 3] = result[i];
            } else if (result[i] != 0) {
                throw new AssertionError("a float outside the output was written");
            }
        }
    }

    /// Three roundings.
    @Override
    public Claim claim(List<float[]> inputs, Accuracy accuracy) {
        float[] mean = pattern(1);
        float[] deviation = pattern(2);
        Claim claim = new Claim(output());
        Claim.forEach(output(), (number, _, _, _, channel) -> {
            double brightness = inputs.getFirst()[number] / 255.0;
            double size = (brightness + mean[channel]) / deviation[channel];
            claim.set(number, (brightness - mean[channel]) / deviation[channel], ErrorBound.gamma(3) * size);
        });
        return claim;
    }

    @Override
    public float[] inContractOrder(List<float[]> inputs) {
        float[] mean = pattern(1);
        float[] deviation = pattern(2);
        float[] result = new float[output().elements()];
        for (int i = 0; i < result.length; i++) {
            float brightness = inputs.getFirst()[i] / 255;
            float shifted = brightness - mean[i % 3];
            result[i] = shifted / deviation[i % 3];
        }
        return result;
    }
}
