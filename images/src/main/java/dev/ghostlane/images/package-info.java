/// From the bytes of a photo to the floats that a network reads.
///
/// {@snippet file="dev/ghostlane/images/SamplesTest.java" region="decode"}
///
/// The same in one step, in which a photo's pixels are never in memory together:
///
/// {@snippet file="dev/ghostlane/images/SamplesTest.java" region="reader"}
///
/// [dev.ghostlane.images.ImageDecoder] decodes a file, [dev.ghostlane.images.Preprocessing] resizes, crops and
/// normalises it, [dev.ghostlane.images.Resize] is the resize alone. Any number of threads may use each of them, and
/// [dev.ghostlane.images.DecodingBudget] limits the memory of all images that are decoded at once. An unusable file is
/// an [dev.ghostlane.images.ImageException], whatever it contains.
///
/// Stable: pixels change only where they were not Pillow's.
package dev.ghostlane.images;
