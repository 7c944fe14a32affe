/// Multi-head attention, one block of queries of a head at a time, over keys and values packed by `kernels.matrix`.
///
/// For studies of attention: the contract may still change with them.
package dev.ghostlane.kernels.attention;
