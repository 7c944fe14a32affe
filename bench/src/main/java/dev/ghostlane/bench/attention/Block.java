package dev.ghostlane.bench.attention;

import dev.ghostlane.engine.Network;

/// A block of attention: reads a map and gives one of the same shape.
interface Block {

    /// Its name in the report.
    String name();

    /// The block for a shape, with random weights that are the same each time.
    ///
    /// @throws IllegalArgumentException if it is not defined for the shape
    Network network(int channels, int height, int width);

    /// Multiply-adds for a shape, known before the block is built.
    long multiplyAdds(int channels, int height, int width);

    /// Floats of weights for a shape, known before the block is built.
    long weights(int channels, int height, int width);
}
