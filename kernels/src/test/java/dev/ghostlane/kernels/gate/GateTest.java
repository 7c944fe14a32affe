package dev.ghostlane.kernels.gate;

import dev.ghostlane.kernels.FeatureMap;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.contract.CaseRun;
import dev.ghostlane.kernels.contract.Effort;
import dev.ghostlane.kernels.contract.KernelContract;
import dev.ghostlane.kernels.contract.Rejected;
import dev.ghostlane.kernels.contract.Setting;
import dev.ghostlane.kernels.upsample.Resize;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import dev.ghostlane.testdata.Bits;
import dev.ghostlane.testdata.GuardedMap;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.Placement;
import dev.ghostlane.testdata.Shapes;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class GateTest extends KernelContract<GateCase> {

    @Provide
    @Override
    protected Arbitrary<GateCase> cases() {
        return Combinators.combine(Arbitraries.of(UpsampleMode.class), Shapes.maps(), gateSizes(),
                Shapes.channels(1000), Shapes.placements(), Setting.any())
                .as((mode, shape, gate, channels, placement, setting) -> {
                    MapShape affordable = shape.atMost(Effort.units(channels * 4L));
                    return gated(mode, affordable, gate, channels, placement, setting);
                });
    }

    /// The sizes that the network has, half the output or one pixel, and any other.
    private static Arbitrary<Tuple.Tuple2<Integer, Integer>> gateSizes() {
        return Arbitraries.oneOf(Arbitraries.just(Tuple.of(0, 0)), Arbitraries.just(Tuple.of(1, 1)),
                Combinators.combine(Shapes.sides(12), Shapes.sides(12)).as(Tuple::of));
    }

    private static GateCase gated(UpsampleMode mode, MapShape shape, Tuple.Tuple2<Integer, Integer> gate,
            int channels, Placement placement, Setting setting) {
        int height = gate.get1() == 0 ? Math.max(shape.height() / 2, 1) : gate.get1();
        int width = gate.get2() == 0 ? Math.max(shape.width() / 2, 1) : gate.get2();
        return new GateCase(mode, shape, height, width, channels, placement, setting);
    }

    @Override
    protected List<GateCase> networkCases() {
        return List.of(
                network(new MapShape(1, 40, 40), 20, 36, Activation.SIGMOID),
                network(new MapShape(1, 28, 28), 14, 60, Activation.NONE),
                network(new MapShape(1, 14, 14), 7, 92, Activation.SIGMOID),
                network(new MapShape(2, 7, 7), 3, 480, Activation.SIGMOID),
                network(new MapShape(1, 14, 14), 1, 672, Activation.HARD_SIGMOID));
    }

    private static GateCase network(MapShape shape, int gateSize, int channels, Activation activation) {
        return new GateCase(UpsampleMode.NEAREST, shape, gateSize, gateSize, channels, Placement.DENSE,
                Setting.plain(activation, channels));
    }

    /// What fusing must not change: activation, then resize, then product, each as its own kernel.
    @Property
    void givesTheBitsOfActivationUpsampleAndProduct(@ForAll("cases") GateCase testCase) {
        for (Kernels kernels : implementations()) {
            MapShape shape = testCase.shape();
            List<float[]> contents = testCase.contents();
            FeatureMap gate = FeatureMap.dense(contents.getLast(), 0, shape.batch(), testCase.gateHeight(),
                    testCase.gateWidth(), testCase.channels());
            FeatureMap activated = FeatureMap.allocate(gate.batch(), gate.height(), gate.width(),
                    gate.channels());
            kernels.activation().run(testCase.setting().activation(), gate, activated, 0, gate.rows());
            FeatureMap resized = FeatureMap.allocate(shape.batch(), shape.height(), shape.width(),
                    gate.channels());
            kernels.upsample().run(Resize.of(testCase.mode(), gate, resized), activated, resized, 0,
                    resized.rows());
            float[] expected = resized.data();
            for (int i = 0; i < expected.length; i++) {
                expected[i] *= contents.getFirst()[i];
            }
            Bits.assertSame(CaseRun.describe(testCase, kernels), testCase.output(), expected,
                    CaseRun.result(testCase, kernels));
        }
    }

    @Property
    void outputMayBeTheInputItself(@ForAll("cases") GateCase testCase) {
        if (testCase.mode() != UpsampleMode.NEAREST || testCase.setting().activation() != Activation.NONE) {
            return;
        }
        Resize resize = Resize.of(testCase.mode(), testCase.gateHeight(), testCase.gateWidth(),
                testCase.shape().height(), testCase.shape().width());
        for (Kernels kernels : implementations()) {
            List<GuardedMap> maps = CaseRun.inputs(testCase);
            FeatureMap inPlace = CaseRun.map(maps.getFirst().layout(), maps.getFirst().data());
            FeatureMap gate = CaseRun.map(maps.getLast().layout(), maps.getLast().data());
            kernels.gate().run(Activation.NONE, resize, inPlace, gate, inPlace, 0, inPlace.rows());
            Bits.assertSame(() -> "in place, " + testCase + " with " + kernels.name(), testCase.output(),
                    CaseRun.result(testCase, kernels), maps.getFirst().values());
        }
    }

    @Example
    void rejectsWhatDoesNotFit() {
        FeatureMap map = FeatureMap.allocate(1, 6, 8, 6);
        FeatureMap output = FeatureMap.allocate(1, 6, 8, 6);
        FeatureMap gate = FeatureMap.allocate(1, 3, 4, 6);
        Resize resize = Resize.of(UpsampleMode.NEAREST, gate, map);
        for (Kernels kernels : implementations()) {
            Gate kernel = kernels.gate();
            Rejected.saying("resize tables are for 3×4 to 6×8, found 1×4×3×6 to 1×6×8×6",
                    () -> kernel.run(Activation.NONE, resize, map, FeatureMap.allocate(1, 4, 3, 6), output, 0,
                            6));
            Rejected.saying("gate must have 6 channels, found 1×3×4×5",
                    () -> kernel.run(Activation.NONE, resize, map, FeatureMap.allocate(1, 3, 4, 5), output, 0,
                            6));
            Rejected.saying("gate must be 1×3×4 pixels, found 2×3×4×6",
                    () -> kernel.run(Activation.NONE, resize, map, FeatureMap.allocate(2, 3, 4, 6), output, 0,
                            6));
            Rejected.saying("output and input must have the same shape, found 1×6×8×6 and 1×6×8×7",
                    () -> kernel.run(Activation.NONE, resize, FeatureMap.allocate(1, 6, 8, 7), gate, output,
                            0, 6));
            Rejected.rows(6,
                    (begin, end) -> kernel.run(Activation.NONE, resize, map, gate, output, begin, end));
        }
    }
}
