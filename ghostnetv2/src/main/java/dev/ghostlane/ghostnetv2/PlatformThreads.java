package dev.ghostlane.ghostnetv2;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Computes for virtual threads. Decoding and running keep a processor busy for milliseconds without a pause. On the
/// few carriers of virtual threads this would make others wait for long, and not in the order in which they came.
///
/// The threads are daemons and end by themselves when there is nothing to do for some seconds, or after [#end()] at
/// once.
final class PlatformThreads {

    private static final long IDLE_SECONDS = 5;

    private final ThreadPoolExecutor executor;

    /// @param most threads at once
    PlatformThreads(int most) {
        executor = new ThreadPoolExecutor(most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().inheritInheritableThreadLocals(false).name("ghostlane-pool-", 1)
                        .factory());
        executor.allowCoreThreadTimeOut(true);
    }

    /// Computes on the calling thread if that is a platform thread, otherwise on one of these. An interrupt does not
    /// end what takes milliseconds; it stays set.
    ///
    /// @return what the computation gives; what it throws comes as it is
    <R> R compute(Supplier<R> computation) {
        return Thread.currentThread().isVirtual()
                ? await(executor.submit((Callable<R>) computation::get))
                : computation.get();
    }

    /// Ends them as soon as they have nothing to do. What calls that are still there need is computed.
    void end() { executor.setKeepAliveTime(1, TimeUnit.NANOSECONDS); }

    private static <R> R await(Future<R> future) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException thrown -> throw thrown;
                case Error thrown -> throw thrown;
                default -> throw new IllegalStateException(e.getCause());
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
