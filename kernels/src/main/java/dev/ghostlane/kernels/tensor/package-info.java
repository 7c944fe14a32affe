/// Where the numbers lie: maps in NHWC ([FeatureMap]), their sizes, sequences of their pixels, and packed matrices.
/// What all families share and users hold.
///
/// Stable, but for how a packed matrix lies in its array: that is between `pack` and the kernel that made it.
package dev.ghostlane.kernels.tensor;
