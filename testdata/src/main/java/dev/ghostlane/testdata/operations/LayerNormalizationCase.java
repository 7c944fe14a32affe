package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.testdata.ErrorBound;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.contract.Accuracy;
import dev.ghostlane.testdata.contract.Claim;
import dev.ghostlane.testdata.contract.Draw;
import dev.ghostlane.testdata.contract.MapCase;
import dev.ghostlane.testdata.contract.NamedTensor;
import dev.ghostlane.testdata.contract.PartialSums;
import dev.ghostlane.testdata.contract.PreparedCall;
import dev.ghostlane.testdata.contract.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A layer normalisation: [dev.ghostlane.kernels.normalization.LayerNormalization].
///
/// @param shape of input and output: images, lines and pixels
/// @param channels channels of a pixel
/// @param setting placements, activation, contents and seed
public record LayerNormalizationCase(MapShape shape, int channels, Setting setting) implements MapCase {

    /// Cases of shapes that networks have.
    public static final List<LayerNormalizationCase> NETWORK = List.of(
            new LayerNormalizationCase(new MapShape(1, 4, 196), 120, Setting.plain(Activation.NONE, 1)),
            new LayerNormalizationCase(new MapShape(2, 4, 49), 480, Setting.plain(Activation.NONE, 2)));

    static final float EPSILON = 1e-5f;

    /// {@return a case of any shape, placement and content}
    ///
    /// @param draw makes the choices
    public static LayerNormalizationCase draw(Draw draw) {
        int channels = draw.channels(1600);
        return new LayerNormalizationCase(draw.map(channels * 4L), channels, draw.settingWithoutActivation());
    }

    @Override
    public Map<String, Object> attributes() { return Map.of("epsilon", EPSILON); }

    @Override
    public List<NamedTensor> weightTensors() {
        return List.of(new NamedTensor("scale", List.of(channels), parameters(0, channels)),
                new NamedTensor("shift", List.of(channels), parameters(1, channels)));
    }

    @Override
    public PreparedCall prepare(Kernels kernels) {
        float[] scale = parameters(0, channels);
        float[] shift = parameters(1, channels);
        return PreparedCall.byRows((inputs, output, begin, end) -> kernels.layerNormalization().run(scale, shift,
                EPSILON, inputs.getFirst(), output, begin, end), scale, shift);
    }

    /// The mean is off by `m`, so each difference by `m` and a rounding; the variance by the squares' errors and the
    /// sum's; the factor `(v + ε)^(−1/2)` is monotone, so its error is what the ends of the variance's interval give.
    @Override
    public Claim claim(List<float[]> inputs, Accuracy accuracy) {
        Claim claim = new Claim(output());
        float[] input = inputs.getFirst();
        float[] scale = parameters(0, channels);
        float[] shift = parameters(1, channels);
        for (int at = 0; at < input.length; at += channels) {
            double sum = 0;
            double magnitude = 0;
            for (int c = at; c < at + channels; c++) {
                sum += input[c];
                magnitude += Math.abs(input[c]);
            }
            double mean = sum / channels;
            double meanError = ErrorBound.ofSum(accuracy.ofSum(channels / 16 + 6, channels + 2), magnitude / channels);
            double squares = 0;
            double squaresError = 0;
            for (int c = at; c < at + channels; c++) {
                double difference = input[c] - mean;
                double error = meanError + ErrorBound.ofSum(1, Math.abs(difference) + meanError);
                squares += difference * difference;
                squaresError += error * (2 * Math.abs(difference) + error);
            }
            double variance = squares / channels;
            double varianceError = squaresError / channels
                    + ErrorBound.ofSum(accuracy.ofSum(channels / 16 + 7, channels + 3),
                            (squares + squaresError) / channels);
            double factor = 1 / Math.sqrt(variance + EPSILON);
            double low = Math.max((variance - varianceError + EPSILON) * (1 - ErrorBound.UNIT), 0);
            double high = (variance + varianceError + EPSILON) * (1 + ErrorBound.UNIT);
            double factorError = Math.max(1 / Math.sqrt(low) - factor, factor - 1 / Math.sqrt(high));
            factorError += ErrorBound.gamma(3) * (factor + factorError);
            for (int c = 0; c < channels; c++) {
                double difference = input[at + c] - mean;
                double error = meanError + ErrorBound.ofSum(1, Math.abs(difference) + meanError);
                double product = Math.abs(difference) * factorError + error * (factor + factorError);
                product += ErrorBound.ofSum(1, Math.abs(difference) * factor + product);
                double exact = difference * factor * scale[c] + shift[c];
                double bound = product * Math.abs(scale[c]);
                bound += accuracy.anyOrder()
                        ? ErrorBound.ofSum(2, Math.abs(exact - shift[c]) + Math.abs(shift[c]) + bound)
                        : ErrorBound.ofSum(1, Math.abs(exact) + bound);
                claim.set(at + c, exact, bound >= 0 ? bound : Double.POSITIVE_INFINITY);
            }
        }
        return claim;
    }

    @Override
    public float[] inContractOrder(List<float[]> inputs) {
        float[] input = inputs.getFirst();
        float[] scale = parameters(0, channels);
        float[] shift = parameters(1, channels);
        float[] result = new float[input.length];
        for (int at = 0; at < input.length; at += channels) {
            float[] terms = Arrays.copyOfRange(input, at, at + channels);
            float mean = PartialSums.of(terms) / channels;
            for (int c = 0; c < channels; c++) {
                float difference = input[at + c] - mean;
                terms[c] = difference * difference;
            }
            float factor = 1 / (float) Math.sqrt(PartialSums.of(terms) / channels + EPSILON);
            for (int c = 0; c < channels; c++) {
                result[at + c] = Math.fma((input[at + c] - mean) * factor, scale[c], shift[c]);
            }
        }
        return result;
    }

    @Override
    public Optional<LayerNormalizationCase> inPlace() { return Optional.of(this); }
}
