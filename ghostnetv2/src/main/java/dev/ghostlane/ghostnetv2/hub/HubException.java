package dev.ghostlane.ghostnetv2.hub;

import java.io.Serial;

/// A model could not be had from the hub: it is not in the cache and may not be downloaded, the server cannot be
/// reached or refuses, what came is not what the server states, or the cache cannot be written.
///
/// The message names the model, the server or the file, what was expected and what was found. It never holds a token or
/// the query of an address, which may be signed.
public class HubException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /// An exception with a message for people.
    ///
    /// @param message names the model, the server or the file, what was expected and what was found
    public HubException(String message) { super(message); }

    /// An exception with a message for people.
    ///
    /// @param message names the model, the server or the file, what was expected and what was found
    /// @param cause what the network or the file system reported
    public HubException(String message, Throwable cause) { super(message, cause); }
}
