package dev.ghostlane.images;

import java.io.Serial;

/// There is no memory for an image now: the heap ran out of it, or the image's share of a [DecodingBudget] did not
/// become free in time. Nothing is said about the image; it may well be good. A service answers 503 where an
/// [ImageException] is a 400.
public class ImageMemoryException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /// An exception with a message for people.
    ///
    /// @param message names the file and says what there was no memory for
    public ImageMemoryException(String message) {
        super(message);
    }

    /// For an image that the heap had no room for.
    ///
    /// @param source names the file
    /// @param cause the `OutOfMemoryError`, or what a decoder made of it
    public ImageMemoryException(String source, Throwable cause) {
        super(source + ": the heap has no room to decode the image now, of the "
                + (Runtime.getRuntime().maxMemory() >> 20)
                + " MiB that the JVM may use (raise it by -Xmx, or lower the memory limit of decoding)", cause);
    }

    /// Whether a decoder failed for want of memory: some of the JDK's wrap the error, some keep only its message.
    static boolean isShortage(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            String message = at.getMessage() == null ? "" : at.getMessage();
            if (at instanceof OutOfMemoryError || message.contains("Java heap space")
                    || message.contains("GC overhead limit exceeded")
                    || message.contains("Requested array size exceeds VM limit")
                    || message.startsWith("Insufficient memory")) {
                return true;
            }
        }
        return false;
    }
}
