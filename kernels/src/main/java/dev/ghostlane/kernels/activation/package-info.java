/// Element-wise functions, on their own or as the last step of another kernel, and `e^x` with the same bits everywhere.
///
/// Stable: a function's bits are part of its contract. New functions may be added to the enum.
package dev.ghostlane.kernels.activation;
