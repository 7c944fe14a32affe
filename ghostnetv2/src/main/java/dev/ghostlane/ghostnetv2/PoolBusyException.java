package dev.ghostlane.ghostnetv2;

import java.io.Serial;

/// A pool has too much to do: a call waited too long for its turn, or its queue was full. The same call may succeed
/// later; a service answers 503. The message says how many calls wait and how long this one did.
public class PoolBusyException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /// An exception with a message for people.
    ///
    /// @param message says how many wait and for how long
    public PoolBusyException(String message) {
        super(message);
    }
}
