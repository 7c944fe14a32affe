package dev.ghostlane.kernels.upsample;

/// How a smaller map is read at the pixels of a larger one.
public enum UpsampleMode {

    /// PyTorch's `mode="nearest"`: output `i` reads input `floor(i · (in / out))`, in float arithmetic.
    NEAREST,

    /// PyTorch's `mode="bilinear", align_corners=False`: pixel centres lie at `(i + 0.5) · in / out − 0.5`.
    BILINEAR_HALF_PIXEL,

    /// PyTorch's `mode="bilinear", align_corners=True`: `i · (in − 1) / (out − 1)`, corners on corners.
    BILINEAR_ALIGNED_CORNERS
}
