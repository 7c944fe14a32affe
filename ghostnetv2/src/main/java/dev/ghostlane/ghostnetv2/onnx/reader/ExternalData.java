package dev.ghostlane.ghostnetv2.onnx.reader;

import java.util.function.Supplier;

/// What a model keeps in other files.
@FunctionalInterface
public interface ExternalData {

    /// Part of a file beside the model. Asked for each such tensor before any is read.
    ///
    /// @param location the file's name, as the model has it: not to be trusted
    /// @param offset where the part begins, at least 0
    /// @param length bytes of the part, at least 0
    /// @return reads the bytes
    Supplier<byte[]> part(String location, long offset, long length);
}
