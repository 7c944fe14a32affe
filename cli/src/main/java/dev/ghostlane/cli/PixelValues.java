package dev.ghostlane.cli;

import dev.ghostlane.cli.console.InputException;
import dev.ghostlane.images.Preprocessing;

/// The values of images that come as tensors: normalised already, or from 0 to 255.
final class PixelValues {
    private static final int CHANNELS = 3;
    private static final float BRIGHTEST = 255;

    /// Normalised images do not exceed their largest value so many times.
    private static final float TIMES_TOO_LARGE = 8;

    private final String source;
    private final Preprocessing preprocessing;
    private final boolean normalise;
    private float least = Float.POSITIVE_INFINITY;
    private float most = Float.NEGATIVE_INFINITY;

    /// @param source names them in messages
    /// @param normalise whether they are from 0 to 255
    PixelValues(String source, Preprocessing preprocessing, boolean normalise) {
        this.source = source;
        this.preprocessing = preprocessing;
        this.normalise = normalise;
    }

    /// Makes a network's input of images, in place.
    ///
    /// @param nhwc red, green and blue of each pixel
    /// @throws InputException if they should be from 0 to 255 and are not
    void prepare(float[] nhwc) {
        if (normalise) {
            normalise(nhwc);
        } else {
            for (float value : nhwc) {
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
        }
    }

    private void normalise(float[] nhwc) {
        float largest = 0;
        boolean whole = true;
        for (float value : nhwc) {
            if (!(value >= 0 && value <= BRIGHTEST)) {
                throw new InputException(source + ": --normalise expects values from 0 to 255, found " + value
                        + (value < 0 ? "; are the images normalised already?" : ""));
            }
            largest = Math.max(largest, value);
            whole &= value == (int) value;
        }
        if (largest <= 1 && !whole) {
            throw new InputException(source + ": --normalise expects values from 0 to 255, found an image, or several,"
                    + " of values from 0 to " + largest + "; multiply them by 255");
        }
        for (int i = 0; i < nhwc.length; i++) {
            nhwc[i] = preprocessing.normalise(nhwc[i], i % CHANNELS);
        }
    }

    /// Why the images may be not what the network wants; null if nothing speaks for that.
    String doubt() {
        float largest = 0;
        for (int channel = 0; channel < CHANNELS; channel++) {
            largest = Math.max(largest, Math.abs(preprocessing.normalise(0, channel)));
            largest = Math.max(largest, Math.abs(preprocessing.normalise(BRIGHTEST, channel)));
        }
        return least >= 0 && most <= BRIGHTEST && most > TIMES_TOO_LARGE * largest
                ? source + ": its values, from " + least + " to " + most
                        + ", do not look normalised; for red, green and blue from 0 to 255 add --normalise"
                : null;
    }
}
