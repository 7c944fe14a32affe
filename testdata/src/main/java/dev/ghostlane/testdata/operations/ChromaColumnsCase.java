package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.jpeg.ChromaUpsampling;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.testdata.Layout;
import dev.ghostlane.testdata.contract.Accuracy;
import dev.ghostlane.testdata.contract.Claim;
import dev.ghostlane.testdata.contract.Draw;
import dev.ghostlane.testdata.contract.KernelCase;
import dev.ghostlane.testdata.contract.PreparedCall;
import dev.ghostlane.testdata.contract.Setting;
import java.util.List;
import java.util.Map;

/// Columns of an upsampled component: [ChromaUpsampling#columns].
///
/// @param batch number of images
/// @param columns of the component, without the neighbours at both sides
/// @param filter the rule by which columns are made
/// @param setting placements, activation, contents and seed
public record ChromaColumnsCase(int batch, int columns, ChromaUpsampling.Columns filter, Setting setting)
        implements
            KernelCase {

    /// Cases of the size of a photo.
    public static final List<ChromaColumnsCase> NETWORK = List.of(
            new ChromaColumnsCase(1, 250, ChromaUpsampling.Columns.TRIANGLE_OF_SUMS,
                    Setting.plain(Activation.NONE, 1)));

    /// Draws a case.
    ///
    /// @param draw makes the choices
    /// @return the case
    public static ChromaColumnsCase draw(Draw draw) {
        return new ChromaColumnsCase(draw.one(1, 1, 2), draw.between(1, 70),
                draw.one(ChromaUpsampling.Columns.values()), draw.settingWithoutActivation());
    }

    @Override
    public List<Layout> inputs() {
        return List.of(new Layout(Samples.band(batch, columns + 2), 16, setting.input()));
    }

    @Override
    public Layout output() { return new Layout(Samples.band(batch, 2 * columns), 16, setting.output()); }

    @Override
    public List<float[]> contents() {
        int most = filter == ChromaUpsampling.Columns.TRIANGLE ? 255 : 4 * 255;
        return List.of(Samples.of(setting, 1, batch * (columns + 2) * 16, 0, most));
    }

    @Override
    public Map<String, Object> attributes() { return Map.of("filter", filter); }

    @Override
    public PreparedCall prepare(Kernels kernels) {
        return PreparedCall.whole((inputs, output) -> {
            for (int image = 0; image < output.batch(); image++) {
                run(kernels, inputs.getFirst(), output, image);
            }
        });
    }

    private void run(Kernels kernels, FeatureMap input, FeatureMap output, int image) {
        short[] samples = Samples.guarded(input, image);
        short[] result = Samples.guarded(32 * columns);
        kernels.chromaUpsampling().columns(filter, samples, Samples.GUARD + 16, columns, result, Samples.GUARD);
        Samples.requireSame(Samples.guarded(input, image), samples);
        Samples.store(result, output, image);
    }

    @Override
    public Claim claim(List<float[]> inputs, Accuracy accuracy) { return Claim.exactly(inContractOrder(inputs)); }

    @Override
    public float[] inContractOrder(List<float[]> inputs) {
        boolean sums = filter == ChromaUpsampling.Columns.TRIANGLE_OF_SUMS;
        float[] result = new float[output().elements()];
        for (int i = 0; i < result.length; i++) {
            int column = i / 16 % (2 * columns);
            int at = (i / (32 * columns) * (columns + 2) + column / 2 + 1) * 16 + i % 16;
            boolean left = column % 2 == 0;
            float other = inputs.getFirst()[at + (left ? -16 : 16)];
            int rounding = sums ? left ? 8 : 7 : left ? 1 : 2;
            result[i] = (float) Math.floor((3 * inputs.getFirst()[at] + other + rounding) / (sums ? 16.0 : 4));
        }
        return result;
    }
}
