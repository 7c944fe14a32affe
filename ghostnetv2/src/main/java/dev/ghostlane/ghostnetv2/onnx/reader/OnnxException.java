package dev.ghostlane.ghostnetv2.onnx.reader;

import dev.ghostlane.ghostnetv2.files.Quote;
import java.io.Serial;

/// An ONNX file cannot be used. The message says what was expected and what was found, and leaves it to the caller to
/// name the file.
public final class OnnxException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /// @param message what was expected and what was found
    public OnnxException(String message) { super(message); }

    /// A text of the file for a message: shortened, without control characters.
    static String quote(String text) { return Quote.of(text); }
}
