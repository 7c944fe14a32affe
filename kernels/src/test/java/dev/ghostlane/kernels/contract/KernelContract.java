package dev.ghostlane.kernels.contract;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.testdata.Bits;
import dev.ghostlane.testdata.Content;
import dev.ghostlane.testdata.ErrorBound;
import dev.ghostlane.testdata.GuardedMap;
import dev.ghostlane.testdata.Shapes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/// What every operation family promises, whatever it computes. The test class of a family adds how its cases
/// are made, and what only it promises.
///
/// @param <C> the family's cases
@Tag("kernels")
public abstract class KernelContract<C extends KernelCase> {

    /// For the test classes.
    protected KernelContract() {}

    /// Cases of every shape, placement and content.
    @Provide
    protected abstract Arbitrary<C> cases();

    /// Cases of the network's own shapes.
    protected abstract List<C> networkCases();

    @Property
    @AddLifecycleHook(SimdOnly.class)
    void simdGivesTheBitsOfTheScalarReference(@ForAll("cases") C testCase) {
        assertSimdEqualsScalar(testCase);
    }

    @Property
    void writesItsOutputAndNothingElse(@ForAll("cases") C testCase) {
        for (Kernels kernels : implementations()) {
            CaseRun.guarded(testCase, kernels);
        }
    }

    @Property
    void partsMayBeComputedApartAndInAnyOrder(@ForAll("cases") C testCase) {
        for (Kernels kernels : implementations()) {
            PreparedCall call = testCase.prepare(kernels);
            GuardedMap output = GuardedMap.output(testCase.output());
            int parts = call.parts().applyAsInt(CaseRun.map(output.layout(), output.data()));
            int[][] cuts = Shapes.cuts(parts, testCase.setting().seed());
            CaseRun.run(call, CaseRun.inputs(testCase), output, cuts);
            Bits.assertSame(() -> Arrays.deepToString(cuts) + " of " + testCase + " with " + kernels.name(),
                    output.layout(), CaseRun.result(testCase, kernels), output.values());
        }
    }

    @Property
    void writesOnlyTheRowsItIsAskedFor(@ForAll("cases") C testCase) {
        for (Kernels kernels : implementations()) {
            PreparedCall call = testCase.prepare(kernels);
            GuardedMap output = GuardedMap.output(testCase.output());
            int rows = call.parts().applyAsInt(CaseRun.map(output.layout(), output.data()));
            int[] range = Shapes.cuts(rows, testCase.setting().seed())[0];
            CaseRun.run(call, CaseRun.inputs(testCase), output, new int[][]{range});
            assertPartWritten(testCase, kernels, call, output, range);
        }
    }

    @Property
    void imageOfABatchGetsTheBitsItGetsAlone(@ForAll("cases") C testCase) {
        for (Kernels kernels : implementations()) {
            PreparedCall call = testCase.prepare(kernels);
            float[] together = CaseRun.result(testCase, kernels);
            int images = testCase.output().shape().batch();
            for (int image = 0; image < images; image++) {
                List<GuardedMap> inputs = new ArrayList<>();
                for (int i = 0; i < testCase.inputs().size(); i++) {
                    inputs.add(GuardedMap.input(testCase.inputs().get(i).ofOneImage(),
                            imageOf(testCase.contents().get(i), images, image)));
                }
                GuardedMap output = GuardedMap.output(testCase.output().ofOneImage());
                CaseRun.run(call, inputs, output, null);
                int number = image;
                Bits.assertSame(() -> "image " + number + " of " + testCase + " with " + kernels.name(),
                        output.layout(), imageOf(together, images, image), output.values());
            }
        }
    }

    @Property
    void mapsMayBeNeighboursInOneArray(@ForAll("cases") C testCase) {
        for (Kernels kernels : implementations()) {
            SharedArray array = SharedArray.of(testCase);
            PreparedCall call = testCase.prepare(kernels);
            call.run().run(array.inputs(), array.output(), 0, call.parts().applyAsInt(array.output()));
            array.assertInputsUnchanged(testCase);
            Bits.assertSame(CaseRun.describe(testCase, kernels), testCase.output(),
                    CaseRun.result(testCase, kernels), array.values(array.output()));
        }
    }

    @Property
    void scalarReferenceHasTheOrderOfOperationsOfTheContract(@ForAll("cases") C testCase) {
        Bits.assertSame(CaseRun.describe(testCase, Kernels.scalar()), testCase.output(),
                testCase.inContractOrder(testCase.contents()), CaseRun.result(testCase, Kernels.scalar()));
    }

    @Property
    void scalarReferenceIsWithinTheDerivedBoundOfDoublePrecision(@ForAll("cases") C testCase) {
        assertWithinBound(testCase.setting().content() == Content.OVERFLOWING
                ? testCase.with(testCase.setting().with(Content.NORMAL))
                : testCase);
    }

    @Example
    void networkShapesGiveTheBitsOfTheScalarReferenceWithinTheBound() {
        for (C testCase : networkCases()) {
            assertWithinBound(testCase);
            assertSimdEqualsScalar(testCase);
        }
    }

    /// Asserts that one part of the work was done and no other; here, that the parts are rows.
    protected void assertPartWritten(C testCase, Kernels kernels, PreparedCall call, GuardedMap output,
            int[] range) {
        output.assertWritten(
                () -> "rows " + Arrays.toString(range) + " of " + testCase + " with " + kernels.name(),
                range[0], range[1]);
    }

    private static void assertSimdEqualsScalar(KernelCase testCase) {
        Bits.assertSame(CaseRun.describe(testCase, Kernels.best()), testCase.output(),
                CaseRun.guarded(testCase, Kernels.scalar()), CaseRun.guarded(testCase, Kernels.best()));
    }

    private static void assertWithinBound(KernelCase testCase) {
        Claim claim = testCase.claim(testCase.contents());
        ErrorBound.assertWithin(CaseRun.describe(testCase, Kernels.scalar()), testCase.output(),
                claim.exact(),
                claim.bound(), CaseRun.result(testCase, Kernels.scalar()));
    }

    /// The scalar kernels, and the SIMD kernels if there are any.
    protected static List<Kernels> implementations() {
        return Kernels.best().isSimd()
                ? List.of(Kernels.scalar(), Kernels.best())
                : List.of(Kernels.scalar());
    }

    private static float[] imageOf(float[] batch, int images, int image) {
        int length = batch.length / images;
        return Arrays.copyOfRange(batch, image * length, (image + 1) * length);
    }
}
