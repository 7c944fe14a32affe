package dev.ghostlane.kernels.pool;

import dev.ghostlane.kernels.FeatureMap;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.testdata.contract.AvailableKernels;
import dev.ghostlane.testdata.contract.Effort;
import dev.ghostlane.testdata.contract.Implementation;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.Rejected;
import dev.ghostlane.testdata.contract.Setting;
import dev.ghostlane.testdata.contract.Settings;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.Shapes;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.Provide;
import dev.ghostlane.kernels.Sequences;
import net.jqwik.api.Arbitraries;

class AxisMeanTest extends KernelContract<AxisMeanCase> {

    @Override
    protected List<Implementation<AxisMeanCase>> implementations() { return Implementation.ofGhostlane(); }

    @Provide
    @Override
    protected Arbitrary<AxisMeanCase> cases() {
        return Combinators.combine(Shapes.maps(), Arbitraries.of(Sequences.ROW, Sequences.COLUMN),
                Shapes.channels(960), Settings.withoutActivation())
                .as((shape, sequences, channels, setting) -> new AxisMeanCase(shape.atMost(Effort.units(channels)),
                        sequences, channels, setting));
    }

    @Override
    protected List<AxisMeanCase> networkCases() {
        return List.of(
                new AxisMeanCase(new MapShape(1, 28, 28), Sequences.ROW, 120, Setting.plain(Activation.NONE, 1)),
                new AxisMeanCase(new MapShape(2, 14, 7), Sequences.COLUMN, 480, Setting.plain(Activation.NONE, 2)));
    }

    @Example
    void rejectsWhatDoesNotFit() {
        FeatureMap input = FeatureMap.allocate(2, 5, 7, 6);
        FeatureMap output = FeatureMap.allocate(2, 5, 1, 6);
        for (Kernels kernels : AvailableKernels.all()) {
            AxisMean kernel = kernels.axisMean();
            Rejected.saying("output must have 6 channels",
                    () -> kernel.run(Sequences.ROW, input, FeatureMap.allocate(2, 5, 1, 5), 0, 2));
            Rejected.saying("output must be 2×1×7 pixels, found 2×5×1×6",
                    () -> kernel.run(Sequences.COLUMN, input, output, 0, 1));
            Rejected.saying("expected ROW or COLUMN, found IMAGE",
                    () -> kernel.run(Sequences.IMAGE, input, output, 0, 1));
            Rejected.rows(10, (begin, end) -> kernel.run(Sequences.ROW, input, output, begin, end));
        }
    }
}
