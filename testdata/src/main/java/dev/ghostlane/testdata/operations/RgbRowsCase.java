package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.jpeg.RgbRows;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.testdata.Layout;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.contract.Accuracy;
import dev.ghostlane.testdata.contract.Claim;
import dev.ghostlane.testdata.contract.Draw;
import dev.ghostlane.testdata.contract.KernelCase;
import dev.ghostlane.testdata.contract.PreparedCall;
import dev.ghostlane.testdata.contract.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Rows of pixels made of a band's colours: [RgbRows].
///
/// @param batch number of images
/// @param columns columns of the band
/// @param begin the first row of the band that is wanted
/// @param rows how many are wanted
/// @param gap bytes between the rows
/// @param setting placements, activation, contents and seed
public record RgbRowsCase(int batch, int columns, int begin, int rows, int gap, Setting setting)
        implements
            KernelCase {

    private static final byte POISON = 0x5a;

    /// Cases of the size of a photo.
    public static final List<RgbRowsCase> NETWORK = List.of(
            new RgbRowsCase(1, 500, 0, 16, 0, Setting.plain(Activation.NONE, 1)));

    /// Draws a case.
    ///
    /// @param draw makes the choices
    /// @return the case
    public static RgbRowsCase draw(Draw draw) {
        int begin = draw.one(0, 0, 1, 5, 15);
        return new RgbRowsCase(draw.one(1, 1, 2), draw.between(1, 70), begin, draw.between(1, 16 - begin),
                draw.one(0, 0, 1, 5), draw.settingWithoutActivation());
    }

    @Override
    public List<Layout> inputs() {
        return IntStream.range(0, 3).mapToObj(_ -> new Layout(Samples.band(batch, columns), 16, setting.input()))
                .toList();
    }

    @Override
    public Layout output() { return new Layout(new MapShape(batch, rows, columns), 3, setting.output()); }

    @Override
    public List<float[]> contents() {
        return IntStream.range(0, 3).mapToObj(i -> Samples.of(setting, i, batch * columns * 16, 0, 255)).toList();
    }

    @Override
    public PreparedCall prepare(Kernels kernels) {
        return PreparedCall.whole((inputs, output) -> {
            for (int image = 0; image < output.batch(); image++) {
                run(kernels, inputs, output, image);
            }
        });
    }

    private void run(Kernels kernels, List<FeatureMap> inputs, FeatureMap output, int image) {
        short[][] bands = new short[3][];
        for (int i = 0; i < 3; i++) {
            bands[i] = Samples.guarded(inputs.get(i), image);
        }
        int stride = 3 * columns + gap;
        byte[] pixels = new byte[rows * stride + 2 * Samples.GUARD];
        Arrays.fill(pixels, POISON);
        int[] work = new int[RgbRows.work(columns)];
        Arrays.fill(work, 0x1234567);
        kernels.rgbRows().run(bands[0], bands[1], bands[2], Samples.GUARD, columns, begin, begin + rows, pixels,
                Samples.GUARD, stride, work);
        for (int i = 0; i < 3; i++) {
            Samples.requireSame(Samples.guarded(inputs.get(i), image), bands[i]);
        }
        short[] result = Samples.guarded(3 * columns * rows);
        for (int i = 0; i < pixels.length; i++) {
            int row = Math.floorDiv(i - Samples.GUARD, stride);
            int place = Math.floorMod(i - Samples.GUARD, stride);
            if (row >= 0 && row < rows && place < 3 * columns) {
                result[Samples.GUARD + 3 * columns * row + place] = (short) (pixels[i] & 0xff);
            } else if (pixels[i] != POISON) {
                throw new AssertionError("a byte outside the rows was written: row " + row + ", byte " + place);
            }
        }
        Samples.store(result, output, image);
    }

    @Override
    public Claim claim(List<float[]> inputs, Accuracy accuracy) { return Claim.exactly(inContractOrder(inputs)); }

    @Override
    public float[] inContractOrder(List<float[]> inputs) {
        float[] result = new float[output().elements()];
        for (int i = 0; i < result.length; i++) {
            int pixel = i / 3;
            int row = pixel / columns % rows;
            int column = pixel / columns / rows * columns + pixel % columns;
            result[i] = inputs.get(i % 3)[16 * column + begin + row];
        }
        return result;
    }
}
