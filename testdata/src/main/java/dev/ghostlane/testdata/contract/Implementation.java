package dev.ghostlane.testdata.contract;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.testdata.Bits;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Kernels under test, seen from one operation: Ghostlane's, or anybody's.
///
/// @param name what failures call it
/// @param preparation makes a case ready to run, its weights packed or uploaded
/// @param <C> the operation's cases
public record Implementation<C extends KernelCase>(String name, Function<C, PreparedCall> preparation) {

    /// {@return an implementation under a name}
    ///
    /// @param <C> the operation's cases
    /// @param name what failures call it
    /// @param preparation makes a case ready to run
    public static <C extends KernelCase> Implementation<C> of(String name, Function<C, PreparedCall> preparation) {
        return new Implementation<>(name, preparation);
    }

    /// Makes a case ready to run.
    ///
    /// @param testCase the case
    /// @return the operation with the case's parameters
    public PreparedCall prepare(C testCase) { return preparation.apply(testCase); }

    /// {@return Ghostlane's kernels of one kind as an implementation of any operation}
    ///
    /// @param <C> the operation's cases
    /// @param kernels Ghostlane's kernels
    public static <C extends KernelCase> Implementation<C> of(Kernels kernels) {
        return of(kernels.name() + " kernels", testCase -> testCase.prepare(kernels));
    }

    /// {@return all of Ghostlane's kernels that this JVM can run}
    ///
    /// @param <C> the operation's cases
    public static <C extends KernelCase> List<Implementation<C>> ofGhostlane() {
        List<Implementation<C>> all = new ArrayList<>();
        AvailableKernels.all().forEach(kernels -> all.add(of(kernels)));
        return all;
    }

    /// {@return the implementation by a kernel that knows nothing of offsets, strides and ranges of rows: the maps are
    /// copied into arrays of their own and back, and the output is computed in one piece}
    ///
    /// @param <C> the operation's cases
    /// @param name what failures call it
    /// @param kernel computes the elements of a case's output from those of each input, all in NHWC order without gaps;
    ///        changing the inputs is an error
    public static <C extends KernelCase> Implementation<C> ofArrays(String name,
            BiFunction<C, List<float[]>, float[]> kernel) {
        return of(name, testCase -> PreparedCall.whole((inputs, output) -> {
            List<float[]> elements = inputs.stream().map(FeatureMaps::elements).toList();
            List<float[]> before = elements.stream().map(float[]::clone).toList();
            float[] result = kernel.apply(testCase, elements);
            for (int i = 0; i < before.size(); i++) {
                int number = i;
                Bits.assertSame(
                        () -> "input " + number + ", which was changed, of " + testCase.expression() + " with " + name,
                        before.get(i), elements.get(i));
            }
            int expected = output.pixels() * output.channels();
            if (result.length != expected) {
                throw new AssertionError("expected " + expected + " elements, found " + result.length + " in "
                        + testCase.expression() + " with " + name);
            }
            FeatureMaps.fill(output, result);
        }));
    }

    @Override
    public String toString() { return name; }
}
