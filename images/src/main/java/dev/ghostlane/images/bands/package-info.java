/// From pixels that are decoded in bands of a few rows to a network's input, for all formats alike. Not exported.
package dev.ghostlane.images.bands;
