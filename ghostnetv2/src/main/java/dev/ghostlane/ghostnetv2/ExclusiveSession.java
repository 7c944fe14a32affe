package dev.ghostlane.ghostnetv2;

import dev.ghostlane.engine.Plan;
import dev.ghostlane.engine.Session;
import java.util.concurrent.atomic.AtomicBoolean;

/// A session that belongs to one thread from the moment its input is written until its outputs are read; the session
/// itself only guards its runs.
final class ExclusiveSession implements AutoCloseable {
    private final String owner;
    private final Session session;
    private final AtomicBoolean busy = new AtomicBoolean();

    /// @param owner what messages call it
    ExclusiveSession(String owner, Session session) {
        this.owner = owner;
        this.session = session;
    }

    /// The plan that the session runs.
    Plan plan() { return session.plan(); }

    /// Takes the session; [#leave()] gives it back.
    ///
    /// @throws IllegalStateException if another thread has it
    Session enter() {
        if (!busy.compareAndSet(false, true)) {
            throw new IllegalStateException("the " + owner + " is in use by another thread; use one for each thread");
        }
        return session;
    }

    void leave() { busy.set(false); }

    @Override
    public void close() { session.close(); }
}
