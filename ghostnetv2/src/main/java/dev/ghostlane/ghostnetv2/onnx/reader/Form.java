package dev.ghostlane.ghostnetv2.onnx.reader;

import dev.ghostlane.kernels.upsample.UpsampleMode;

/// What computes a value of a graph in normal form: one of the few operations that a network of the family consists of,
/// however the file writes it.
sealed interface Form {

    /// What has nothing to tell beside its kind.
    enum Plain implements Form {
        INPUT, SIGMOID, HARD_SIGMOID, SOFTMAX, LOG_SOFTMAX, AVERAGE_POOL, GLOBAL_AVERAGE, ADD, MULTIPLY, CONCATENATE
    }

    /// A convolution of one stride in both directions, padded by half the kernel, dense or depthwise; or a fully
    /// connected layer.
    ///
    /// @param weights `[out, in / groups, height, width]` or `[out, in]`
    /// @param transposed whether the weights are `[in, out]` instead
    /// @param bias may be null
    record Convolution(int height, int width, int stride, boolean isDepthwise, Tensor weights, boolean transposed,
            Tensor bias) implements Form {}

    /// A batch normalisation.
    record Normalization(Tensor scale, Tensor shift, Tensor mean, Tensor variance, float epsilon) implements Form {}

    /// `Add`, `Sub`, `Mul` or `Div` of a constant for each channel.
    record PerChannel(String operator, Tensor constant) implements Form {}

    /// `factor · x + shift`.
    record Scalar(double factor, double shift) implements Form {}

    /// Limits to a range.
    record Clamp(double low, double high) implements Form {

        /// Beyond the largest number in half precision no limit matters: tools write the largest number of a type.
        boolean isRelu() { return low == 0 && high >= 65504; }
    }

    /// Zeros around a map.
    record Padding(int top, int left, int bottom, int right) implements Form {}

    /// A resize of height and width.
    record Resize(UpsampleMode mode) implements Form {}

    /// Anything else.
    ///
    /// @param text what it is, for messages
    record Other(String text) implements Form {}
}
