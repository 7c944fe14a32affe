package dev.ghostlane.cli.console;

import java.io.Serial;

/// Something that the user gave cannot be used; the message names it, what was expected and what was found.
public final class InputException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public InputException(String message) {
        super(message);
    }

    public InputException(String message, Throwable cause) {
        super(message, cause);
    }
}
