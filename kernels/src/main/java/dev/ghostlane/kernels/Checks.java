package dev.ghostlane.kernels;

/// Argument checks that the contracts of all operation families share.
///
/// All throw `IllegalArgumentException` with what was expected and what was found. They cost a few integer
/// comparisons a call, so kernels make them on every call.
public final class Checks {

    private Checks() {}

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
        if (rowBegin < 0 || rowBegin > rowEnd || rowEnd > output.rows()) {
            throw new IllegalArgumentException("rows must be a range inside 0.." + output.rows() + ", found "
                    + rowBegin + ".." + rowEnd);
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
