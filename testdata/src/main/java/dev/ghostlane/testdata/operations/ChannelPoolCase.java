package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.testdata.ErrorBound;
import dev.ghostlane.testdata.Layout;
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

/// Mean and maximum over the channels: [dev.ghostlane.kernels.pool.ChannelPool].
///
/// @param shape of input and output: images, lines and pixels
/// @param channels channels of a pixel
/// @param setting placements, activation, contents and seed
public record ChannelPoolCase(MapShape shape, int channels, Setting setting) implements MapCase {

    /// Cases of shapes that networks have.
    public static final List<ChannelPoolCase> NETWORK = List.of(
            new ChannelPoolCase(new MapShape(1, 28, 28), 120, Setting.plain(Activation.NONE, 1)),
            new ChannelPoolCase(new MapShape(2, 7, 7), 960, Setting.plain(Activation.NONE, 2)));

    /// {@return a case of any shape, placement and content}
    ///
    /// @param draw makes the choices
    public static ChannelPoolCase draw(Draw draw) {
        int channels = draw.channels(1600);
        return new ChannelPoolCase(draw.map(channels * 2L), channels, draw.settingWithoutActivation());
    }

    @Override
    public Layout output() { return new Layout(shape, 2, setting.output()); }

    @Override
    public PreparedCall prepare(Kernels kernels) {
        return PreparedCall.byRows((inputs, output, begin, end) -> kernels.channelPool().run(inputs.getFirst(), output,
                begin, end));
    }

    /// A value goes through the additions of its partial sum, the tree's four levels and one division.
    @Override
    public Claim claim(List<float[]> inputs, Accuracy accuracy) {
        Claim claim = new Claim(output());
        float[] input = inputs.getFirst();
        for (int pixel = 0; pixel < shape.pixels(); pixel++) {
            double sum = 0;
            double magnitude = 0;
            double largest = Double.NEGATIVE_INFINITY;
            for (int c = pixel * channels; c < (pixel + 1) * channels; c++) {
                sum += input[c];
                magnitude += Math.abs(input[c]);
                largest = Math.max(largest, input[c]);
            }
            claim.set(2 * pixel, sum / channels,
                    ErrorBound.ofSum(accuracy.ofSum(channels / 16 + 6, channels + 2), magnitude / channels));
            claim.set(2 * pixel + 1, largest == 0 ? 0 : largest, 0);
        }
        return claim;
    }

    @Override
    public float[] inContractOrder(List<float[]> inputs) {
        float[] input = inputs.getFirst();
        float[] result = new float[2 * shape.pixels()];
        for (int pixel = 0; pixel < shape.pixels(); pixel++) {
            float[] values = Arrays.copyOfRange(input, pixel * channels, (pixel + 1) * channels);
            float largest = Float.NEGATIVE_INFINITY;
            for (float value : values) {
                largest = Math.max(largest, value);
            }
            result[2 * pixel] = PartialSums.of(values) / channels;
            result[2 * pixel + 1] = largest == 0 ? 0 : largest;
        }
        return result;
    }
}
