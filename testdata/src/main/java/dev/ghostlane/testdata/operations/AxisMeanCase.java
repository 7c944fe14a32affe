package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.tensor.Sequences;
import dev.ghostlane.testdata.ErrorBound;
import dev.ghostlane.testdata.Layout;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.contract.Accuracy;
import dev.ghostlane.testdata.contract.Claim;
import dev.ghostlane.testdata.contract.Draw;
import dev.ghostlane.testdata.contract.MapCase;
import dev.ghostlane.testdata.contract.PreparedCall;
import dev.ghostlane.testdata.contract.Setting;
import dev.ghostlane.testdata.contract.Tokens;
import java.util.List;
import java.util.Map;

/// Means along rows or columns: [dev.ghostlane.kernels.pool.AxisMean].
///
/// @param shape of the input
/// @param sequences which pixels belong together
/// @param channels channels of a pixel
/// @param setting placements, activation, contents and seed
public record AxisMeanCase(MapShape shape, Sequences sequences, int channels, Setting setting) implements MapCase {

    /// Cases of shapes that networks have.
    public static final List<AxisMeanCase> NETWORK = List.of(
            new AxisMeanCase(new MapShape(1, 28, 28), Sequences.ROW, 120, Setting.plain(Activation.NONE, 1)),
            new AxisMeanCase(new MapShape(2, 14, 7), Sequences.COLUMN, 480, Setting.plain(Activation.NONE, 2)));

    /// {@return a case of any shape, placement and content}
    ///
    /// @param draw makes the choices
    public static AxisMeanCase draw(Draw draw) {
        int channels = draw.channels(960);
        return new AxisMeanCase(draw.map(channels), draw.one(Sequences.ROW, Sequences.COLUMN), channels,
                draw.settingWithoutActivation());
    }

    @Override
    public Layout output() {
        MapShape means = sequences == Sequences.ROW
                ? new MapShape(shape.batch(), shape.height(), 1)
                : new MapShape(shape.batch(), 1, shape.width());
        return new Layout(means, channels, setting.output());
    }

    @Override
    public Map<String, Object> attributes() { return Map.of("along", sequences); }

    @Override
    public PreparedCall prepare(Kernels kernels) {
        return PreparedCall.byRows((inputs, output, begin, end) -> kernels.axisMean().run(sequences,
                inputs.getFirst(), output, begin, end));
    }

    /// A value goes through an addition for each pixel and one division, or a product with their rounded reciprocal.
    @Override
    public Claim claim(List<float[]> inputs, Accuracy accuracy) {
        Claim claim = new Claim(output());
        List<int[]> all = Tokens.of(shape, sequences);
        for (int i = 0; i < all.size() * channels; i++) {
            double sum = 0;
            double magnitude = 0;
            for (int pixel : all.get(i / channels)) {
                sum += inputs.getFirst()[pixel * channels + i % channels];
                magnitude += Math.abs(inputs.getFirst()[pixel * channels + i % channels]);
            }
            int count = all.get(i / channels).length;
            claim.set(i, sum / count, ErrorBound.ofSum(accuracy.ofSum(count + 1, count + 2), magnitude / count));
        }
        return claim;
    }

    @Override
    public float[] inContractOrder(List<float[]> inputs) {
        List<int[]> all = Tokens.of(shape, sequences);
        float[] result = new float[all.size() * channels];
        for (int i = 0; i < result.length; i++) {
            for (int pixel : all.get(i / channels)) {
                result[i] += inputs.getFirst()[pixel * channels + i % channels];
            }
            result[i] /= all.get(i / channels).length;
        }
        return result;
    }
}
