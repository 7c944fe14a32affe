package dev.ghostlane.cli;

/// A run gave other bits than expected.
final class SoakDifference extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// @param message case, place, expected and found
    SoakDifference(String message) { super(message); }
}
