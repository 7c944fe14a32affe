/// What the SIMD kernels of all families share, and arithmetic that scalar and SIMD kernels do alike. It knows no
/// family. Not exported: it may change at any time.
///
/// *Few channels.* A kernel computes vectors of neighbouring channels. The last vector starts at `channels - LANES`: it
/// overlaps the one before and computes the same bits again. With fewer channels than lanes there is no such vector.
/// What a kernel then does depends on how much time networks spend there:
///
/// - *scalar*, the rule: the scalar kernel of the family, for whatever is a small part of a network;
/// - *half vectors*: depthwise convolutions and strips, whose first maps have 8 or 12 channels, run the same
///   microkernels on [HalfSimd]; with fewer channels than that, pixel by pixel with masks;
/// - *masks*: the average pool of 2×2, and the last vector of reductions ([VectorReduction]);
/// - *zeros*: packed weights are filled up to a whole vector, and only the outputs there are get stored, with a mask:
///   1×1 convolutions, fully connected layers, products of matrices. The dense convolution is scalar.
///
/// Functions of single elements take a dense map as one long line of floats, or else each pixel as a line; the rest of
/// a line is scalar, which keeps in-place use exact, or overlaps where nothing is written in place.
package dev.ghostlane.kernels.internal;
