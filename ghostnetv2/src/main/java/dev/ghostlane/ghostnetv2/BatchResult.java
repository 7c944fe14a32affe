package dev.ghostlane.ghostnetv2;

import dev.ghostlane.images.ImageException;
import dev.ghostlane.images.ImageSource;

/// What became of one image of many.
///
/// @param <T> what is found of an image: classes, features
/// @param image the image, as it was given
/// @param value what was found, null if that failed
/// @param failure why it failed, null if it did not: what the call for this image alone would have thrown, for example
///        an [ImageException]
public record BatchResult<T>(ImageSource image, T value, RuntimeException failure) {

    /// Images that are run at once, where that is faster. Lists of a multiple of it take the least time an image.
    public static final int IMAGES_AT_ONCE = 8;

    /// {@return whether the image could not be used, so that there is a failure and no value}
    public boolean failed() { return failure != null; }

    /// {@return what was found; throws the failure, if there is one}
    public T get() {
        if (failure != null) {
            throw failure;
        }
        return value;
    }
}
