package dev.ghostlane.ghostnetv2;

import dev.ghostlane.images.DecodeOptions;
import java.time.Duration;
import java.util.Objects;

/// How large a pool is, and how patient.
///
/// @param sessions how many calls are answered at once, from 1 to 1024. For each of them there is a session with a
///        memory of its own, made when it is first needed
/// @param queue how many more calls may be in the pool, waiting or still reading their streams; one more is refused at
///        once. At least 0
/// @param timeout how long a call waits for its turn, the wait for memory to decode in included; not negative. Zero:
///        not at all
/// @param decoding how images are decoded. The memory limit is that of all images together that are decoded at once; it
///        is also the most bytes of a stream. The bytes of files and streams come on top
public record PoolOptions(int sessions, int queue, Duration timeout, DecodeOptions decoding) {
    private static final int MOST_SESSIONS = 1024;

    /// A session for each processor that the process may use, a queue of 1024, 30 seconds, and
    /// [DecodeOptions#DEFAULT], whose limit is 512 MiB.
    public static final PoolOptions DEFAULT = new PoolOptions(
            Math.min(Runtime.getRuntime().availableProcessors(), MOST_SESSIONS), 1024, Duration.ofSeconds(30),
            DecodeOptions.DEFAULT);

    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException if a value is out of its range
    public PoolOptions {
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(decoding, "decoding");
        if (sessions < 1 || sessions > MOST_SESSIONS) {
            throw new IllegalArgumentException("a pool has 1 to " + MOST_SESSIONS + " sessions, found " + sessions);
        }
        if (queue < 0) {
            throw new IllegalArgumentException("the queue of a pool must be at least 0, found " + queue);
        }
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("the timeout of a pool must not be negative, found " + timeout);
        }
    }

    /// {@return the same options with another number of runs at once}
    ///
    /// @param sessions most runs at the same time, at least 1
    public PoolOptions withSessions(int sessions) { return new PoolOptions(sessions, queue, timeout, decoding); }

    /// {@return the same options with room for another number of calls that wait}
    ///
    /// @param queue most calls that wait, at least 0
    public PoolOptions withQueue(int queue) { return new PoolOptions(sessions, queue, timeout, decoding); }

    /// {@return the same options with another limit of waiting}
    ///
    /// @param timeout how long a call waits for its turn at most
    public PoolOptions withTimeout(Duration timeout) { return new PoolOptions(sessions, queue, timeout, decoding); }

    /// {@return the same options with images decoded by other rules}
    ///
    /// @param decoding by what rules images are decoded
    public PoolOptions withDecoding(DecodeOptions decoding) {
        return new PoolOptions(sessions, queue, timeout, decoding);
    }
}
