/// Fully connected layer: a matrix, a bias, an activation; its packed weights.
///
/// Stable: the order of operations is part of the contract. Weights are made by `pack`.
package dev.ghostlane.kernels.fullyconnected;
