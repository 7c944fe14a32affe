package dev.ghostlane.testdata.contract;

import dev.ghostlane.kernels.tensor.FeatureMap;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.IntPredicate;
import java.util.function.ToIntFunction;

/// An operation whose weights are packed, ready to run on any maps that fit.
///
/// @param run the operation
/// @param parts into how many parts the work on an output can be cut
/// @param share which elements of an output belong to which parts
/// @param constants arrays that a run must not change: packed weights, biases, tables
public record PreparedCall(Run run, ToIntFunction<FeatureMap> parts, Share share, List<float[]> constants) {

    /// The operation's `run` method without its parameters.
    @FunctionalInterface
    public interface Run {

        /// Computes the parts from `begin` to before `end`.
        ///
        /// @param inputs the maps that it reads
        /// @param output the map that it writes
        /// @param begin the first part
        /// @param end one past the last
        void run(List<FeatureMap> inputs, FeatureMap output, int begin, int end);
    }

    /// Which elements of an output a range of parts computes.
    @FunctionalInterface
    public interface Share {

        /// {@return which elements, numbered in NHWC order without gaps, belong to the parts from `begin` to before
        /// `end`}
        ///
        /// @param output the map that it writes
        /// @param begin the first part
        /// @param end one past the last
        IntPredicate of(FeatureMap output, int begin, int end);
    }

    /// {@return an operation whose parts are the rows of the output, counted over the batch}
    ///
    /// @param run computes parts
    /// @param constants arrays such as weights, which must not change
    public static PreparedCall byRows(Run run, float[]... constants) {
        return new PreparedCall(run, FeatureMap::rows, PreparedCall::rows, List.of(constants));
    }

    /// {@return an operation that cannot be cut into parts}
    ///
    /// @param run computes parts
    /// @param constants arrays such as weights, which must not change
    public static PreparedCall whole(BiConsumer<List<FeatureMap>, FeatureMap> run, float[]... constants) {
        return new PreparedCall((inputs, output, begin, end) -> {
            if (begin < end) {
                run.accept(inputs, output);
            }
        }, output -> 1, (output, begin, end) -> element -> begin < end, List.of(constants));
    }

    private static IntPredicate rows(FeatureMap output, int begin, int end) {
        int rowElements = output.width() * output.channels();
        return element -> element / rowElements >= begin && element / rowElements < end;
    }
}
