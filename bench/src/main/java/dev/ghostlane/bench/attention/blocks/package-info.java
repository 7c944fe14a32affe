/// The ways for pixels or channels to attend to each other that the study of attention compares.
package dev.ghostlane.bench.attention.blocks;
