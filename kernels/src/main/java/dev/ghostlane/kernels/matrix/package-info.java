/// Products of constant matrices and the tokens of a map, and the packing of tokens that attention needs, too.
///
/// For studies of attention: the contracts may still change with them.
package dev.ghostlane.kernels.matrix;
