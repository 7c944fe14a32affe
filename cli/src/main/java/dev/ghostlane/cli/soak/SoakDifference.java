package dev.ghostlane.cli.soak;

/// A run gave other bits than expected, or another exception.
public final class SoakDifference extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// @param message case, place, expected and found
    /// @param cause null for none
    SoakDifference(String message, Throwable cause) { super(message, cause); }
}
