/// Depthwise k×k convolution, stride 1 and 2, and its packed weights. Its microkernels lie beside it; `kernels.strip`
/// uses them through the contract.
///
/// Stable: the order of operations is part of the contract.
package dev.ghostlane.kernels.depthwise;
