/// One benchmark for each operation family of the kernels, on the shapes that the network has.
package dev.ghostlane.bench.kernels;
