package dev.ghostlane.images.jpeg;

import java.io.Serial;

/// A JPEG file cannot be decoded: it is damaged, ends too early, or is of a kind that is not supported, as the message
/// says. The message does not name the file, which is not known here.
public final class JpegException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final boolean truncation;

    /// @param message what was expected and what was found
    public JpegException(String message) {
        this(message, false);
    }

    private JpegException(String message, boolean truncation) {
        super(message);
        this.truncation = truncation;
    }

    /// Whether the file ends before what was expected in it.
    boolean isTruncation() { return truncation; }

    /// The file is of a kind that is not supported.
    static JpegException unsupported(String what) {
        return new JpegException(what + " is not supported; convert it to a baseline JPEG or a PNG of 8 bits");
    }

    /// The file breaks a rule that libjpeg insists on.
    static JpegException damaged(String what) {
        return new JpegException("the JPEG file is damaged: " + what);
    }

    /// The file ends where more of it is needed.
    static JpegException truncated(byte[] file) {
        return new JpegException(
                "the JPEG file is truncated or damaged: its " + file.length
                        + " bytes end too early, without an end-of-image marker",
                true);
    }
}
