package dev.ghostlane.engine;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.tensor.FeatureMap;
import java.util.List;

/// One kernel call of a compiled network: what is left of the operations after folding and fusing. Knows its
/// weights, but neither shapes nor memory.
interface Step {

    /// Part of the work on bound memory: a pure function of the input maps, writing only the named units
    /// of the output. Units can be computed in any order and on any thread, with the same bits.
    @FunctionalInterface
    interface Work {
        void run(int unitBegin, int unitEnd);

        /// The same on one of a session's threads, for work that needs scratch memory of its own.
        ///
        /// @param thread number of the thread
        default void run(int thread, int unitBegin, int unitEnd) { run(unitBegin, unitEnd); }
    }

    /// Memory that each thread of a session has for itself while it works on a step; of any content.
    ///
    /// @param data the session's memory
    /// @param first where the first thread's begins
    /// @param floats of each thread
    record Scratch(float[] data, int first, int floats) {
        int at(int thread) { return first + thread * floats; }
    }

    /// Name of the value it gives.
    String output();

    /// Names of the values it reads.
    List<String> inputs();

    /// The operation family, for profiles.
    String kind();

    /// Shape of the output.
    ///
    /// @throws IllegalArgumentException if the input shapes do not fit
    Shape shape(List<Shape> inputs);

    /// Multiply-adds for this output.
    long multiplyAdds(List<Shape> inputs, Shape output);

    /// Whether the step only moves data: its time is rearrangement, not arithmetic.
    default boolean rearranges() { return false; }

    /// Floats of scratch memory that each thread needs.
    default int scratchFloats(List<Shape> inputs, Shape output) { return 0; }

    /// Floats of weights and biases that the step reads, as they are packed.
    default long weightFloats() { return 0; }

    /// Into how many units the work can be cut: rows of the output, unless the step says otherwise.
    default int units(Shape output) { return output.batch() * output.height(); }

    /// Whether the units are rows of the output, those of the first image first.
    default boolean byRows() { return true; }

    /// Whether the output may lie where the first input lies: each element is read for the
    /// output's elements of the same pixel only, before they are written.
    default boolean inPlace() { return false; }

    /// The kernels that its weights are packed for.
    Kernels kernels();

    /// The work on these maps, for steps that may need scratch memory.
    ///
    /// @param kernels its own or the scalar ones, which take any packing
    default Work bind(Kernels kernels, List<FeatureMap> inputs, FeatureMap output, Scratch scratch) {
        return bind(kernels, inputs, output);
    }

    /// The work on these maps.
    ///
    /// @param kernels its own or the scalar ones, which take any packing
    Work bind(Kernels kernels, List<FeatureMap> inputs, FeatureMap output);
}
