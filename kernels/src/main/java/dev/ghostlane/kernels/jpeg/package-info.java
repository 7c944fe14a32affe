/// From the coefficients of a JPEG to red, green and blue, with the bytes of libjpeg-turbo and Pillow.
///
/// *Bands.* All families work on bands of 16 rows, column by column: sample (row `r`, column `x`) of a band is at
/// `16 * x + r`, a `short` from 0 to 255. A lane is a row, so that what goes along the columns (upsampling, resampling)
/// reads neighbouring vectors with one weight for all lanes, and nothing needs as much memory as an image.
///
/// *Scalar forms* work in small methods on a column or a few: what makes the JIT compiler begin are calls more than
/// iterations, so a fresh process has the first rows of its first photo interpreted, and not half of it.
///
/// Stable: every bit is part of the contracts.
package dev.ghostlane.kernels.jpeg;
