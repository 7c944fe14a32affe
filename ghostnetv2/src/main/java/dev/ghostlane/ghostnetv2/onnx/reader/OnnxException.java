package dev.ghostlane.ghostnetv2.onnx.reader;

import java.io.Serial;

/// An ONNX file cannot be used. The message says what was expected and what was found, and leaves it to the caller to
/// name the file.
public final class OnnxException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /// @param message what was expected and what was found
    public OnnxException(String message) { super(message); }

    private static final int QUOTED_LENGTH = 60;

    /// A text of the file for a message: shortened, without control characters.
    static String quote(String text) {
        String shown = text.length() > QUOTED_LENGTH ? text.substring(0, QUOTED_LENGTH) + "…" : text;
        StringBuilder quoted = new StringBuilder(shown.length() + 2).append('"');
        shown.chars().forEach(c -> quoted.append(Character.isISOControl(c) ? '?' : (char) c));
        return quoted.append('"').toString();
    }
}
