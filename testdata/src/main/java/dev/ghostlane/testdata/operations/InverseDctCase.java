package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.jpeg.InverseDct;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.testdata.Layout;
import dev.ghostlane.testdata.Tensors;
import dev.ghostlane.testdata.contract.Accuracy;
import dev.ghostlane.testdata.contract.Claim;
import dev.ghostlane.testdata.contract.Draw;
import dev.ghostlane.testdata.contract.KernelCase;
import dev.ghostlane.testdata.contract.NamedTensor;
import dev.ghostlane.testdata.contract.PreparedCall;
import dev.ghostlane.testdata.contract.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// An inverse cosine transform: [InverseDct].
///
/// @param batch number of images
/// @param pairs of blocks
/// @param step from a pair to the next
/// @param damaged whether coefficients and quantisers are larger than any encoder writes them
/// @param setting placements, activation, contents and seed
public record InverseDctCase(int batch, int pairs, int step, boolean damaged, Setting setting) implements KernelCase {

    private static final int PAIR = InverseDct.PAIR;

    /// Cases of the size of a photo.
    public static final List<InverseDctCase> NETWORK = List.of(
            new InverseDctCase(1, 500, 3, false, Setting.plain(Activation.NONE, 1)));

    /// Draws a case.
    ///
    /// @param draw makes the choices
    /// @return the case
    public static InverseDctCase draw(Draw draw) {
        return new InverseDctCase(draw.one(1, 1, 2), draw.between(1, 40), draw.one(1, 2, 3), draw.one(false, true),
                draw.settingWithoutActivation());
    }

    @Override
    public List<Layout> inputs() { return List.of(new Layout(Samples.band(batch, pairs), PAIR, setting.input())); }

    @Override
    public Layout output() { return new Layout(Samples.band(batch, pairs), PAIR, setting.output()); }

    /// Blocks without, with few and with many coefficients; in row 0, in a corner, or anywhere.
    @Override
    public List<float[]> contents() {
        RandomGenerator random = Tensors.random(setting.seed());
        float[] coefficients = new float[batch * pairs * PAIR];
        for (int block = 0; block < 2 * batch * pairs; block++) {
            int at = block / 2 * PAIR + block % 2 * 8;
            int rows = new int[]{1, 4, 8}[random.nextInt(3)];
            int columns = rows == 4 ? 4 : 8;
            coefficients[at] = coefficient(random, 300);
            for (int i = new int[]{0, 1, 5, 70}[random.nextInt(4)]; i > 0; i--) {
                int row = random.nextInt(rows);
                int column = random.nextInt(columns);
                coefficients[at + 16 * row + column] = coefficient(random, 30 / (1 + row + column));
            }
        }
        return List.of(coefficients);
    }

    private float coefficient(RandomGenerator random, int most) {
        return damaged && random.nextInt(3) == 0 ? (short) random.nextInt() : random.nextInt(-most, most + 1);
    }

    private float[] quantisers() {
        RandomGenerator random = Tensors.random(setting.seed() + 1);
        float[] quantisers = new float[PAIR];
        for (int i = 0; i < PAIR; i++) {
            quantisers[i] = damaged && random.nextInt(4) == 0 ? random.nextInt(1 << 16) : random.nextInt(1, 40);
        }
        return quantisers;
    }

    @Override
    public List<NamedTensor> weightTensors() {
        return List.of(new NamedTensor("quantisers", List.of(8, 16), quantisers()));
    }

    @Override
    public PreparedCall prepare(Kernels kernels) {
        float[] quantisers = quantisers();
        return PreparedCall.whole((inputs, output) -> {
            for (int image = 0; image < output.batch(); image++) {
                run(kernels, quantisers, inputs.getFirst(), output, image);
            }
        }, quantisers);
    }

