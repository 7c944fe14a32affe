package dev.ghostlane.images.png;

import java.io.Serial;

/// A PNG file cannot be decoded: it is damaged or ends too early, as the message says. The message does not name the
/// file, which is not known here.
public final class PngException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private PngException(String message) {
        super(message);
    }

    /// The file breaks a rule.
    static PngException damaged(String what) {
        return new PngException("the PNG file is damaged: " + what);
    }

    /// The file ends where more of it is needed.
    ///
    /// @param what is missing
    static PngException truncated(String what) {
        return new PngException("the PNG file is truncated or damaged: it ends too early, " + what);
    }
}
