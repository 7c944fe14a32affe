package dev.ghostlane.bench.compare;

/// A runtime with a network, an input and the threads for it.
public interface Contestant extends AutoCloseable {

    /// Computes the logits of the input: what is timed.
    void run();

    /// Computes the logits and copies them, image after image.
    float[] logits();

    @Override
    void close();
}
