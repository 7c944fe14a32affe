package dev.ghostlane.kernels.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ghostlane.kernels.FeatureMap;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.contract.Effort;
import dev.ghostlane.kernels.contract.KernelContract;
import dev.ghostlane.kernels.contract.Rejected;
import dev.ghostlane.kernels.contract.Setting;
import dev.ghostlane.testdata.Goldens;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.Shapes;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.Provide;

class AveragePoolTest extends KernelContract<AveragePoolCase> {

    @Provide
    @Override
    protected Arbitrary<AveragePoolCase> cases() {
        return Combinators.combine(Shapes.maps(), Shapes.channels(1000), Setting.withoutActivation())
                .as((shape, channels, setting) -> {
                    MapShape affordable = shape.atMost(Effort.units(channels));
                    return new AveragePoolCase(new MapShape(shape.batch(), Math.max(affordable.height(), 2),
                            Math.max(affordable.width(), 2)), channels, setting);
                });
    }

    @Override
    protected List<AveragePoolCase> networkCases() {
        return List.of(new AveragePoolCase(new MapShape(1, 56, 56), 24, Setting.plain(Activation.NONE, 1)),
                new AveragePoolCase(new MapShape(1, 28, 28), 40, Setting.plain(Activation.NONE, 2)),
                new AveragePoolCase(new MapShape(2, 7, 7), 160, Setting.plain(Activation.NONE, 3)),
                new AveragePoolCase(new MapShape(1, 15, 10), 52, Setting.plain(Activation.NONE, 4)));
    }

    /// PyTorch may add the four values in another order: three roundings on either side.
    @Example
    void agreesWithPyTorchAtOddSizes() {
        Map<String, Goldens.Tensor> goldens = Goldens.operations();
        int compared = 0;
        for (String name : goldens.keySet()) {
            if (name.startsWith("avg_pool2d/") && name.endsWith("/input")) {
                Goldens.Tensor in = goldens.get(name);
                Goldens.Tensor expected = goldens.get(name.replace("/input", "/output"));
                FeatureMap output = allocate(expected.shape());
                Kernels.scalar().averagePool()
                        .run(FeatureMap.dense(in.values(), 0, in.shape()[0], in.shape()[1],
                                in.shape()[2], in.shape()[3]), output, 0, output.rows());
                for (int i = 0; i < expected.values().length; i++) {
                    assertEquals(expected.values()[i], output.data()[i], 0x1p-21, name + " at " + i);
                }
                compared++;
            }
        }
        assertEquals(6, compared);
    }

    private static FeatureMap allocate(int[] shape) {
        return FeatureMap.allocate(shape[0], shape[1], shape[2], shape[3]);
    }

    @Example
    void rejectsWhatDoesNotFit() {
        FeatureMap input = FeatureMap.allocate(1, 9, 7, 6);
        FeatureMap output = FeatureMap.allocate(1, 4, 3, 6);
        for (Kernels kernels : implementations()) {
            AveragePool kernel = kernels.averagePool();
            Rejected.saying("output must have 6 channels, found 1×4×3×5",
                    () -> kernel.run(input, FeatureMap.allocate(1, 4, 3, 5), 0, 4));
            Rejected.saying("output must be 1×4×3 pixels, found 1×5×4×6",
                    () -> kernel.run(input, FeatureMap.allocate(1, 5, 4, 6), 0, 4));
            Rejected.saying("output must be 1×0×4 pixels",
                    () -> kernel.run(FeatureMap.allocate(1, 1, 8, 6), FeatureMap.allocate(1, 1, 4, 6), 0, 1));
            Rejected.rows(4, (begin, end) -> kernel.run(input, output, begin, end));
        }
    }
}
