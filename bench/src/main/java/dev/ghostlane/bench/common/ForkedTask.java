package dev.ghostlane.bench.common;

import java.io.IOException;
import java.util.Map;

/// Work for a fresh JVM: code, data and the compiler's decisions are then not those of the process before. It has a
/// constructor without arguments.
public interface ForkedTask {

    /// Does the work.
    ///
    /// @param input what JSON can hold
    /// @return what JSON can hold
    /// @throws IllegalStateException if the work failed; its message goes to the error stream
    Map<String, Object> run(Map<String, Object> input) throws IOException;
}
