package dev.ghostlane.bench.kernels;

/// An operation ready to run.
///
/// @param multiplyAdds multiply-adds of a call; 0 if the operation has none to speak of
/// @param weights floats of weights and biases that a call reads
/// @param call runs the operation once
record KernelCall(long multiplyAdds, long weights, Runnable call) {

    /// An operation that only moves, adds or maps elements.
    static KernelCall moving(Runnable call) { return new KernelCall(0, 0, call); }
}
