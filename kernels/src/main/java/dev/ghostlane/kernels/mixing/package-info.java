/// A fully connected layer between the tokens of a sequence with weights of its own for each channel.
///
/// For studies of attention: the contract may still change with them.
package dev.ghostlane.kernels.mixing;
