package demo;

import demo.ChannelsFirstDepthwise.Geometry;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.operations.DepthwiseCase;
import java.util.List;

/// Hands the kit's cases to the kernel: image by image, channels first. What the kernel does not compute, the
/// activation, is added here.
final class ForeignKernel {

    /// A depthwise convolution of one image, channels first.
    @FunctionalInterface
    interface Convolution {
        float[] convolve(float[] image, int height, int width, float[] weights, float[] bias, Geometry geometry);
    }

    private ForeignKernel() {}

    /// @param inputs the case's maps, NHWC without gaps: one
    /// @return the output's elements, NHWC without gaps
    static float[] run(Convolution kernel, DepthwiseCase testCase, List<float[]> inputs) {
        MapShape shape = testCase.shape();
        int channels = testCase.channels();
        DepthwiseCase.Kernel k = testCase.kernel();
        Geometry geometry = new Geometry(k.height(), k.width(), k.stride(), k.paddingHeight(), k.paddingWidth());
        Activation activation = testCase.setting().activation();
        int pixels = shape.height() * shape.width();
        // The kit asks for images of a batch alone, too.
        int batch = inputs.getFirst().length / (pixels * channels);
        int outPixels = geometry.outHeight(shape.height()) * geometry.outWidth(shape.width());
        float[] nhwc = new float[batch * outPixels * channels];
        for (int n = 0; n < batch; n++) {
            float[] image = new float[channels * pixels];
            for (int i = 0; i < image.length; i++) {
                image[i % channels * pixels + i / channels] = inputs.getFirst()[n * image.length + i];
            }
            float[] out = kernel.convolve(image, shape.height(), shape.width(), testCase.weights(), testCase.bias(),
                    geometry);
            for (int i = 0; i < out.length; i++) {
                nhwc[n * out.length + i] = activation.apply(out[i % channels * outPixels + i / channels]);
            }
        }
        return nhwc;
    }
}
