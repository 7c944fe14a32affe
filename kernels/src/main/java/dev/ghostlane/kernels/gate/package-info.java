/// Products of a map and a gate: a gate for each pixel and channel, smaller maps resized on the way, or one for each
/// pixel.
///
/// Stable: the order of operations is part of the contract.
package dev.ghostlane.kernels.gate;
