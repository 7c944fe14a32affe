package dev.ghostlane.kernels.internal;

import dev.ghostlane.kernels.tensor.FeatureMap;

/// Argument checks that the contracts of all operation families share.
///
/// All throw `IllegalArgumentException` with what was expected and what was found. All but [#require] cost a few
/// integer comparisons and no allocation, so kernels make them on every call.
public final class Checks {

    private Checks() {}

    /// For checks that are made once: the values of the message are gathered even when all is well.
    ///
    /// @param condition what must hold
    /// @param message what to say if it does not; `%s` stands for the values
    /// @param values what was found
    public static void require(boolean condition, String message, Object... values) {
        if (!condition) {
            throw new IllegalArgumentException(message.formatted(values));
        }
    }

    /// The rows a call computes must be a range inside the output.
    public static void rows(FeatureMap output, int rowBegin, int rowEnd) {
        range("rows", rowBegin, rowEnd, output.rows());
    }

    /// The units of work that a call computes must be a range of those there are.
    public static void range(String units, int begin, int end, int count) {
        if (begin < 0 || begin > end || end > count) {
            throw new IllegalArgumentException(
                    units + " must be a range inside 0.." + count + ", found " + begin + ".." + end);
        }
    }

    /// A map must have this many channels.
    public static void channels(String name, FeatureMap map, int channels) {
        if (map.channels() != channels) {
            throw new IllegalArgumentException(
                    name + " must have " + channels + " channels, found " + map.shape());
        }
    }

    /// A map must have this batch, height and width.
    public static void pixels(String name, FeatureMap map, int batch, int height, int width) {
        if (map.batch() != batch || map.height() != height || map.width() != width) {
            throw new IllegalArgumentException(name + " must be " + batch + "×" + height + "×" + width
                    + " pixels, found " + map.shape());
        }
    }

    /// Two maps must have the same batch, height, width and channels.
    public static void sameShape(String name, FeatureMap map, String otherName, FeatureMap other) {
        if (!map.sameShape(other)) {
            throw new IllegalArgumentException(name + " and " + otherName + " must have the same shape, found "
                    + map.shape() + " and " + other.shape());
        }
    }

    /// An array of parameters must have this many elements.
    public static void length(String name, float[] array, int length) {
        if (array.length != length) {
            throw new IllegalArgumentException(
                    name + " must have " + length + " elements, found " + array.length);
        }
    }

    /// A range of elements must be inside an array.
    public static void elements(String name, long begin, long end, int length) {
        if (begin < 0 || end > length) {
            throw new IllegalArgumentException(
                    name + " must have elements " + begin + " to " + end + ", found " + length + " elements");
        }
    }

    /// Spatial size of the output of a convolution: `(size + 2 * padding - kernel) / stride + 1`.
    ///
    /// @throws IllegalArgumentException if that leaves nothing
    public static int convolved(String axis, int size, int kernel, int stride, int padding) {
        int padded = size + 2 * padding;
        if (padded < kernel) {
            throw new IllegalArgumentException(
                    "a kernel of " + kernel + " does not fit into " + axis + " " + size + " with padding " + padding);
        }
        return (padded - kernel) / stride + 1;
    }
}