    private void run(Kernels kernels, float[] quantisers, FeatureMap input, FeatureMap output, int image) {
        short[] coefficients = new short[(1 + step * pairs) * PAIR];
        int[] extents = new int[2 * (1 + step * pairs)];
        for (int i = 0; i < pairs * PAIR; i++) {
            int pair = 1 + i / PAIR * step;
            int place = i % PAIR;
            short value = (short) Samples.element(input, image, i);
            coefficients[pair * PAIR + place] = value;
            extents[2 * pair + place / 8 % 2] |= value == 0 ? 0 : place / 16 * 8 + place % 8;
        }
        short[] ofKernel = new short[PAIR];
        for (int i = 0; i < PAIR; i++) {
            ofKernel[i] = (short) (int) quantisers[i];
        }
        int toStep = PAIR + 16 * (step - 1);
        short[] band = Samples.guarded((pairs - 1) * toStep + PAIR);
        int[] work = new int[InverseDct.WORK];
        Arrays.fill(work, 0x1234567);
        kernels.inverseDct().run(coefficients, extents, 1, step, pairs, ofKernel, band, Samples.GUARD, toStep, work);
        Samples.requireSame(new short[coefficients.length], coefficients);
        if (Arrays.stream(extents).anyMatch(extent -> extent != 0)) {
            throw new AssertionError("extents were not set to 0");
        }
        Samples.requireGuards(band);
        short[] samples = Samples.guarded(pairs * PAIR);
        for (int pair = 0; pair < pairs; pair++) {
            System.arraycopy(band, Samples.GUARD + pair * toStep, samples, Samples.GUARD + pair * PAIR, PAIR);
        }
        Samples.store(samples, output, image);
    }

    @Override
    public Claim claim(List<float[]> inputs, Accuracy accuracy) { return Claim.exactly(inContractOrder(inputs)); }

    /// By the matrix of the transform: the butterfly of the contract is linear, but for what wraps.
    @Override
    public float[] inContractOrder(List<float[]> inputs) {
        float[] quantisers = quantisers();
        float[] result = new float[output().elements()];
        for (int block = 0; block < 2 * batch * pairs; block++) {
            int at = block / 2 * PAIR + block % 2 * 8;
            int[] values = new int[64];
            boolean onlyRow0 = true;
            for (int i = 0; i < 64; i++) {
                int coefficient = (short) inputs.getFirst()[at + i / 8 * 16 + i % 8];
                values[i] = (short) (coefficient * (int) quantisers[block % 2 * 8 + i / 8 * 16 + i % 8]);
                onlyRow0 &= i < 8 || coefficient == 0;
            }
            for (int i = 0; i < 8; i++) {
                int[] column = new int[8];
                for (int k = 0; k < 8; k++) {
                    column[k] = values[8 * k + i];
                }
                int[] sums = OneDimension.of(column);
                for (int k = 0; k < 8; k++) {
                    values[8 * k + i] = onlyRow0
                            ? (short) (column[0] << 2)
                            : Math.clamp(sums[k] + (1 << 10) >> 11, Short.MIN_VALUE, Short.MAX_VALUE);
                }
            }
            for (int row = 0; row < 8; row++) {
                int[] sums = OneDimension.of(Arrays.copyOfRange(values, 8 * row, 8 * row + 8));
                for (int column = 0; column < 8; column++) {
                    int sum = sums[column] + (1 << 17) + (128 << 18);
                    result[block / 2 * PAIR + 16 * column + block % 2 * 8 + row] = Math.clamp(sum >> 18, 0, 255);
                }
            }
        }
        return result;
    }

    /// The transform of 8 values as sums of products: what each input adds to each output, times 2¹³. Some are
    /// added in 16 bits before.
    private static final class OneDimension {

        /// What inputs 2 and 6 add to the outputs 0 to 3, and 7 to 4.
        private static final int[] SECOND = {10703, 4433, -4433, -10703};
        private static final int[] SIXTH = {4433, -10704, 10704, -4433};

        private OneDimension() {}

        static int[] of(int[] in) {
            int[] out = new int[8];
            int wrapped37 = (short) (in[3] + in[7]);
            int wrapped15 = (short) (in[1] + in[5]);
            int sum = (short) (in[0] + in[4]);
            int difference = (short) (in[0] - in[4]);
            int z3 = (9633 - 16069) * wrapped37 + 9633 * wrapped15;
            int z4 = 9633 * wrapped37 + (9633 - 3196) * wrapped15;
            int[] odd = {z4 + (12299 - 7373) * in[1] - 7373 * in[7], z3 + (25172 - 20995) * in[3] - 20995 * in[5],
                    z4 + (16819 - 20995) * in[5] - 20995 * in[3], z3 + (2446 - 7373) * in[7] - 7373 * in[1]};
            for (int i = 0; i < 4; i++) {
                int even = 8192 * (i == 0 || i == 3 ? sum : difference) + SECOND[i] * in[2] + SIXTH[i] * in[6];
                out[i] = even + odd[i];
                out[7 - i] = even - odd[i];
            }
            return out;
        }
    }
}
