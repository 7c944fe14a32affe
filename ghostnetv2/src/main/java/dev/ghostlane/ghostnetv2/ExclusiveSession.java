package dev.ghostlane.ghostnetv2;

import dev.ghostlane.engine.CompiledNetwork;
import dev.ghostlane.engine.Plan;
import dev.ghostlane.engine.Session;
import dev.ghostlane.images.InputReader;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// A session that belongs to one thread from the moment its input is written until its outputs are read; the session
/// itself only guards its runs.
final class ExclusiveSession implements AutoCloseable {
    private final String owner;
    private final String pool;
    private final Session session;
    private final LocalBatch batch;
    private final Runnable end;
    /// Whether a thread has the session, or nobody may have it any more.
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile boolean closed;

    /// A session for one image.
    ///
    /// @param owner what messages call it
    /// @param pool how to get one that threads may share
    /// @param idle where a session without threads of its own comes from, and where it goes
    /// @param inputs makes what prepares images for runs of several
    ExclusiveSession(String owner, String pool, IdleSessions idle, CompiledNetwork compiled, int height, int width,
            int threads, Supplier<InputReader> inputs) {
        this.owner = owner;
        this.pool = pool;
        this.session = threads == 1
                ? idle.take(compiled, 1, height, width)
                : compiled.plan(1, height, width).session(threads);
        this.batch = new LocalBatch(() -> new SeveralImages(idle, plan(), inputs.get()));
        this.end = () -> {
            batch.close();
            if (threads == 1) {
                idle.give(session);
            } else {
                session.close();
            }
        };
    }

    /// The plan that the session runs.
    Plan plan() { return session.plan(); }

    /// What runs several images for the thread that has the session.
    LocalBatch batch() { return batch; }

    /// Takes the session; [#leave()] gives it back.
    ///
    /// @throws IllegalStateException if another thread has it, or it is closed
    Session enter() {
        boolean entered = busy.compareAndSet(false, true);
        if (closed) {
            if (entered) {
                end.run();
            }
            throw new IllegalStateException("the " + owner + " is closed");
        }
        if (!entered) {
            throw new IllegalStateException(
                    "the " + owner + " is in use by another thread; use one for each thread, or "
                            + pool + ", which threads may share");
        }
        return session;
    }

    void leave() {
        busy.set(false);
        if (closed) {
            endOnce();
        }
    }

    /// Ends the session as soon as no thread has it; closing twice is harmless.
    @Override
    public void close() {
        closed = true;
        endOnce();
    }

    private void endOnce() {
        if (busy.compareAndSet(false, true)) {
            end.run();
        }
    }
}
