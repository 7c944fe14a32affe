package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.jpeg.ChromaUpsampling;
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
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Rows of an upsampled component: [ChromaUpsampling#rows].
///
/// @param batch number of images
/// @param columns of the component
/// @param rows the rule by which rows are made
/// @param setting placements, activation, contents and seed
public record ChromaRowsCase(int batch, int columns, ChromaUpsampling.Rows rows, Setting setting)
        implements
            KernelCase {

    /// Cases of the size of a photo.
    public static final List<ChromaRowsCase> NETWORK = List.of(
            new ChromaRowsCase(1, 250, ChromaUpsampling.Rows.SUMS, Setting.plain(Activation.NONE, 1)));

    /// Draws a case.
    ///
    /// @param draw makes the choices
    /// @return the case
    public static ChromaRowsCase draw(Draw draw) {
        return new ChromaRowsCase(draw.one(1, 1, 2), draw.between(1, 70), draw.one(ChromaUpsampling.Rows.values()),
                draw.settingWithoutActivation());
    }

    @Override
    public List<Layout> inputs() {
        return List.of(new Layout(Samples.band(batch, columns), 16, setting.input()),
                new Layout(Samples.band(batch, columns), 16, setting.input()));
    }

    @Override
    public Layout output() { return new Layout(Samples.band(batch, columns), 16, setting.output()); }

    @Override
    public List<float[]> contents() {
        int count = batch * columns * 16;
        return List.of(Samples.of(setting, 1, count, 0, 255), Samples.of(setting, 2, count, 0, 255));
    }

    /// Rows of both bands, 0 to 31: any, or neighbours.
    private float[] picked(int number) {
        RandomGenerator random = Tensors.random(setting.seed());
        boolean any = random.nextBoolean();
        float[] picked = new float[16];
        for (int pass = 0; pass < number; pass++) {
            for (int row = 0; row < 16; row++) {
                int near = any ? random.nextInt(32) : 16 + (row - 1 >> 1);
                picked[row] = any || pass == 0 ? near : near + (row % 2 == 0 ? 1 : -1);
            }
        }
        return picked;
    }

    @Override
    public List<NamedTensor> weightTensors() {
        return List.of(new NamedTensor("near", List.of(16), picked(1)), new NamedTensor("far", List.of(16), picked(2)));
    }

    @Override
    public Map<String, Object> attributes() { return Map.of("rows", rows); }

    @Override
    public PreparedCall prepare(Kernels kernels) {
        return PreparedCall.whole((inputs, output) -> {
            for (int image = 0; image < output.batch(); image++) {
                run(kernels, inputs, output, image);
            }
        });
    }

    private void run(Kernels kernels, List<FeatureMap> inputs, FeatureMap output, int image) {
        short[] previous = Samples.guarded(inputs.getFirst(), image);
        short[] current = Samples.guarded(inputs.getLast(), image);
        short[] result = Samples.guarded(16 * columns);
        kernels.chromaUpsampling().rows(rows, previous, current, Samples.GUARD, columns, Samples.shorts(picked(1)),
                Samples.shorts(picked(2)), result, Samples.GUARD);
        Samples.requireSame(Samples.guarded(inputs.getFirst(), image), previous);
        Samples.requireSame(Samples.guarded(inputs.getLast(), image), current);
        Samples.store(result, output, image);
    }

    @Override
    public Claim claim(List<float[]> inputs, Accuracy accuracy) { return Claim.exactly(inContractOrder(inputs)); }

    @Override
    public float[] inContractOrder(List<float[]> inputs) {
        float[] near = picked(1);
        float[] far = picked(2);
        float[] result = new float[output().elements()];
        for (int i = 0; i < result.length; i++) {
            int n = sample(inputs, i, (int) near[i % 16]);
            int f = sample(inputs, i, (int) far[i % 16]);
            result[i] = switch (rows) {
                case COPY -> n;
                case SUMS -> 3 * n + f;
                case TRIANGLE -> (int) Math.floor((3 * n + f + (far[i % 16] < near[i % 16] ? 1 : 2)) / 4.0);
            };
        }
        return result;
    }

    private static int sample(List<float[]> inputs, int element, int row) {
        return (int) inputs.get(row / 16)[element / 16 * 16 + row % 16];
    }
}
