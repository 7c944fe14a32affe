package dev.ghostlane.engine.steps;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.Shape;
import java.util.List;

/// One kernel call of a compiled network: what is left of the operations after folding and fusing. Knows its
/// weights, but neither shapes nor memory.
public interface Step {

    /// The work on bound memory: a pure function of the input maps, writing only the named units of the output.
    /// Units can be computed in any order and on any thread, with the same bits.
    @FunctionalInterface
    interface Work {

        /// @param thread number of the session's thread that calls, whose scratch memory may be used
        void run(int thread, int unitBegin, int unitEnd);
    }

    /// What a step is bound to.
    ///
    /// @param kernels those that its weights are packed for, or the scalar ones, which take any packing
    /// @param threads that share the work
    record Binding(Kernels kernels, List<FeatureMap> inputs, FeatureMap output, Scratch scratch, int threads) {

        public Binding {
            inputs = List.copyOf(inputs);
        }

        /// The map of the step's i-th input.
        public FeatureMap input(int i) { return inputs.get(i); }

        /// The same memory with the scalar kernels.
        public Binding scalar() { return new Binding(Kernels.scalar(), inputs, output, scratch, threads); }

        /// What other threads have written of the step's i-th input.
        NeighbourRows neighbours(int i) { return new NeighbourRows(input(i), threads); }
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

    /// Whether the step reads its i-th input, and not only its shape.
    default boolean reads(int i) { return true; }

    /// The operation family, for profiles.
    String kind();

    /// What the kernel's code is chosen by, for this output: what the warm-up knows of it.
    default String variant(Shape output) { return kind(); }

    /// Shape of the output: that of the first input, unless the step says otherwise.
    ///
    /// @throws IllegalArgumentException if the input shapes do not fit
    default Shape shape(List<Shape> inputs) { return inputs.getFirst(); }

    /// Multiply-adds for this output.
    default long multiplyAdds(Shape output) { return 0; }

    /// Whether the step only moves data: its time is rearrangement, not arithmetic.
    default boolean rearranges() { return false; }

    /// Floats of scratch memory that each thread needs for this output.
    default int scratchFloats(Shape output) { return 0; }

    /// The function of the results that is part of the step.
    default Activation activation() { return Activation.NONE; }

    /// Bytes of weights and biases that the step reads, as they are packed.
    default long weightBytes() { return 0; }

    /// Into how many units the work can be cut: rows of the output, unless the step says otherwise.
    default int units(Shape output) { return output.batch() * output.height(); }

    /// Whether the output may lie where the first input lies: each element is read for the
    /// output's elements of the same pixel only, before they are written.
    default boolean inPlace() { return false; }

    /// The work on these maps.
    Work bind(Binding to);
}
