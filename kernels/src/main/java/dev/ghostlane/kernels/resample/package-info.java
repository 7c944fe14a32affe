/// Resizing with Pillow's fixed point, and a network's input of the result.
///
/// Images come as bands of 16 rows, column by column, see [dev.ghostlane.kernels.jpeg]; they leave the horizontal pass
/// as rows of red, green and blue by turns.
///
/// Stable: every bit is part of the contracts.
package dev.ghostlane.kernels.resample;
