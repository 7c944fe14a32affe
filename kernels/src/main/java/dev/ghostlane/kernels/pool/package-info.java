/// Reductions over pixels or channels: average of 2×2, global average and maximum, mean of a row or column, mean and
/// maximum of the channels.
///
/// Stable: the order of operations is part of the contracts.
package dev.ghostlane.kernels.pool;
