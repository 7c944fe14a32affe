package dev.ghostlane.bench.photos;

import dev.ghostlane.bench.compare.TimedRuns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Goes one way with photo after photo, on one thread or in one process.
interface Lane extends AutoCloseable {

    /// Works for some time, and at least for one photo; another one before does not count.
    TimedRuns turn(long nanos);

    @Override
    default void close() {}

    /// A lane on the thread that calls.
    ///
    /// @param photo does the next photo
    static Lane of(Runnable photo) { return nanos -> TimedRuns.of(photo, 0, nanos); }

    /// A lane on the thread that calls.
    ///
    /// @param photo does the next photo
    /// @param end called at the end
    static Lane of(Runnable photo, Runnable end) {
        return new Lane() {
            @Override
            public TimedRuns turn(long nanos) { return TimedRuns.of(photo, 0, nanos); }

            @Override
            public void close() { end.run(); }
        };
    }

    /// Several at once, each on a thread of its own.
    static Lane together(List<Lane> lanes) {
        ExecutorService threads = Executors.newFixedThreadPool(lanes.size(), Thread.ofPlatform().daemon().factory());
        return new Lane() {
            @Override
            public TimedRuns turn(long nanos) {
                List<TimedRuns> all = new ArrayList<>();
                try {
                    List<Callable<TimedRuns>> turns = new ArrayList<>();
                    lanes.forEach(lane -> turns.add(() -> lane.turn(nanos)));
                    for (Future<TimedRuns> turn : threads.invokeAll(turns)) {
                        all.add(turn.get());
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted", e);
                } catch (ExecutionException e) {
                    throw new IllegalStateException(e.getCause().getMessage(), e);
                }
                return new TimedRuns(all.stream().flatMapToLong(one -> Arrays.stream(one.nanos())).toArray(),
                        all.stream().allMatch(TimedRuns::settled));
            }

            @Override
            public void close() {
                threads.shutdown();
                lanes.forEach(Lane::close);
            }
        };
    }
}
