package dev.ghostlane.images;

import java.io.Serial;

/// An image cannot be used: the file is missing or unreadable, is not an image that Java can decode, is
/// damaged, or is too large.
///
/// The message names the file and what was found. If decoding failed, the cause says where.
public class ImageException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /// An exception with a message for people.
    ///
    /// @param message names the file, what was expected and what was found
    public ImageException(String message) { super(message); }

    /// An exception with a message for people.
    ///
    /// @param message names the file, what was expected and what was found
    /// @param cause what the file system or the decoder reported
    public ImageException(String message, Throwable cause) { super(message, cause); }
}
