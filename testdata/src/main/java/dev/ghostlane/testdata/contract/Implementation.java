package dev.ghostlane.testdata.contract;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.testdata.Bits;
import java.util.ArrayList;
import java.util.List;

/// Kernels under test, seen from one operation: Ghostlane's, or anybody's.
///
/// @param <C> the operation's cases
public interface Implementation<C extends KernelCase> {

    /// What failures call it.
    String name();

    /// Makes a case ready to run, its weights packed or uploaded.
    PreparedCall prepare(C testCase);

    /// A kernel that takes whole arrays and returns a whole array.
    ///
    /// @param <C> the operation's cases
    @FunctionalInterface
    interface ArrayKernel<C extends KernelCase> {

        /// Computes the output of a case.
        ///
        /// @param inputs elements of each input in NHWC order without gaps; changing them is an error
        /// @return elements of the output in NHWC order without gaps
        float[] compute(C testCase, List<float[]> inputs);
    }

    /// How a case is made ready.
    ///
    /// @param <C> the operation's cases
    @FunctionalInterface
    interface Preparation<C extends KernelCase> {

        /// Makes a case ready to run.
        PreparedCall prepare(C testCase);
    }

    /// An implementation of a name.
    static <C extends KernelCase> Implementation<C> of(String name, Preparation<C> preparation) {
        return new Named<>(name, preparation);
    }

    /// Ghostlane's kernels of one kind.
    static <C extends KernelCase> Implementation<C> of(Kernels kernels) {
        return of(kernels.name() + " kernels", testCase -> testCase.prepare(kernels));
    }

    /// All of Ghostlane's kernels that this JVM can run.
    static <C extends KernelCase> List<Implementation<C>> ofGhostlane() {
        List<Implementation<C>> all = new ArrayList<>();
        AvailableKernels.all().forEach(kernels -> all.add(of(kernels)));
        return all;
    }

    /// A kernel that knows nothing of offsets, strides and ranges of rows: the maps are copied into arrays of their own
    /// and back, and the output is computed in one piece.
    static <C extends KernelCase> Implementation<C> ofArrays(String name, ArrayKernel<C> kernel) {
        return of(name, testCase -> PreparedCall.whole((inputs, output) -> {
            List<float[]> elements = inputs.stream().map(FeatureMaps::elements).toList();
            List<float[]> before = elements.stream().map(float[]::clone).toList();
            float[] result = kernel.compute(testCase, elements);
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

    /// An implementation made of its parts.
    ///
    /// @param <C> the operation's cases
    record Named<C extends KernelCase>(String name, Preparation<C> preparation) implements Implementation<C> {

        @Override
        public PreparedCall prepare(C testCase) { return preparation.prepare(testCase); }

        @Override
        public String toString() { return name; }
    }
}
