package dev.ghostlane.cli;

import java.io.Serial;

/// Something that the user gave cannot be used; the message names it, what was expected and what was found.
final class InputException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    InputException(String message) {
        super(message);
    }

    InputException(String message, Throwable cause) {
        super(message, cause);
    }
}
