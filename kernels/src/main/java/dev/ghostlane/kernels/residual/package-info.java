/// The sum of two maps.
///
/// Stable: the order of operations is part of the contract.
package dev.ghostlane.kernels.residual;
