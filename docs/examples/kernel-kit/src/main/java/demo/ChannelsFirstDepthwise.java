package demo;

/// A depthwise convolution of a library that knows nothing of Ghostlane: its maps are NCHW, one image at a time, its
/// sums begin with the products and end with the bias.
final class ChannelsFirstDepthwise {

    /// The geometry of the kernel: the same in both directions but for size and padding.
    record Geometry(int kernelHeight, int kernelWidth, int stride, int paddingHeight, int paddingWidth) {

        int outHeight(int height) { return (height + 2 * paddingHeight - kernelHeight) / stride + 1; }

        int outWidth(int width) { return (width + 2 * paddingWidth - kernelWidth) / stride + 1; }
    }

    private ChannelsFirstDepthwise() {}

    /// @param image `[channels][height][width]`
    /// @param weights `[channels][kernelHeight][kernelWidth]`
    /// @param bias one for each channel
    /// @return `[channels][outHeight][outWidth]`
    static float[] convolve(float[] image, int height, int width, float[] weights, float[] bias, Geometry g) {
        int outHeight = g.outHeight(height);
        int outWidth = g.outWidth(width);
        float[] out = new float[bias.length * outHeight * outWidth];
        for (int channel = 0; channel < bias.length; channel++) {
            for (int y = 0; y < outHeight; y++) {
                for (int x = 0; x < outWidth; x++) {
                    float sum = 0;
                    for (int ky = 0; ky < g.kernelHeight; ky++) {
                        int row = y * g.stride + ky - g.paddingHeight;
                        for (int kx = 0; kx < g.kernelWidth; kx++) {
                            int column = x * g.stride + kx - g.paddingWidth;
                            // Padding is left out, not multiplied: 0 · ∞ would be NaN.
                            if (row >= 0 && row < height && column >= 0 && column < width) {
                                sum += image[(channel * height + row) * width + column]
                                        * weights[(channel * g.kernelHeight + ky) * g.kernelWidth + kx];
                            }
                        }
                    }
                    out[(channel * outHeight + y) * outWidth + x] = sum + bias[channel];
                }
            }
        }
        return out;
    }
}
