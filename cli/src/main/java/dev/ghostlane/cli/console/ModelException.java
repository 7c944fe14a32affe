package dev.ghostlane.cli.console;

import java.io.Serial;

/// The model that the user gave is not there or cannot be used; the message names it, what was expected and what was
/// found.
public final class ModelException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public ModelException(String message) {
        super(message);
    }

    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
