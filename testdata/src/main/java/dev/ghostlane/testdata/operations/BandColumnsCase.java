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

/// A band made of rows of pixels: [dev.ghostlane.kernels.png.BandColumns].
///
/// @param batch number of images
/// @param columns of the band; those of the output are red, green and blue
/// @param gap bytes between the rows
/// @param setting placements, activation, contents and seed
public record BandColumnsCase(int batch, int columns, int gap, Setting setting) implements KernelCase {

    /// Cases of the size of a photo.
    public static final List<BandColumnsCase> NETWORK = List.of(
            new BandColumnsCase(1, 120, 1, Setting.plain(Activation.NONE, 1)));

    /// Draws a case.
    ///
    /// @param draw makes the choices
    /// @return the case
    public static BandColumnsCase draw(Draw draw) {
        return new BandColumnsCase(draw.one(1, 1, 2), draw.between(1, 70), draw.one(0, 1, 1, 5),
                draw.settingWithoutActivation());
    }

    @Override
    public List<Layout> inputs() {
        return List.of(new Layout(new MapShape(batch, 16, columns), 3, setting.input()));
    }

    @Override
    public Layout output() { return new Layout(Samples.band(batch, columns), 48, setting.output()); }

    @Override
    public List<float[]> contents() { return List.of(Samples.of(setting, 1, batch * columns * 48, 0, 255)); }

    @Override
    public PreparedCall prepare(Kernels kernels) {
        return PreparedCall.whole((inputs, output) -> {
            for (int image = 0; image < output.batch(); image++) {
                run(kernels, inputs.getFirst(), output, image);
            }
        });
    }

    private void run(Kernels kernels, FeatureMap input, FeatureMap output, int image) {
        int length = 3 * columns;
        int stride = length + gap;
        // Nothing after the last pixel: a kernel must not read it.
        byte[] rows = new byte[Samples.GUARD + 15 * stride + length];
        for (int i = 0; i < 16 * length; i++) {
            rows[Samples.GUARD + i / length * stride + i % length] = (byte) Samples.element(input, image, i);
        }
        byte[] before = rows.clone();
        short[][] colours = new short[3][];
        for (int i = 0; i < 3; i++) {
            colours[i] = Samples.guarded(16 * columns);
        }
        kernels.bandColumns().run(rows, Samples.GUARD, stride, columns, colours[0], colours[1], colours[2],
                Samples.GUARD);
        Samples.requireSame(before, rows);
        short[] result = Samples.guarded(48 * columns);
        for (int i = 0; i < 48 * columns; i++) {
            result[Samples.GUARD + i] = colours[i / 16 % 3][Samples.GUARD + i / 48 * 16 + i % 16];
        }
        for (short[] colour : colours) {
            Samples.requireGuards(colour);
        }
        Samples.store(result, output, image);
    }

    @Override
    public Claim claim(List<float[]> inputs, Accuracy accuracy) { return Claim.exactly(inContractOrder(inputs)); }

    @Override
    public float[] inContractOrder(List<float[]> inputs) {
        float[] result = new float[output().elements()];
        for (int i = 0; i < result.length; i++) {
            int x = i / 48 % columns;
            int image = i / (48 * columns);
            result[i] = inputs.getFirst()[((image * 16 + i % 16) * columns + x) * 3 + i / 16 % 3];
        }
        return result;
    }
}
