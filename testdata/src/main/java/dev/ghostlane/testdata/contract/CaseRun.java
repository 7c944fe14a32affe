package dev.ghostlane.testdata.contract;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.testdata.GuardedMap;
import dev.ghostlane.testdata.Layout;
import dev.ghostlane.testdata.MapShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Runs of a case on guarded maps.
public final class CaseRun {

    private CaseRun() {}

    /// Runs a case whole on Ghostlane's kernels and returns its result, in NHWC order without gaps.
    ///
    /// @param testCase the case
    /// @param kernels what computes it
    /// @return the elements of the output
    public static float[] result(KernelCase testCase, Kernels kernels) {
        PreparedCall call = testCase.prepare(kernels);
        GuardedMap output = GuardedMap.output(testCase.output());
        run(call, inputs(testCase), output, null);
        return output.values();
    }

    /// Runs a case with guards and asserts that it writes its output, all of it, and nothing else.
    ///
    /// @param <C> the operation's cases
    /// @param testCase the case
    /// @param implementation what computes it
    /// @return the result, in NHWC order without gaps
    public static <C extends KernelCase> float[] guarded(C testCase, Implementation<? super C> implementation) {
        Supplier<String> what = describe(testCase, implementation.name());
        PreparedCall call = implementation.prepare(testCase);
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

    /// {@return the inputs of a case, filled}
    ///
    /// @param testCase the case
    public static List<GuardedMap> inputs(KernelCase testCase) {
        List<GuardedMap> maps = new ArrayList<>();
        List<float[]> contents = testCase.contents();
        for (int i = 0; i < contents.size(); i++) {
            maps.add(GuardedMap.input(testCase.inputs().get(i), contents.get(i)));
        }
        return maps;
    }

    /// Runs parts of a call, one range after the other.
    ///
    /// @param call the operation with its parameters
    /// @param inputs the maps that it reads
    /// @param output the map that it writes
    /// @param ranges begin and end of each; null for everything at once
    public static void run(PreparedCall call, List<GuardedMap> inputs, GuardedMap output, int[][] ranges) {
        FeatureMap to = map(output);
        List<FeatureMap> from = inputs.stream().map(CaseRun::map).toList();
        int[][] all = {{0, call.parts().applyAsInt(to)}};
        for (int[] range : ranges == null ? all : ranges) {
            call.run().run(from, to, range[0], range[1]);
        }
    }

    /// {@return the map as kernels see it}
    ///
    /// @param map the guarded map
    public static FeatureMap map(GuardedMap map) { return FeatureMaps.of(map.layout(), map.data()); }

    /// {@return what to print when a case fails}
    ///
    /// @param testCase the case
    /// @param kernels what computes it
    public static Supplier<String> describe(KernelCase testCase, Kernels kernels) {
        return describe(testCase, kernels.name() + " kernels");
    }

    /// {@return what to print when a case fails: operation, shapes, seed, and the expression that makes the case}
    ///
    /// @param testCase the case
    /// @param implementation its name
    public static Supplier<String> describe(KernelCase testCase, String implementation) {
        return () -> testCase.operation() + " of "
                + testCase.inputs().stream().map(CaseRun::shape).collect(Collectors.joining(" and ")) + " to "
                + shape(testCase.output()) + ", seed " + testCase.setting().seed() + ", with " + implementation
                + "\n  case       " + testCase.expression();
    }

    private static String shape(Layout layout) {
        MapShape shape = layout.shape();
        return shape.batch() + "×" + shape.height() + "×" + shape.width() + "×" + layout.channels();
    }
}
