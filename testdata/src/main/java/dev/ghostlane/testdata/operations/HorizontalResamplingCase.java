package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.resample.Taps;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.testdata.Layout;
import dev.ghostlane.testdata.contract.Accuracy;
import dev.ghostlane.testdata.contract.Claim;
import dev.ghostlane.testdata.contract.Draw;
import dev.ghostlane.testdata.contract.KernelCase;
import dev.ghostlane.testdata.contract.NamedTensor;
import dev.ghostlane.testdata.contract.PreparedCall;
import dev.ghostlane.testdata.contract.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The first pass of a resize: [dev.ghostlane.kernels.resample.HorizontalResampling].
///
/// @param batch number of images
/// @param columns of the input's bands, which are one for each colour
/// @param outputs columns of the result, each red, green and blue
/// @param reach most inputs of an output
/// @param setting placements, activation, contents and seed
public record HorizontalResamplingCase(int batch, int columns, int outputs, int reach, Setting setting)
        implements
            KernelCase {

    /// Cases of the size of a photo.
    public static final List<HorizontalResamplingCase> NETWORK = List.of(
            new HorizontalResamplingCase(1, 500, 224, 8, Setting.plain(Activation.NONE, 1)));

    /// Draws a case.
    ///
    /// @param draw makes the choices
    /// @return the case
    public static HorizontalResamplingCase draw(Draw draw) {
        return new HorizontalResamplingCase(draw.one(1, 1, 2), draw.between(1, 70), draw.between(1, 40),
                draw.between(1, 30), draw.settingWithoutActivation());
    }

    @Override
    public List<Layout> inputs() {
        return IntStream.range(0, 3).mapToObj(_ -> new Layout(Samples.band(batch, columns), 16, setting.input()))
                .toList();
    }

    @Override
    public Layout output() { return new Layout(Samples.band(batch, outputs), 48, setting.output()); }

    @Override
    public List<float[]> contents() {
        return IntStream.range(0, 3).mapToObj(i -> Samples.of(setting, i, batch * columns * 16, 0, 255)).toList();
    }

    @Override
    public List<NamedTensor> weightTensors() { return Samples.tensors(Samples.taps(setting, columns, outputs, reach)); }

    @Override
    public PreparedCall prepare(Kernels kernels) {
        return PreparedCall.whole((inputs, output) -> {
            for (int image = 0; image < output.batch(); image++) {
                run(kernels, inputs, output, image);
            }
        });
    }

    /// In two parts, as the bands of a photo come in.
    private void run(Kernels kernels, List<FeatureMap> inputs, FeatureMap output, int image) {
        short[][] bands = new short[3][];
        for (int i = 0; i < 3; i++) {
            bands[i] = Samples.guarded(inputs.get(i), image);
        }
        Taps taps = Samples.taps(setting, columns, outputs, reach);
        short[] result = new short[48 * outputs + Samples.GUARD];
        int cut = outputs / 3;
        int first = -Samples.GUARD / 16;
        kernels.horizontalResampling().run(taps, 0, cut, bands[0], bands[1], bands[2], first, result);
        kernels.horizontalResampling().run(taps, cut, outputs, bands[0], bands[1], bands[2], first, result);
        for (int i = 0; i < 3; i++) {
            Samples.requireSame(Samples.guarded(inputs.get(i), image), bands[i]);
        }
        short[] guarded = Samples.guarded(48 * outputs);
        System.arraycopy(result, 0, guarded, Samples.GUARD, 48 * outputs);
        Samples.requireSame(new short[Samples.GUARD],
                Arrays.copyOfRange(result, 48 * outputs, result.length));
        Samples.store(guarded, output, image);
    }

    @Override
    public Claim claim(List<float[]> inputs, Accuracy accuracy) { return Claim.exactly(inContractOrder(inputs)); }

    @Override
    public float[] inContractOrder(List<float[]> inputs) {
        Taps taps = Samples.taps(setting, columns, outputs, reach);
        float[] result = new float[output().elements()];
        for (int i = 0; i < result.length; i++) {
            float[] colour = inputs.get(i / 16 % 3);
            int image = i / 48 / outputs * columns * 16;
            int row = i % 16;
            result[i] = Samples.weighted(taps, i / 48 % outputs, input -> colour[image + 16 * input + row]);
        }
        return result;
    }
}
