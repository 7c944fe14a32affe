package dev.ghostlane.testdata.contract;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.testdata.ErrorBound;
import dev.ghostlane.testdata.Layout;

/// Any convolution, in double precision and in float, straight from the definition and PyTorch's order of weights
/// `[outChannels][inChannels / groups][kernelHeight][kernelWidth]`: what 1×1, dense, depthwise, strip and
/// fully connected kernels must agree with.
///
/// @param groups 1, or the number of channels
/// @param kernelHeight height of the kernel
/// @param kernelWidth width of the kernel
/// @param stride step of the kernel in both directions
/// @param paddingHeight lines around the map that are skipped
/// @param paddingWidth columns around the map that are skipped
public record ReferenceConvolution(int groups, int kernelHeight, int kernelWidth, int stride, int paddingHeight,
        int paddingWidth) {

    /// {@return the result and its bound: `γ_n · (|bias| + Σ|x·w|)` for `n` products, carried through the activation}
    ///
    /// @param in layout of the input
    /// @param input its elements in NHWC order without gaps
    /// @param out layout of the output
    /// @param weights in PyTorch's order
    /// @param bias one for each output channel
    /// @param activation applied to each sum
    /// @param accuracy what the kernel's arithmetic promises
    public Claim claim(Layout in, float[] input, Layout out, float[] weights, float[] bias,
            Activation activation, Accuracy accuracy) {
        Claim claim = new Claim(out);
        int groupInputs = in.channels() / groups;
        int groupOutputs = out.channels() / groups;
        int height = in.shape().height();
        int width = in.shape().width();
        Claim.forEach(out, (number, image, y, x, channel) -> {
            double sum = bias[channel];
            double magnitude = Math.abs(sum);
            int products = 0;
            for (int i = 0; i < groupInputs; i++) {
                int inChannel = channel / groupOutputs * groupInputs + i;
                for (int ky = 0; ky < kernelHeight; ky++) {
                    int inY = y * stride + ky - paddingHeight;
                    for (int kx = 0; kx < kernelWidth; kx++) {
                        int inX = x * stride + kx - paddingWidth;
                        if (inY >= 0 && inY < height && inX >= 0 && inX < width) {
                            int weight = ((channel * groupInputs + i) * kernelHeight + ky) * kernelWidth + kx;
                            double value = input[((image * height + inY) * width + inX) * in.channels()
                                    + inChannel];
                            double product = value * weights[weight];
                            sum += product;
                            magnitude += Math.abs(product);
                            products++;
                        }
                    }
                }
            }
            double error = ErrorBound.ofSum(accuracy.ofProducts(products), magnitude);
            claim.set(number, DoubleActivation.apply(activation, sum),
                    DoubleActivation.error(activation, sum, error, accuracy));
        });
        return claim;
    }

    /// {@return the result in float: from the bias on, one fused multiply-add for each kernel row, kernel column and
    /// input channel, the last fastest}
    ///
    /// @param in layout of the input
    /// @param input its elements in NHWC order without gaps
    /// @param out layout of the output
    /// @param weights in PyTorch's order
    /// @param bias one for each output channel
    /// @param activation applied to each sum
    public float[] inContractOrder(Layout in, float[] input, Layout out, float[] weights, float[] bias,
            Activation activation) {
        float[] result = new float[out.elements()];
        int groupInputs = in.channels() / groups;
        int groupOutputs = out.channels() / groups;
        Claim.forEach(out, (number, image, y, x, channel) -> {
            float sum = bias[channel];
            for (int tap = 0; tap < kernelHeight * kernelWidth * groupInputs; tap++) {
                int i = tap % groupInputs;
                int kx = tap / groupInputs % kernelWidth;
                int ky = tap / groupInputs / kernelWidth;
                int inY = y * stride + ky - paddingHeight;
                int inX = x * stride + kx - paddingWidth;
                if (inY >= 0 && inY < in.shape().height() && inX >= 0 && inX < in.shape().width()) {
                    int pixel = (image * in.shape().height() + inY) * in.shape().width() + inX;
                    int inChannel = channel / groupOutputs * groupInputs + i;
                    int weight = ((channel * groupInputs + i) * kernelHeight + ky) * kernelWidth + kx;
                    sum = Math.fma(input[pixel * in.channels() + inChannel], weights[weight], sum);
                }
            }
            result[number] = activation.apply(sum);
        });
        return result;
    }
}
