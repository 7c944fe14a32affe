package dev.ghostlane.kernels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.pointwise.PointwiseConvolution;
import dev.ghostlane.kernels.pointwise.PointwiseWeights;
import dev.ghostlane.kernels.tensor.FeatureMap;
import org.junit.jupiter.api.Test;

/// The samples in the Javadoc of the kernels are regions of this file, and do what they say.
class SamplesTest {

    @Test
    void pointwise() {
        float[] pixels = {1, 2, 3, 4};
        // @start region="pointwise"
        PointwiseConvolution kernel = Kernels.best().pointwise();
        float[] matrix = {1, 10, 0, 1, -1, -1}; // [outChannels][inChannels]
        PointwiseWeights weights = kernel.pack(3, 2, matrix, new float[]{0, 0, 5});

        FeatureMap input = FeatureMap.dense(pixels, 0, 1, 1, 2, 2); // one image of 1×2 pixels, 2 channels
        FeatureMap output = FeatureMap.allocate(1, 1, 2, 3);
        kernel.run(weights, Activation.RELU, input, output, 0, output.rows());
        // @end
        assertArrayEquals(new float[]{21, 2, 2, 43, 4, 0}, output.data());
    }
}
