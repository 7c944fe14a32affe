package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.testdata.Layout;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.contract.Accuracy;
import dev.ghostlane.testdata.contract.Claim;
import dev.ghostlane.testdata.contract.Draw;
import dev.ghostlane.testdata.contract.KernelCase;
import dev.ghostlane.testdata.contract.PreparedCall;
import dev.ghostlane.testdata.contract.Setting;
import java.util.List;

/// Rows made of a band's columns: [dev.ghostlane.kernels.resample.HorizontalResampling#rows].
///
/// @param batch number of images
/// @param columns columns of the band
/// @param gap samples between the rows
/// @param setting placements, activation, contents and seed
public record BandRowsCase(int batch, int columns, int gap, Setting setting) implements KernelCase {

    /// Cases of the network's input.
    public static final List<BandRowsCase> NETWORK = List.of(
            new BandRowsCase(1, 672, 0, Setting.plain(Activation.NONE, 1)));

    /// Draws a case.
    ///
    /// @param draw makes the choices
    /// @return the case
    public static BandRowsCase draw(Draw draw) {
        return new BandRowsCase(draw.one(1, 1, 2), draw.between(1, 70), draw.one(0, 0, 1, 5),
                draw.settingWithoutActivation());
    }

    @Override
    public List<Layout> inputs() { return List.of(new Layout(Samples.band(batch, columns), 16, setting.input())); }

    @Override
    public Layout output() { return new Layout(new MapShape(batch, 16, columns), 1, setting.output()); }

    @Override
    public List<float[]> contents() { return List.of(Samples.of(setting, 1, batch * columns * 16, 0, 255)); }

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
        short[] rows = Samples.guarded(16 * (columns + gap));
        short[] before = rows.clone();
        kernels.horizontalResampling().rows(samples, Samples.GUARD, columns, rows, Samples.GUARD, columns + gap);
        Samples.requireSame(Samples.guarded(input, image), samples);
        short[] result = Samples.guarded(16 * columns);
        for (int row = 0; row < 16; row++) {
            int from = Samples.GUARD + row * (columns + gap);
            System.arraycopy(rows, from, result, Samples.GUARD + row * columns, columns);
            System.arraycopy(before, from, rows, from, columns);
        }
        Samples.requireSame(before, rows);
        Samples.store(result, output, image);
    }

    @Override
    public Claim claim(List<float[]> inputs, Accuracy accuracy) { return Claim.exactly(inContractOrder(inputs)); }

    @Override
    public float[] inContractOrder(List<float[]> inputs) {
        float[] result = new float[output().elements()];
        for (int i = 0; i < result.length; i++) {
            int image = i / (16 * columns);
            result[i] = inputs.getFirst()[(image * columns + i % columns) * 16 + i / columns % 16];
        }
        return result;
    }
}
