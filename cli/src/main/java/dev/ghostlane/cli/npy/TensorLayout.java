package dev.ghostlane.cli.npy;

import dev.ghostlane.cli.console.InputException;
import dev.ghostlane.kernels.tensor.FeatureMap;
import java.util.List;
import java.util.Locale;

/// Order of the axes of a batch of images.
public enum TensorLayout {

    /// Channels innermost, as Ghostlane computes.
    NHWC,

    /// Channels before the lines, as PyTorch stores.
    NCHW;

    /// Sizes of a batch.
    ///
    /// @throws InputException if the shape is not that of a batch of images with `channels` channels
    public Batch batch(String file, List<Integer> shape, String shapeText, int channels) {
        int channelAxis = this == NHWC ? 3 : 1;
        if (shape.size() != 4 || shape.get(channelAxis) != channels || shape.contains(0)) {
            throw new InputException(file + ": expected the shape " + axes(channels) + " (layout " + this + "), found "
                    + shapeText + hint(shape, channels));
        }
        int first = this == NHWC ? 1 : 2;
        return new Batch(shape.get(0), shape.get(first), shape.get(first + 1));
    }

    private String axes(int channels) { return this == NHWC ? "N×H×W×" + channels : "N×" + channels + "×H×W"; }

    /// What may be meant.
    private String hint(List<Integer> shape, int channels) {
        TensorLayout other = this == NHWC ? NCHW : NHWC;
        String otherLayout = "--layout " + other.name().toLowerCase(Locale.ROOT);
        int axis = this == NHWC ? -1 : -3;
        int otherAxis = this == NHWC ? -3 : -1;
        if (shape.contains(0)) {
            return ": it has no images";
        }
        if (shape.size() == 3 && (at(shape, axis) == channels || at(shape, otherAxis) == channels)) {
            return "; a single image needs an axis of its own, array[numpy.newaxis]"
                    + (at(shape, axis) == channels ? "" : ", and " + otherLayout);
        }
        if (shape.size() == 5 && shape.getFirst() == 1) {
            return "; take the only batch, array[0]";
        }
        if (shape.size() != 4) {
            return shape.isEmpty()
                    ? "; save an array of images"
                    : "; give it these axes, array.reshape(" + axes(channels).replace("×", ", ") + ")";
        }
        return at(shape, otherAxis) == channels ? "; is it " + otherLayout + "?" : switch (at(shape, axis)) {
            case 1 -> "; grey becomes red, green and blue with numpy.repeat(array, 3, axis=" + axis + ")";
            case 4 -> "; leave the fourth channel, transparency, out";
            default -> "";
        };
    }

    /// A size, counted from the last one, which is -1.
    private static int at(List<Integer> shape, int axis) { return shape.get(shape.size() + axis); }

    /// Brings images into NHWC order.
    ///
    /// @param from images in this layout
    /// @param to receives them
    public void toNhwc(float[] from, float[] to, int images, int pixels, int channels) {
        if (this == NHWC) {
            System.arraycopy(from, 0, to, 0, images * pixels * channels);
            return;
        }
        for (int image = 0; image < images; image++) {
            int base = image * pixels * channels;
            for (int channel = 0; channel < channels; channel++) {
                for (int pixel = 0; pixel < pixels; pixel++) {
                    to[base + pixel * channels + channel] = from[base + channel * pixels + pixel];
                }
            }
        }
    }

    /// Sizes of one map in this layout.
    public List<Integer> shape(FeatureMap map) {
        return this == NHWC
                ? List.of(map.batch(), map.height(), map.width(), map.channels())
                : List.of(map.batch(), map.channels(), map.height(), map.width());
    }

    /// The elements of one map in this layout.
    ///
    /// @param map without gaps, from index 0 of its array
    public float[] fromNhwc(FeatureMap map) {
        if (this == NHWC) {
            return map.data();
        }
        int channels = map.channels();
        int pixels = map.height() * map.width();
        float[] nchw = new float[map.data().length];
        for (int i = 0; i < nchw.length; i++) {
            int image = i / (channels * pixels);
            nchw[i] = map.data()[(image * pixels + i % pixels) * channels + i / pixels % channels];
        }
        return nchw;
    }

    /// Sizes of a batch of images.
    public record Batch(int images, int height, int width) {}
}
