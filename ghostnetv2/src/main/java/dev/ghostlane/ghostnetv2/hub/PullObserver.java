package dev.ghostlane.ghostnetv2.hub;

/// Is told how a download goes, on the thread that pulls.
public interface PullObserver {

    /// Wants to know nothing.
    PullObserver SILENT = new PullObserver() {
    };

    /// Something happened that a user should know: a download begins, waits for another one, is tried again.
    ///
    /// @param message a sentence for people
    default void note(String message) {}

    /// So much of the file is there.
    ///
    /// @param bytes how much is there
    /// @param total bytes of the file; -1 if the server does not say
    default void received(long bytes, long total) {}
}
