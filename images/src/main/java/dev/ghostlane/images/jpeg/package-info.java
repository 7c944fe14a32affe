/// JPEG: from a file to its coefficients, and from them to pixels, with the bytes of libjpeg-turbo as Pillow calls it.
/// Not exported.
package dev.ghostlane.images.jpeg;
