package dev.ghostlane.cli.soak;

/// A run gave other bits than expected.
public final class SoakDifference extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// @param message case, place, expected and found
    SoakDifference(String message) { super(message); }
}
