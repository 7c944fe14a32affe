package dev.ghostlane.engine.steps;

import dev.ghostlane.kernels.tensor.Shape;

/// A step with the shapes it has in a plan.
///
/// @param output shape of the output
/// @param multiplyAdds multiply-adds of the step
/// @param mapBytes bytes of its inputs and its output, each counted once
public record PlannedStep(Step step, Shape output, long multiplyAdds, long mapBytes) {}
