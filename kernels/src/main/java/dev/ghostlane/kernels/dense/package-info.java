/// Dense k×k convolution, as in the stem of a network, and its packed weights.
///
/// Stable: the order of operations is part of the contract. Weights are made by `pack`.
package dev.ghostlane.kernels.dense;
