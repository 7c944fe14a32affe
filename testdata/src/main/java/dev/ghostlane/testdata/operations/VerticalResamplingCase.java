package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.resample.Taps;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.testdata.Layout;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.contract.Accuracy;
import dev.ghostlane.testdata.contract.Claim;
import dev.ghostlane.testdata.contract.Draw;
import dev.ghostlane.testdata.contract.KernelCase;
import dev.ghostlane.testdata.contract.NamedTensor;
import dev.ghostlane.testdata.contract.PreparedCall;
import dev.ghostlane.testdata.contract.Setting;
import java.util.Arrays;
import java.util.List;

/// The second pass of a resize: [dev.ghostlane.kernels.resample.VerticalResampling].
///
/// @param batch number of images
/// @param height rows of the input
/// @param width pixels of a row
/// @param outputs rows of the result
/// @param reach most inputs of an output
/// @param spare rows of the ring that are not needed
/// @param setting placements, activation, contents and seed
public record VerticalResamplingCase(int batch, int height, int width, int outputs, int reach, int spare,
        Setting setting) implements KernelCase {

    /// Cases of the size of a photo.
    public static final List<VerticalResamplingCase> NETWORK = List.of(
            new VerticalResamplingCase(1, 375, 672, 224, 8, 16, Setting.plain(Activation.NONE, 1)));

    /// Draws a case.
    ///
    /// @param draw makes the choices
    /// @return the case
    public static VerticalResamplingCase draw(Draw draw) {
        return new VerticalResamplingCase(draw.one(1, 1, 2), draw.between(1, 40), draw.between(1, 130),
                draw.between(1, 8), draw.between(1, 30), draw.one(0, 0, 1, 7), draw.settingWithoutActivation());
    }

    @Override
    public List<Layout> inputs() { return List.of(new Layout(new MapShape(batch, height, width), 1, setting.input())); }

    @Override
    public Layout output() { return new Layout(new MapShape(batch, outputs, width), 1, setting.output()); }

    @Override
    public List<float[]> contents() { return List.of(Samples.of(setting, 1, batch * height * width, 0, 255)); }

    private Taps taps() { return Samples.taps(setting, height, outputs, reach); }

    @Override
    public List<NamedTensor> weightTensors() { return Samples.tensors(taps()); }

    @Override
    public PreparedCall prepare(Kernels kernels) {
        return PreparedCall.byRows((inputs, output, begin, end) -> {
            for (int row = begin; row < end; row++) {
                run(kernels, inputs.getFirst(), output, row);
            }
        });
    }

    private void run(Kernels kernels, FeatureMap input, FeatureMap output, int outRow) {
        Taps taps = taps();
        int rows = taps.most() + spare;
        int shift = spare;
        int image = outRow / outputs;
        short[] ring = new short[rows * width];
        for (int row = taps.first()[outRow % outputs]; row < taps.end(outRow % outputs); row++) {
            for (int x = 0; x < width; x++) {
                ring[(row + shift) % rows * width + x] = (short) Samples.element(input, image, row * width + x);
            }
        }
        short[] before = ring.clone();
        short[] result = new short[width + Samples.GUARD];
        kernels.verticalResampling().run(taps, outRow % outputs, shift, ring, rows, width, result);
        Samples.requireSame(before, ring);
        Samples.requireSame(new short[Samples.GUARD], Arrays.copyOfRange(result, width, result.length));
        for (int x = 0; x < width; x++) {
            output.data()[output.index(outRow, x)] = result[x];
        }
    }

    @Override
    public Claim claim(List<float[]> inputs, Accuracy accuracy) { return Claim.exactly(inContractOrder(inputs)); }

    @Override
    public float[] inContractOrder(List<float[]> inputs) {
        Taps taps = taps();
        float[] result = new float[output().elements()];
        for (int i = 0; i < result.length; i++) {
            int x = i % width;
            int image = i / width / outputs * height * width;
            result[i] = Samples.weighted(taps, i / width % outputs,
                    input -> inputs.getFirst()[image + input * width + x]);
        }
        return result;
    }
}
