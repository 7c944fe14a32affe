package dev.ghostlane.engine;

/// A step with the shapes it has in a plan.
///
/// @param output shape of the output
/// @param units parts into which the work can be cut
/// @param multiplyAdds multiply-adds of the step
/// @param mapBytes bytes of its inputs and its output, each counted once
record PlannedStep(Step step, Shape output, int units, long multiplyAdds, long mapBytes) {

    /// Below this cost a step stays on the calling thread: handing work over takes about a microsecond, in
    /// which one thread does some 50,000 multiply-adds.
    private static final long ALONE = 200_000;

    /// What an element costs that is only moved, in multiply-adds.
    private static final int MOVED = 8;

    /// Whether the step is worth a team of threads.
    boolean worthTeam() { return units > 1 && Math.max(multiplyAdds, (long) output.floats() * MOVED) >= ALONE; }
}
