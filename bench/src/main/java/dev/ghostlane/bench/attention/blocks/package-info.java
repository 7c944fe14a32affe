/// The ways for pixels or channels to attend to each other that the study of attention compares, a class each. A new
/// one is a line of `AttentionBlocks.ALL`; it is then measured and reported everywhere.
package dev.ghostlane.bench.attention.blocks;
