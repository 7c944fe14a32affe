package dev.ghostlane.ghostnetv2.hub;

import java.io.Serial;
import java.time.Duration;

/// A request failed in a way that may pass: it is tried again.
final class TransientException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final Duration delay;
    private final boolean fromStart;

    private TransientException(String message, Throwable cause, Duration delay, boolean fromStart) {
        super(message, cause);
        this.delay = delay;
        this.fromStart = fromStart;
    }

    /// The connection failed.
    static TransientException broken(String message, Throwable cause) {
        return new TransientException(message, cause, Duration.ZERO, false);
    }

    /// The server is busy.
    ///
    /// @param delay how long it wants to be left alone
    static TransientException busy(String message, Duration delay) {
        return new TransientException(message, null, delay, false);
    }

    /// What is there of the file cannot be continued.
    static TransientException fromStart(String message) {
        return new TransientException(message, null, Duration.ZERO, true);
    }

    /// The least time to wait.
    Duration delay() { return delay; }

    /// Whether what is there of the file is of no use.
    boolean isFromStart() { return fromStart; }
}
