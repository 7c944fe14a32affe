/// The product of a row-major and a packed matrix, which 1×1 convolution, attention and `MatrixProduct` share: the
/// microkernels ([MatrixTiles], generated), their driver ([VectorMatrix]) and the scalar reference ([ScalarMatrix]).
///
/// Not exported: it may change at any time.
package dev.ghostlane.kernels.internal.matrix;
