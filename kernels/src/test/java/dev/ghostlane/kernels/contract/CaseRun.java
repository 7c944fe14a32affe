package dev.ghostlane.kernels.contract;

import dev.ghostlane.kernels.FeatureMap;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.testdata.GuardedMap;
import dev.ghostlane.testdata.Layout;
import dev.ghostlane.testdata.MapShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/// Runs of a case on guarded maps.
public final class CaseRun {

    private CaseRun() {}

    /// Runs a case whole and returns its result, in NHWC order without gaps.
    public static float[] result(KernelCase testCase, Kernels kernels) {
        PreparedCall call = testCase.prepare(kernels);
        GuardedMap output = GuardedMap.output(testCase.output());
        run(call, inputs(testCase), output, null);
        return output.values();
    }

    /// Runs a case with guards and asserts that it writes its output, all of it, and nothing else.
    ///
    /// @return the result, in NHWC order without gaps
    public static float[] guarded(KernelCase testCase, Kernels kernels) {
        Supplier<String> what = describe(testCase, kernels);
        PreparedCall call = testCase.prepare(kernels);
        List<float[]> constants = call.constants().stream().map(float[]::clone).toList();
        List<GuardedMap> inputs = inputs(testCase);
        GuardedMap output = GuardedMap.output(testCase.output());
        run(call, inputs, output, null);
        output.assertWritten(what, 0, testCase.output().shape().rows());
        inputs.forEach(input -> input.assertUnchanged(what));
        for (int i = 0; i < constants.size(); i++) {
            if (Arrays.mismatch(constants.get(i), call.constants().get(i)) >= 0) {
                throw new AssertionError("weights or tables were changed in " + what.get());
            }
        }
        return output.values();
    }

    /// The inputs of a case, filled.
    public static List<GuardedMap> inputs(KernelCase testCase) {
        List<GuardedMap> maps = new ArrayList<>();
        for (int i = 0; i < testCase.inputs().size(); i++) {
            maps.add(GuardedMap.input(testCase.inputs().get(i), testCase.contents().get(i)));
        }
        return maps;
    }

    /// Runs parts of a call, one range after the other.
    ///
    /// @param ranges begin and end of each; null for everything at once
    public static void run(PreparedCall call, List<GuardedMap> inputs, GuardedMap output, int[][] ranges) {
        FeatureMap to = map(output.layout(), output.data());
        List<FeatureMap> from = inputs.stream().map(input -> map(input.layout(), input.data())).toList();
        int[][] all = {{0, call.parts().applyAsInt(to)}};
        for (int[] range : ranges == null ? all : ranges) {
            call.run().run(from, to, range[0], range[1]);
        }
    }

    /// A layout as a feature map of an array.
    public static FeatureMap map(Layout layout, float[] data) {
        MapShape shape = layout.shape();
        return new FeatureMap(data, layout.placement().offset(), shape.batch(), shape.height(), shape.width(),
                layout.channels(), layout.pixelStride());
    }

    /// What to print when a case fails.
    public static Supplier<String> describe(KernelCase testCase, Kernels kernels) {
        return () -> testCase + " with " + kernels.name() + " kernels";
    }
}
