package dev.ghostlane.kernels.upsample;

import dev.ghostlane.kernels.internal.Checks;

/// Where each output position of one axis reads: two neighbours and their weights. Made once per shape.
///
/// @param inputSize positions of the input
/// @param lower first input position of each output position
/// @param upper second one, the same as the first at the end of the axis and for nearest
/// @param upperWeight weight of the second; the first has `1 − upperWeight`
public record ResizeAxis(int inputSize, int[] lower, int[] upper, float[] upperWeight) {

    /// {@return the table of an axis, in PyTorch's float arithmetic (`area_pixel_compute_source_index`,
    /// `nearest_neighbor_compute_source_index`)}
    ///
    /// @param mode the rule
    /// @param inputSize positions of the input, at least 1
    /// @param outputSize positions of the output, at least 1
    public static ResizeAxis of(UpsampleMode mode, int inputSize, int outputSize) {
        Checks.require(inputSize >= 1 && outputSize >= 1, "sizes must be at least 1, found %s to %s", inputSize,
                outputSize);
        int[] lower = new int[outputSize];
        int[] upper = new int[outputSize];
        float[] upperWeight = new float[outputSize];
        for (int i = 0; i < outputSize; i++) {
            float source = source(mode, inputSize, outputSize, i);
            lower[i] = Math.min((int) source, inputSize - 1);
            upper[i] = mode == UpsampleMode.NEAREST ? lower[i] : Math.min(lower[i] + 1, inputSize - 1);
            upperWeight[i] = mode == UpsampleMode.NEAREST ? 0 : Math.clamp(source - lower[i], 0f, 1f);
        }
        return new ResizeAxis(inputSize, lower, upper, upperWeight);
    }

    private static float source(UpsampleMode mode, int inputSize, int outputSize, int i) {
        return switch (mode) {
            case NEAREST -> i * ((float) inputSize / outputSize);
            case BILINEAR_HALF_PIXEL -> Math.max(((float) inputSize / outputSize) * (i + 0.5f) - 0.5f, 0);
            case BILINEAR_ALIGNED_CORNERS ->
                outputSize > 1 ? i * ((float) (inputSize - 1) / (outputSize - 1)) : 0;
        };
    }

    /// {@return the number of positions of the output}
    public int outputSize() { return lower.length; }
}
