package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.activation.Exponential;
import dev.ghostlane.testdata.ErrorBound;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.contract.Accuracy;
import dev.ghostlane.testdata.contract.Claim;
import dev.ghostlane.testdata.contract.Draw;
import dev.ghostlane.testdata.contract.MapCase;
import dev.ghostlane.testdata.contract.PartialSums;
import dev.ghostlane.testdata.contract.PreparedCall;
import dev.ghostlane.testdata.contract.Setting;
import java.util.Arrays;
import java.util.List;

/// A softmax over the channels: [dev.ghostlane.kernels.softmax.Softmax].
///
/// @param shape of input and output: images, lines and pixels
/// @param channels channels of a pixel
/// @param setting placements, activation, contents and seed
public record SoftmaxCase(MapShape shape, int channels, Setting setting) implements MapCase {

    /// Cases of shapes that networks have.
    public static final List<SoftmaxCase> NETWORK = List.of(
            new SoftmaxCase(new MapShape(3, 1, 1), 1000, Setting.plain(Activation.NONE, 1)),
            new SoftmaxCase(new MapShape(5, 1, 1), 10, Setting.plain(Activation.NONE, 2)),
            new SoftmaxCase(new MapShape(1, 7, 7), 49, Setting.plain(Activation.NONE, 3)));

    /// {@return a case of any shape, placement and content}
    ///
    /// @param draw makes the choices
    public static SoftmaxCase draw(Draw draw) {
        int channels = draw.channels(1600);
        return new SoftmaxCase(draw.map(channels * 8L), channels, draw.settingWithoutActivation());
    }

    @Override
    public PreparedCall prepare(Kernels kernels) {
        return PreparedCall
                .byRows((inputs, output, begin, end) -> kernels.softmax().run(inputs.getFirst(), output,
                        begin, end));
    }

    @Override
    public Claim claim(List<float[]> inputs, Accuracy accuracy) {
        Claim claim = new Claim(output());
        for (int pixel = 0; pixel < shape.pixels(); pixel++) {
            claimPixel(claim, inputs.getFirst(), pixel * channels, accuracy);
        }
        return claim;
    }

    private void claimPixel(Claim claim, float[] input, int at, Accuracy accuracy) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < channels; c++) {
            largest = Math.max(largest, input[at + c]);
        }
        double sum = 0;
        double sumError = 0;
        for (int c = 0; c < channels; c++) {
            sum += StrictMath.exp(input[at + c] - largest);
            sumError += exponentialError(input[at + c] - largest, accuracy);
        }
        // A term goes through the additions of its partial sum and the four levels of the tree.
        sumError += ErrorBound.gamma(accuracy.ofSum(channels / 16 + 5, channels)) * (sum + sumError);
        for (int c = 0; c < channels; c++) {
            double quotient = StrictMath.exp(input[at + c] - largest) / sum;
            double error = (exponentialError(input[at + c] - largest, accuracy) + quotient * sumError)
                    / (sum - sumError);
            claim.set(at + c, quotient, error + ErrorBound.ofSum(accuracy.ofSum(1, 2), quotient + error));
        }
    }

    /// Error of the float `exp(input − largest)`: the rounding of the difference moves the result by its
    /// slope, and the exponential itself is off by at most 1.5 units in the last place.
    private static double exponentialError(double difference, Accuracy accuracy) {
        double rounded = difference < -200
                ? 0
                : StrictMath.exp(difference)
                        * (StrictMath.expm1(-difference * ErrorBound.UNIT) + accuracy.exponentialUlps() * 0x1p-23);
        return rounded + 1.5 * 0x1p-149;
    }

    @Override
    public float[] inContractOrder(List<float[]> inputs) {
        float[] input = inputs.getFirst();
        float[] result = new float[input.length];
        for (int at = 0; at < input.length; at += channels) {
            float largest = Float.NEGATIVE_INFINITY;
            for (int c = 0; c < channels; c++) {
                largest = Math.max(largest, input[at + c]);
            }
            for (int c = 0; c < channels; c++) {
                result[at + c] = Exponential.exp(input[at + c] - largest);
            }
            float sum = PartialSums.of(Arrays.copyOfRange(result, at, at + channels));
            for (int c = 0; c < channels; c++) {
                result[at + c] /= sum;
            }
        }
        return result;
    }
}
