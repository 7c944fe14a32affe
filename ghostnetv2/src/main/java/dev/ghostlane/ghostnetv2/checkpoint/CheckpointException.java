package dev.ghostlane.ghostnetv2.checkpoint;

import java.io.Serial;

/// A checkpoint cannot be used: the file is missing or unreadable, it breaks a rule of its format, or its
/// tensors are not those of the network.
///
/// The message names the file, what was expected and what was found. If reading failed, the cause is the `IOException`.
public class CheckpointException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /// An exception with a message for people.
    ///
    /// @param message names the file, what was expected and what was found
    public CheckpointException(String message) { super(message); }

    /// An exception with a message for people.
    ///
    /// @param message names the file, what was expected and what was found
    /// @param cause what the file system reported
    public CheckpointException(String message, Throwable cause) { super(message, cause); }
}
