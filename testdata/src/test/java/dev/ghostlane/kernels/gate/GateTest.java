package dev.ghostlane.kernels.gate;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.upsample.Resize;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import dev.ghostlane.testdata.Bits;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.contract.AvailableKernels;
import dev.ghostlane.testdata.contract.CaseRun;
import dev.ghostlane.testdata.contract.Implementation;
import dev.ghostlane.testdata.contract.KernelContract;
import dev.ghostlane.testdata.contract.Rejected;
import dev.ghostlane.testdata.operations.GateCase;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class GateTest extends KernelContract<GateCase> {

    GateTest() { super(GateCase::draw, GateCase.NETWORK); }

    @Override
    protected List<Implementation<GateCase>> implementations() { return Implementation.ofGhostlane(); }

    /// What fusing must not change: activation, then resize, then product, each as its own kernel.
    @Property
    void givesTheBitsOfActivationUpsampleAndProduct(@ForAll("cases") GateCase testCase) {
        for (Kernels kernels : AvailableKernels.all()) {
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

    @Example
    void rejectsWhatDoesNotFit() {
        FeatureMap map = FeatureMap.allocate(1, 6, 8, 6);
        FeatureMap output = FeatureMap.allocate(1, 6, 8, 6);
        FeatureMap gate = FeatureMap.allocate(1, 3, 4, 6);
        Resize resize = Resize.of(UpsampleMode.NEAREST, gate, map);
        for (Kernels kernels : AvailableKernels.all()) {
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
