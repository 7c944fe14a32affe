package dev.ghostlane.engine;

/// A step with the shapes it has in a plan.
///
/// @param output shape of the output
/// @param units parts into which the work can be cut
/// @param multiplyAdds multiply-adds of the step
/// @param mapBytes bytes of its inputs and its output, each counted once
record PlannedStep(Step step, Shape output, int units, long multiplyAdds, long mapBytes) {}
