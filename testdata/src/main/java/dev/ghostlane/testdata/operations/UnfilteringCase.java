package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.png.Unfiltering;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.testdata.Layout;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.Tensors;
import dev.ghostlane.testdata.contract.Accuracy;
import dev.ghostlane.testdata.contract.Claim;
import dev.ghostlane.testdata.contract.Draw;
import dev.ghostlane.testdata.contract.KernelCase;
import dev.ghostlane.testdata.contract.PreparedCall;
import dev.ghostlane.testdata.contract.Setting;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Filters of a PNG's rows, undone: [dev.ghostlane.kernels.png.Unfiltering].
///
/// The input has the row above the first, too; each row begins with the number of its filter. The output has neither.
///
/// @param batch number of images
/// @param rows whose filters are undone
/// @param pixels of a row
/// @param bytesPerPixel of a pixel
/// @param setting placements, activation, contents and seed
public record UnfilteringCase(int batch, int rows, int pixels, int bytesPerPixel, Setting setting)
        implements
            KernelCase {

    /// Cases of the size of a photo.
    public static final List<UnfilteringCase> NETWORK = List.of(
            new UnfilteringCase(1, 16, 500, 3, Setting.plain(Activation.NONE, 1)));

    /// Draws a case.
    ///
    /// @param draw makes the choices
    /// @return the case
    public static UnfilteringCase draw(Draw draw) {
        return new UnfilteringCase(draw.one(1, 1, 2), draw.one(16, 1, 2, 15, 17, 33),
                draw.one(draw.between(1, 40), draw.between(1, 100)),
                draw.one(3, 4, 1, 2, 6, 8, 5, 7), draw.settingWithoutActivation());
    }

    private int length() { return pixels * bytesPerPixel; }

    @Override
    public List<Layout> inputs() {
        return List.of(new Layout(new MapShape(batch, rows + 1, length() + 1), 1, setting.input()));
    }

    @Override
    public Layout output() { return new Layout(new MapShape(batch, rows, length()), 1, setting.output()); }

    @Override
    public List<float[]> contents() {
        float[] bytes = Samples.of(setting, 1, batch * (rows + 1) * (length() + 1), 0, 255);
        RandomGenerator random = Tensors.random(setting.seed() + 5);
        for (int i = 0; i < bytes.length; i += length() + 1) {
            bytes[i] = random.nextInt(Unfiltering.FILTERS);
        }
        return List.of(bytes);
    }

    @Override
    public Map<String, Object> attributes() { return Map.of("bytesPerPixel", bytesPerPixel); }

    @Override
    public PreparedCall prepare(Kernels kernels) {
        return PreparedCall.whole((inputs, output) -> {
            for (int image = 0; image < output.batch(); image++) {
                run(kernels, inputs.getFirst(), output, image);
            }
        });
    }

    private void run(Kernels kernels, FeatureMap input, FeatureMap output, int image) {
        int stride = length() + 1;
        byte[] data = new byte[(rows + 1) * stride + 2 * Samples.GUARD];
        for (int i = 0; i < (rows + 1) * stride; i++) {
            data[Samples.GUARD + i] = (byte) Samples.element(input, image, i);
        }
        byte[] before = data.clone();
        kernels.unfiltering().run(data, Samples.GUARD + stride, rows, length(), bytesPerPixel,
                new short[Unfiltering.WORK]);
        short[] result = Samples.guarded(rows * length());
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < length(); i++) {
                int at = Samples.GUARD + (row + 1) * stride + 1 + i;
                result[Samples.GUARD + row * length() + i] = (short) (data[at] & 0xff);
                data[at] = before[at];
            }
        }
        Samples.requireSame(before, data);
        Samples.store(result, output, image);
    }

    @Override
    public Claim claim(List<float[]> inputs, Accuracy accuracy) { return Claim.exactly(inContractOrder(inputs)); }

    /// As the specification of PNG has it, by neighbours that may not be there.
    @Override
    public float[] inContractOrder(List<float[]> inputs) {
        int stride = length() + 1;
        float[] data = inputs.getFirst().clone();
        float[] result = new float[output().elements()];
        for (int i = 0; i < result.length; i++) {
            int line = i / length() % rows + 1 + i / length() / rows * (rows + 1);
            int x = i % length();
            int at = line * stride + 1 + x;
            float left = x < bytesPerPixel ? 0 : data[at - bytesPerPixel];
            float above = data[at - stride];
            float corner = x < bytesPerPixel ? 0 : data[at - stride - bytesPerPixel];
            float prediction = switch ((int) data[line * stride]) {
                case 0 -> 0;
                case 1 -> left;
                case 2 -> above;
                case 3 -> (float) Math.floor((left + above) / 2);
                default -> nearest(left + above - corner, left, above, corner);
            };
            data[at] = (data[at] + prediction) % 256;
            result[i] = data[at];
        }
        return result;
    }

    private static float nearest(float to, float... candidates) {
        float best = candidates[0];
        for (float candidate : candidates) {
            best = Math.abs(candidate - to) < Math.abs(best - to) ? candidate : best;
        }
        return best;
    }
}
