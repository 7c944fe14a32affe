/// Resizing by nearest neighbour or bilinear interpolation, with PyTorch's coordinates, and the tables it needs.
///
/// Stable: the order of operations is part of the contract.
package dev.ghostlane.kernels.upsample;
