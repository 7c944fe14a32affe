/// PNG: from a file to rows of red, green and blue, and straight to a network's input. Not exported.
package dev.ghostlane.images.png;
