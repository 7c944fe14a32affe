package dev.ghostlane.engine;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import java.util.List;

/// One operation of a [Network]: what a framework's layer computes, before anything is folded or fused.
///
/// Arrays of parameters are shared with who made the operation, and not to be changed.
public sealed interface Op {

    /// Name of the value that the operation gives; also its own name.
    String output();

    /// Names of the values it reads, in order.
    List<String> inputs();

    /// Convolution with zero padding; dense (`groups` 1) or depthwise (`groups` equal to both channel counts).
    /// On a map of one pixel, a 1×1 convolution is a fully connected layer.
    ///
    /// @param weights `[outChannels][inChannels / groups][kernelHeight][kernelWidth]`, as PyTorch has them
    /// @param bias one for each output channel, or null for none
    record Convolution(String output, String input, int inChannels, int outChannels, int kernelHeight,
            int kernelWidth, int stride, int paddingHeight, int paddingWidth, int groups, float[] weights,
            float[] bias) implements Op {

        public Convolution {
            if (groups != 1 && (groups != inChannels || groups != outChannels)) {
                throw new IllegalArgumentException(output + ": groups must be 1 or equal to both channel counts "
                        + inChannels + " and " + outChannels + ", found " + groups);
            }
            int expected = outChannels * (inChannels / groups) * kernelHeight * kernelWidth;
            length(output + " weights", weights, expected);
            if (bias != null) {
                length(output + " bias", bias, outChannels);
            }
        }

        @Override
        public List<String> inputs() { return List.of(input); }

        /// Whether each channel has a kernel of its own.
        public boolean isDepthwise() { return groups > 1 || inChannels == 1 && outChannels == 1; }
    }

    /// Batch normalisation with fixed statistics:
    /// `scale · (x − mean) / sqrt(variance + epsilon) + shift`, per channel.
    record BatchNormalization(String output, String input, float[] scale, float[] shift, float[] mean,
            float[] variance, float epsilon) implements Op {

        public BatchNormalization {
            length(output + " shift", shift, scale.length);
            length(output + " mean", mean, scale.length);
            length(output + " variance", variance, scale.length);
        }

        @Override
        public List<String> inputs() { return List.of(input); }
    }

    /// An element-wise function.
    record Activate(String output, String input, Activation activation) implements Op {
        @Override
        public List<String> inputs() { return List.of(input); }
    }

    /// 2×2 average pooling with stride 2; an odd last row or column is dropped.
    record AveragePool2x2(String output, String input) implements Op {
        @Override
        public List<String> inputs() { return List.of(input); }
    }

    /// Average over all pixels of an image; gives a map of one pixel.
    record GlobalAverage(String output, String input) implements Op {
        @Override
        public List<String> inputs() { return List.of(input); }
    }

    /// Resizes `input` to the height and width of `like`.
    record Upsample(String output, String input, String like, UpsampleMode mode) implements Op {
        @Override
        public List<String> inputs() { return List.of(input, like); }
    }

    /// Element-wise product; `right` has the shape of `left` or is a map of one pixel.
    record Multiply(String output, String left, String right) implements Op {
        @Override
        public List<String> inputs() { return List.of(left, right); }
    }

    /// Element-wise sum of two maps of the same shape.
    record Sum(String output, String left, String right) implements Op {
        @Override
        public List<String> inputs() { return List.of(left, right); }
    }

    /// Joins maps along the channels.
    record Concatenate(String output, List<String> inputs) implements Op {
        public Concatenate {
            inputs = List.copyOf(inputs);
        }
    }

    private static void length(String what, float[] array, int length) {
        if (array.length != length) {
            throw new IllegalArgumentException(what + ": expected " + length + " values, found " + array.length);
        }
    }
}
