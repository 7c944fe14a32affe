package dev.ghostlane.ghostnetv2;

import dev.ghostlane.images.ImageException;
import dev.ghostlane.images.ImageSource;

/// What became of one image of many.
///
/// @param image the image, as it was given
/// @param value what was found, null if that failed
/// @param failure why it failed, null if it did not: what the call for this image alone would have thrown, for example
///        an [ImageException]
public record BatchResult<T>(ImageSource image, T value, RuntimeException failure) {

    /// Whether it failed.
    public boolean failed() { return failure != null; }

    /// What was found; throws the failure, if there is one.
    public T get() {
        if (failure != null) {
            throw failure;
        }
        return value;
    }
}
