package dev.ghostlane.ghostnetv2.checkpoint;

import java.nio.file.Path;

/// A format of checkpoints. A new one is a class with such a constant, and a line in [Checkpoints#FORMATS].
interface CheckpointFormat {

    /// Whose format it is, for messages: `PyTorch's`.
    String title();

    /// Whether a file is in this format, so that it is read as one or not at all.
    ///
    /// @param head the file's first bytes, 512 unless the file is shorter
    boolean recognizes(byte[] head);

    /// The tensors of a file, over the same bytes.
    ///
    /// @param source names the file in messages
    /// @param weights which of several sets of weights to take; null for the best
    /// @throws CheckpointException if a rule of the format is broken, or there are no such weights
    StateDict read(byte[] file, String source, String weights);

    /// The tensors of a file that is read from a path, beside which parts of it may be.
    ///
    /// @throws CheckpointException as [#read(byte[], String, String)]
    default StateDict read(byte[] file, Path path, String weights) { return read(file, path.toString(), weights); }

    /// Refuses to choose in a file of a format that holds one set of tensors.
    ///
    /// @throws CheckpointException if `weights` is not null
    static void requireNoChoice(String source, String weights) {
        if (weights != null) {
            throw new CheckpointException(source + ": there are no weights " + JsonReader.quote(weights)
                    + " to choose: the file holds one set of tensors");
        }
    }
}
