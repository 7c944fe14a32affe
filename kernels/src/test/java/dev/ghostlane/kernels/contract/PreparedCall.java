package dev.ghostlane.kernels.contract;

import dev.ghostlane.kernels.FeatureMap;
import java.util.List;
import java.util.function.ToIntFunction;

/// An operation whose weights are packed, ready to run on any maps that fit.
///
/// @param run the operation
/// @param parts into how many parts the work on an output can be cut
/// @param constants arrays that a run must not change: packed weights, biases, tables
public record PreparedCall(Run run, ToIntFunction<FeatureMap> parts, List<float[]> constants) {

    /// The operation's `run` method without its parameters.
    @FunctionalInterface
    public interface Run {

        /// Computes the parts from `begin` to before `end`.
        void run(List<FeatureMap> inputs, FeatureMap output, int begin, int end);
    }

    /// An operation whose parts are the rows of the output.
    public static PreparedCall byRows(Run run, float[]... constants) {
        return new PreparedCall(run, FeatureMap::rows, List.of(constants));
    }
}
