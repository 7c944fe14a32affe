/// Layer normalization over the channels of each pixel.
///
/// For studies of attention: the contract may still change with them.
package dev.ghostlane.kernels.normalization;
