/// Moves pixels into rows of tokens and back: window partition, unfolding. Nothing is computed.
///
/// For studies of attention: the contract may still change with them.
package dev.ghostlane.kernels.rearrange;
