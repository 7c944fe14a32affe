/// Strip convolution, 1×K or K×1: the two halves of decoupled fully connected attention. A strip is a depthwise kernel
/// of one line or column, and is computed as that.
///
/// Stable: the order of operations is part of the contract.
package dev.ghostlane.kernels.strip;
