/// Softmax over the channels of each pixel.
///
/// Stable: the order of operations is part of the contract.
package dev.ghostlane.kernels.softmax;
