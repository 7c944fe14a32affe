package dev.ghostlane.kernels.contract;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.testdata.ErrorBound;
import dev.ghostlane.testdata.Layout;

/// Any convolution in double precision, straight from the definition and PyTorch's order of weights
/// `[outChannels][inChannels / groups][kernelHeight][kernelWidth]`: what 1×1, dense, depthwise, strip and
/// fully connected kernels must agree with.
public record DoubleConvolution(int groups, int kernelHeight, int kernelWidth, int stride, int paddingHeight,
        int paddingWidth) {

    /// The result and its bound: `γ_n · (|bias| + Σ|x·w|)` for `n` products, carried through the activation.
    public Claim claim(Layout in, float[] input, Layout out, float[] weights, float[] bias,
            Activation activation) {
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
            double error = ErrorBound.ofSum(products, magnitude);
            claim.set(number, DoubleActivation.apply(activation, sum),
                    DoubleActivation.error(activation, sum, error));
        });
        return claim;
    }
}
