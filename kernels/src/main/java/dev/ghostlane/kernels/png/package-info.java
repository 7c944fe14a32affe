/// From the rows of a PNG, as they are compressed, to bands of red, green and blue.
///
/// Bands have 16 rows, column by column, see [dev.ghostlane.kernels.jpeg].
///
/// Stable: every bit is part of the contracts.
package dev.ghostlane.kernels.png;
