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
            throw new InputException(file + ": expected the shape " + (this == NHWC ? "N×H×W×" + channels
                    : "N×" + channels + "×H×W") + " (layout " + this + "), found " + shapeText
                    + hint(shape, channels));
        }
        int first = this == NHWC ? 1 : 2;
        return new Batch(shape.get(0), shape.get(first), shape.get(first + 1));
    }

    private String hint(List<Integer> shape, int channels) {
        TensorLayout other = this == NHWC ? NCHW : NHWC;
        int axis = other == NHWC ? 3 : 1;
        return shape.size() == 4 && shape.get(axis) == channels && !shape.contains(0)
                ? "; is it --layout " + other.name().toLowerCase(Locale.ROOT) + "?"
                : "";
    }

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
