package dev.ghostlane.ghostnetv2;

import dev.ghostlane.engine.CompiledNetwork;
import dev.ghostlane.engine.Plan;
import dev.ghostlane.engine.Session;
import dev.ghostlane.kernels.tensor.Shape;
import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/// Sessions of a model's closed classifiers and feature extractors, for the next ones: a classifier for each request
/// then takes no time to be planned, and no memory to be cleared.
///
/// Keeps as many as the process has processors, those that were given back last, and only while the heap has room for
/// them. Sessions with threads of their own are not kept.
final class IdleSessions {

    private static final int MOST = Runtime.getRuntime().availableProcessors();

    private record Idle(CompiledNetwork compiled, Shape input, SoftReference<Session> session) {}

    /// A lock, no monitor, as everywhere where virtual threads may have to wait.
    private final Lock lock = new ReentrantLock();

    private final Deque<Idle> idle = new ArrayDeque<>();

    /// A session on the calling thread: an idle one, or a new one.
    ///
    /// @throws IllegalArgumentException if the network is not defined for the size
    Session take(CompiledNetwork compiled, int images, int height, int width) {
        Session kept = find(compiled, new Shape(images, height, width, compiled.network().inputChannels()));
        return kept != null ? kept : compiled.plan(images, height, width).session();
    }

    private Session find(CompiledNetwork compiled, Shape input) {
        lock.lock();
        try {
            return remove(compiled, input);
        } finally {
            lock.unlock();
        }
    }

    private Session remove(CompiledNetwork compiled, Shape input) {
        for (Iterator<Idle> all = idle.iterator(); all.hasNext();) {
            Idle next = all.next();
            Session session = next.session.get();
            boolean fits = next.compiled == compiled && next.input.equals(input);
            if (session == null || fits) {
                all.remove();
            }
            if (session != null && fits) {
                return session;
            }
        }
        return null;
    }

    /// Keeps a session that nobody uses any more.
    void give(Session session) {
        session.resetProfile();
        Plan plan = session.plan();
        lock.lock();
        try {
            idle.addFirst(new Idle(plan.compiled(), plan.inputShape(), new SoftReference<>(session)));
            if (idle.size() > MOST) {
                idle.removeLast();
            }
        } finally {
            lock.unlock();
        }
    }
}
