package dev.ghostlane.engine;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.rearrange.Grouping;
import dev.ghostlane.kernels.tensor.Sequences;
import dev.ghostlane.kernels.upsample.UpsampleMode;
import java.util.List;

/// One operation of a [Network]: what a framework's layer computes, before anything is folded or fused.
///
/// Arrays of parameters are not copied and must not be changed.
public sealed interface Op {

    /// {@return the name of the value that the operation gives; also its own name}
    String output();

    /// {@return the names of the values it reads, in order}
    List<String> inputs();

    /// An operation that reads one value.
    sealed interface Unary extends Op {

        /// {@return the name of the value that it reads}
        String input();

        @Override
        default List<String> inputs() { return List.of(input()); }
    }

    /// Convolution with zero padding; dense (`groups` 1) or depthwise (`groups` equal to both channel counts).
    /// On a map of one pixel, a 1×1 convolution is a fully connected layer.
    ///
    /// @param output name of the value that it gives
    /// @param input name of the value that it reads
    /// @param inChannels channels of the input
    /// @param outChannels channels of the output
    /// @param kernelHeight height of the kernel
    /// @param kernelWidth width of the kernel
    /// @param stride step of the kernel in both directions, at least 1
    /// @param paddingHeight zero lines above and below the map
    /// @param paddingWidth zero columns left and right of the map
    /// @param groups 1, or both channel counts
    /// @param weights `[outChannels][inChannels / groups][kernelHeight][kernelWidth]`, as PyTorch has them
    /// @param bias one for each output channel, or null for none
    record Convolution(String output, String input, int inChannels, int outChannels, int kernelHeight,
            int kernelWidth, int stride, int paddingHeight, int paddingWidth, int groups, float[] weights,
            float[] bias) implements Unary {

        /// Checks groups and lengths.
        ///
        /// @throws IllegalArgumentException if `groups` is neither 1 nor both channel counts, or a length does not fit
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

        /// {@return whether each channel has a kernel of its own}
        public boolean isDepthwise() { return groups > 1 || inChannels == 1 && outChannels == 1; }
    }

    /// Batch normalisation with fixed statistics:
    /// `scale · (x − mean) / sqrt(variance + epsilon) + shift`, per channel.
    ///
    /// @param output name of the value that it gives
    /// @param input name of the value that it reads
    /// @param scale one for each channel (PyTorch's `weight`)
    /// @param shift one for each channel (PyTorch's `bias`)
    /// @param mean one for each channel (PyTorch's `running_mean`)
    /// @param variance one for each channel (PyTorch's `running_var`)
    /// @param epsilon added to the variances
    record BatchNormalization(String output, String input, float[] scale, float[] shift, float[] mean,
            float[] variance, float epsilon) implements Unary {

        /// Checks that all parameters have a value for each channel.
        ///
        /// @throws IllegalArgumentException if their lengths differ
        public BatchNormalization {
            length(output + " shift", shift, scale.length);
            length(output + " mean", mean, scale.length);
            length(output + " variance", variance, scale.length);
        }
    }

    /// An element-wise function.
    ///
    /// @param output name of the value that it gives
    /// @param input name of the value that it reads
    /// @param activation the function
    record Activate(String output, String input, Activation activation) implements Unary {}

    /// 2×2 average pooling with stride 2; an odd last row or column is dropped.
    ///
    /// @param output name of the value that it gives
    /// @param input name of the value that it reads
    record AveragePool2x2(String output, String input) implements Unary {}

    /// Average over all pixels of an image; gives a map of one pixel.
    ///
    /// @param output name of the value that it gives
    /// @param input name of the value that it reads
    record GlobalAverage(String output, String input) implements Unary {}

    /// Resizes `input` to the height and width of `like`.
    ///
    /// @param output name of the value that it gives
    /// @param input name of the value that it reads
    /// @param like name of the value whose height and width the result has
    /// @param mode how it is resized
    record Upsample(String output, String input, String like, UpsampleMode mode) implements Op {
        @Override
        public List<String> inputs() { return List.of(input, like); }
    }

    /// Element-wise product; `right` has the shape of `left`, or one channel of its pixels, or is a map of one pixel.
    ///
    /// @param output name of the value that it gives
    /// @param left name of the first factor
    /// @param right name of the second factor
    record Multiply(String output, String left, String right) implements Op {
        @Override
        public List<String> inputs() { return List.of(left, right); }
    }

    /// Element-wise sum of two maps of the same shape.
    ///
    /// @param output name of the value that it gives
    /// @param left name of the first map
    /// @param right name of the second map
    record Sum(String output, String left, String right) implements Op {
        @Override
        public List<String> inputs() { return List.of(left, right); }
    }

    /// Joins maps along the channels.
    ///
    /// @param output name of the value that it gives
    /// @param inputs names of the values that are joined, in this order
    record Concatenate(String output, List<String> inputs) implements Op {
        /// Copies the list.
        public Concatenate {
            inputs = List.copyOf(inputs);
        }
    }

