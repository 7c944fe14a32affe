package dev.ghostlane.kernels.residual;

import dev.ghostlane.kernels.FeatureMap;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.contract.CaseRun;
import dev.ghostlane.kernels.contract.Effort;
import dev.ghostlane.kernels.contract.KernelContract;
import dev.ghostlane.kernels.contract.Rejected;
import dev.ghostlane.kernels.contract.Setting;
import dev.ghostlane.testdata.Bits;
import dev.ghostlane.testdata.GuardedMap;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.Placement;
import dev.ghostlane.testdata.Shapes;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AddTest extends KernelContract<AddCase> {

    @Provide
    @Override
    protected Arbitrary<AddCase> cases() {
        return Combinators.combine(Shapes.maps(), Shapes.channels(1600), Shapes.placements(),
                Setting.withoutActivation())
                .as((shape, channels, right, setting) -> new AddCase(shape.atMost(Effort.units(channels)),
                        channels,
                        right, setting));
    }

    @Override
    protected List<AddCase> networkCases() {
        return List.of(
                new AddCase(new MapShape(1, 56, 56), 24, Placement.DENSE, Setting.plain(Activation.NONE, 1)),
                new AddCase(new MapShape(1, 14, 14), 112, Placement.DENSE, Setting.plain(Activation.NONE, 2)),
                new AddCase(new MapShape(2, 7, 7), 160, new Placement(3, 48, 0),
                        Setting.plain(Activation.NONE, 3)));
    }

    @Property
    void outputMayBeTheLeftMapItself(@ForAll("cases") AddCase testCase) {
        for (Kernels kernels : implementations()) {
            List<GuardedMap> maps = CaseRun.inputs(testCase);
            FeatureMap inPlace = CaseRun.map(maps.getFirst().layout(), maps.getFirst().data());
            FeatureMap right = CaseRun.map(maps.getLast().layout(), maps.getLast().data());
            kernels.add().run(inPlace, right, inPlace, 0, inPlace.rows());
            Bits.assertSame(() -> "in place, " + testCase + " with " + kernels.name(), testCase.output(),
                    CaseRun.result(testCase, kernels), maps.getFirst().values());
        }
    }

    @Example
    void rejectsWhatDoesNotFit() {
        FeatureMap map = FeatureMap.allocate(1, 4, 5, 6);
        FeatureMap other = FeatureMap.allocate(1, 4, 5, 7);
        for (Kernels kernels : implementations()) {
            Add kernel = kernels.add();
            Rejected.saying("right and left must have the same shape, found 1×4×5×7 and 1×4×5×6",
                    () -> kernel.run(map, other, map, 0, 4));
            Rejected.saying("output and left must have the same shape, found 1×4×5×7 and 1×4×5×6",
                    () -> kernel.run(map, map, other, 0, 4));
            Rejected.rows(4,
                    (begin, end) -> kernel.run(map, map, FeatureMap.allocate(1, 4, 5, 6), begin, end));
        }
    }
}
