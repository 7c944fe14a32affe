/// 1×1 convolution, most of a network's arithmetic, and its packed weights.
///
/// Stable: the order of operations is part of the contract. Weights are made by `pack`.
package dev.ghostlane.kernels.pointwise;
