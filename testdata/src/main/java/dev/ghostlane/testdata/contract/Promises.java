package dev.ghostlane.testdata.contract;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.testdata.Bits;
import dev.ghostlane.testdata.ErrorBound;
import dev.ghostlane.testdata.GuardedMap;
import dev.ghostlane.testdata.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What every operation promises, each promise checked on one case.
///
/// @param implementation what is checked
/// @param agreement when a result counts as right
/// @param <C> the operation's cases
public record Promises<C extends KernelCase>(Implementation<? super C> implementation, Agreement agreement) {

    /// Parts from the beginning and the end between which [#mayBeCutNearItsEdges] cuts.
    private static final int EDGE = 4;

    /// The result is right; all of the output is written and nothing else, no input, no weights and nothing around
    /// them.
    ///
    /// @param testCase the case
    public void agreesWithTheReference(C testCase) {
        agreement.of(testCase).check(CaseRun.describe(testCase, implementation.name()), testCase,
                CaseRun.guarded(testCase, implementation));
    }

    /// The parts of the work may be done apart and in any order.
    ///
    /// @param testCase the case
    public void partsMayBeComputedApartAndInAnyOrder(C testCase) {
        PreparedCall call = implementation.prepare(testCase);
        GuardedMap output = GuardedMap.output(testCase.output());
        int[][] cuts = cuts(testCase, call, output);
        CaseRun.run(call, CaseRun.inputs(testCase), output, cuts);
        agreement.of(testCase).check(() -> "parts " + Arrays.deepToString(cuts) + " of " + describe(testCase),
                testCase, output.values());
    }

    /// The work may be cut in two at any place near the beginning and the end, where tiles overlap and edges lie.
    ///
    /// @param testCase the case
    public void mayBeCutNearItsEdges(C testCase) {
        PreparedCall call = implementation.prepare(testCase);
        Agreement.Expectation expectation = agreement.of(testCase);
        int parts = call.parts().applyAsInt(CaseRun.map(GuardedMap.output(testCase.output())));
        for (int cut = 1; cut < parts; cut++) {
            if (cut > EDGE && cut < parts - EDGE) {
                continue;
            }
            GuardedMap output = GuardedMap.output(testCase.output());
            int[][] cuts = {{0, cut}, {cut, parts}};
            CaseRun.run(call, CaseRun.inputs(testCase), output, cuts);
            expectation.check(() -> "parts " + Arrays.deepToString(cuts) + " of " + describe(testCase), testCase,
                    output.values());
        }
    }

    /// A part of the work writes its share of the output and nothing else.
    ///
    /// @param testCase the case
    public void writesOnlyThePartsItIsAskedFor(C testCase) {
        PreparedCall call = implementation.prepare(testCase);
        GuardedMap output = GuardedMap.output(testCase.output());
        int[] range = cuts(testCase, call, output)[0];
        CaseRun.run(call, CaseRun.inputs(testCase), output, new int[][]{range});
        output.assertElementsWritten(() -> "parts " + Arrays.toString(range) + " of " + describe(testCase),
                call.share().of(CaseRun.map(output), range[0], range[1]));
    }

    /// An image is computed alone as it is in a batch.
    ///
    /// @param testCase the case
    public void imageOfABatchIsComputedAsItIsAlone(C testCase) {
        PreparedCall call = implementation.prepare(testCase);
        Agreement.Expectation together = agreement.of(testCase);
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
            together.ofImage(image, output.layout().elements()).check(
                    () -> "image " + number + ", alone, of " + describe(testCase), testCase, output.values());
        }
    }

    /// Inputs and output may be channels of the same pixels.
    ///
    /// @param testCase the case
    public void mapsMayBeNeighboursInOneArray(C testCase) {
        SharedArray array = SharedArray.of(testCase);
        PreparedCall call = implementation.prepare(testCase);
        call.run().run(array.inputs(), array.output(), 0, call.parts().applyAsInt(array.output()));
        array.assertInputsUnchanged(() -> describe(testCase));
        agreement.of(testCase).check(() -> "maps in one array, " + describe(testCase), testCase,
                FeatureMaps.elements(array.output()));
    }

    /// The output may be the first input itself.
    ///
    /// @param testCase for which the operation's contract allows it
    public void outputMayBeTheFirstInput(C testCase) {
        List<GuardedMap> maps = CaseRun.inputs(testCase);
        List<FeatureMap> inputs = maps.stream().map(CaseRun::map).toList();
        PreparedCall call = implementation.prepare(testCase);
        call.run().run(inputs, inputs.getFirst(), 0, call.parts().applyAsInt(inputs.getFirst()));
        agreement.of(testCase).check(() -> "in place, " + describe(testCase), testCase, maps.getFirst().values());
    }

    /// The scalar reference has the bits of the operations that the contract states, written down a second time.
    ///
    /// @param testCase the case
    public static void referenceHasTheOrderOfOperationsOfTheContract(KernelCase testCase) {
        Bits.assertSame(CaseRun.describe(testCase, Kernels.scalar()), testCase.output(),
                testCase.inContractOrder(testCase.contents()), CaseRun.result(testCase, Kernels.scalar()));
    }

    /// The scalar reference is within the derived bound of double precision.
    ///
    /// @param testCase the case
    public static void referenceIsWithinTheDerivedBoundOfDoublePrecision(KernelCase testCase) {
        Claim claim = testCase.claim(testCase.contents(), Accuracy.CONTRACT);
        ErrorBound.assertWithin(CaseRun.describe(testCase, Kernels.scalar()), testCase.output(), claim.exact(),
                claim.bound(), CaseRun.result(testCase, Kernels.scalar()));
    }

    private static int[][] cuts(KernelCase testCase, PreparedCall call, GuardedMap output) {
        return Tensors.cuts(call.parts().applyAsInt(CaseRun.map(output)), testCase.setting().seed());
    }

    private String describe(C testCase) { return CaseRun.describe(testCase, implementation.name()).get(); }

    private static float[] imageOf(float[] batch, int images, int image) {
        int length = batch.length / images;
        return Arrays.copyOfRange(batch, image * length, (image + 1) * length);
    }
}
