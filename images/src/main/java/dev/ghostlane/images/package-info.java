/// From the bytes of a photo to the floats that a network reads.
///
/// [dev.ghostlane.images.ImageDecoder] decodes a file, [dev.ghostlane.images.Preprocessing] resizes, crops and
/// normalises it, [dev.ghostlane.images.Resize] is the resize alone. Any number of threads may use each of them, and
/// [dev.ghostlane.images.DecodingBudget] limits the memory of all images that are decoded at once. An unusable file is
/// an [dev.ghostlane.images.ImageException], whatever it contains.
///
/// Stable: pixels change only where they were not Pillow's.
package dev.ghostlane.images;