    /// Maximum over all pixels of an image; gives a map of one pixel.
    ///
    /// @param output name of the value that it gives
    /// @param input name of the value that it reads
    record GlobalMax(String output, String input) implements Unary {}

    /// Mean of each row, a map of one column, or of each column, a map of one row.
    ///
    /// @param output name of the value that it gives
    /// @param input name of the value that it reads
    /// @param sequences `ROW` or `COLUMN`: what a mean is taken over
    record AxisMean(String output, String input, Sequences sequences) implements Unary {
        /// Checks what the mean is taken over.
        ///
        /// @throws IllegalArgumentException if it is a whole image, which [GlobalAverage] is for
        public AxisMean {
            if (sequences == Sequences.IMAGE) {
                throw new IllegalArgumentException(output + ": expected ROW or COLUMN, found IMAGE");
            }
        }
    }

    /// Mean and maximum over the channels of each pixel: a map of two channels.
    ///
    /// @param output name of the value that it gives
    /// @param input name of the value that it reads
    record ChannelPool(String output, String input) implements Unary {}

    /// Layer normalisation over the channels of each pixel:
    /// `scale · (x − mean) / sqrt(variance + epsilon) + shift`.
    ///
    /// @param output name of the value that it gives
    /// @param input name of the value that it reads
    /// @param scale one for each channel
    /// @param shift one for each channel
    /// @param epsilon added to the variance, positive
    record LayerNormalization(String output, String input, float[] scale, float[] shift,
            float epsilon) implements Unary {
        /// Checks the lengths and `epsilon`.
        ///
        /// @throws IllegalArgumentException if the lengths differ, or `epsilon` is not positive and finite
        public LayerNormalization {
            length(output + " shift", shift, scale.length);
            if (!(epsilon > 0 && epsilon < Float.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(output + ": epsilon must be positive and finite, found " + epsilon);
            }
        }
    }

    /// Pixels to rows of tokens: a window partition or an unfolding. A map whose sides are no multiples of the
    /// square's is padded with zeros at its right and its bottom.
    ///
    /// @param output name of the value that it gives
    /// @param input name of the value that it reads
    /// @param grouping which pixels form a row of tokens
    record Group(String output, String input, Grouping grouping) implements Unary {}

    /// Rows of tokens back to the pixels of `like`, a map of the height and width that was grouped.
    ///
    /// @param output name of the value that it gives
    /// @param input name of the value that it reads
    /// @param like name of the value whose height and width the result has
    /// @param grouping which pixels form a row of tokens
    record Ungroup(String output, String input, String like, Grouping grouping) implements Op {
        @Override
        public List<String> inputs() { return List.of(input, like); }
    }

    /// Multi-head attention without projections: `softmax(Q · Kᵀ · scale) · V` for each sequence and head. The three
    /// maps have the same shape; the channels of a head follow each other.
    ///
    /// @param output name of the value that it gives
    /// @param query name of the queries, `N×H×W×C`
    /// @param key name of the keys, of the same shape
    /// @param value name of the values, of the same shape
    /// @param heads a divisor of the channels
    /// @param scale factor of the scores, positive; usually `1 / sqrt(channels of a head)`
    /// @param sequences which pixels attend to each other
    record Attention(String output, String query, String key, String value, int heads, float scale,
            Sequences sequences) implements Op {
        /// Checks heads and scale.
        ///
        /// @throws IllegalArgumentException if there is no head, or the scale is not positive and finite
        public Attention {
            if (heads < 1 || !(scale > 0 && scale < Float.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        output + ": heads and scale must be positive and finite, found " + heads + " and " + scale);
            }
        }

        @Override
        public List<String> inputs() { return List.of(query, key, value); }
    }

    /// A fully connected layer between the tokens of each sequence, without bias. Its weights belong to positions, so
    /// it runs at one size only.
    ///
    /// @param output name of the value that it gives
    /// @param input name of the value that it reads
    /// @param sequences which pixels belong together
    /// @param height of the map
    /// @param width of the map
    /// @param channels that have weights of their own, or 1: all channels share the weights
    /// @param weights `[sequences of an image][output tokens][input tokens][channels]`
    record TokenMixing(String output, String input, Sequences sequences, int height, int width, int channels,
            float[] weights) implements Unary {
        /// Checks sizes and the number of weights.
        ///
        /// @throws IllegalArgumentException if a size is below 1, or the number does not fit
        public TokenMixing {
            if (height < 1 || width < 1 || channels < 1) {
                throw new IllegalArgumentException(output + ": height, width and channels must be at least 1, found "
                        + height + ", " + width + " and " + channels);
            }
            length(output + " weights", weights,
                    dev.ghostlane.kernels.mixing.TokenMixing.weightFloats(sequences, height, width, channels));
        }
    }

    private static void length(String what, float[] array, int length) {
        if (array.length != length) {
            throw new IllegalArgumentException(what + ": expected " + length + " values, found " + array.length);
        }
    }
}
