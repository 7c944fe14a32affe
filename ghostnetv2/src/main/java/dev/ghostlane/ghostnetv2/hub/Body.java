package dev.ghostlane.ghostnetv2.hub;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The body of an answer, piece by piece, with a limit on how long the next one may take: the time limit of a request
/// in `java.net.http` ends with the headers. Closing it gives up what has not come.
final class Body implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {

    /// What comes next: bytes, or the end if there are none; it failed if there is a failure.
    private record Piece(List<ByteBuffer> buffers, Throwable failure) {}

    private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
    private final Duration timeout;
    private Flow.Subscription subscription;
    private boolean closed;

    private Body(Duration timeout) { this.timeout = timeout; }

    static Body of(Flow.Publisher<List<ByteBuffer>> publisher, Duration timeout) {
        Body body = new Body(timeout);
        publisher.subscribe(body);
        return body;
    }

    /// The next bytes, in order; an empty list at the end.
    ///
    /// @throws SocketTimeoutException if none come in time
    /// @throws IOException if the connection breaks before the end
    List<ByteBuffer> next() throws IOException, InterruptedException {
        Piece piece = pieces.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
        if (piece == null) {
            throw new SocketTimeoutException("no byte came for " + seconds(timeout));
        }
        if (piece.failure != null) {
            throw new IOException(piece.failure.getMessage(), piece.failure);
        }
        request();
        return piece.buffers;
    }

    static String seconds(Duration time) {
        return time.toMillis() < 1000 ? time.toMillis() + " ms" : time.toSeconds() + " s";
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (closed) {
            given.cancel();
        } else {
            given.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) { pieces.add(new Piece(buffers, null)); }

    @Override
    public void onError(Throwable failure) { pieces.add(new Piece(List.of(), failure)); }

    @Override
    public void onComplete() { pieces.add(new Piece(List.of(), null)); }

    @Override
    public synchronized void close() {
        closed = true;
        if (subscription != null) {
            subscription.cancel();
        }
    }

    /// One piece at a time: a fast server must not fill the memory of a slow disk's machine.
    private synchronized void request() {
        if (!closed) {
            subscription.request(1);
        }
    }
}
