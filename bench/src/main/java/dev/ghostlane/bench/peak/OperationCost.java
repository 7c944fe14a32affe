package dev.ghostlane.bench.peak;

/// What one operation of a benchmark costs, whoever computes it.
///
/// @param multiplyAdds multiply-adds that the result needs; 0 if the operation only moves data
/// @param bytes bytes that must be read or written at least once; 0 if that is not of interest
/// @param threads threads that share the work
public record OperationCost(long multiplyAdds, long bytes, int threads) {

    /// The cost of work on one thread.
    public static OperationCost of(long multiplyAdds, long floats) {
        return new OperationCost(multiplyAdds, floats * Float.BYTES, 1);
    }
}
