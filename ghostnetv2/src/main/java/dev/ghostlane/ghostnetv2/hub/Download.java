package dev.ghostlane.ghostnetv2.hub;

import dev.ghostlane.ghostnetv2.checkpoint.CheckpointException;
import dev.ghostlane.ghostnetv2.checkpoint.Checkpoints;
import dev.ghostlane.ghostnetv2.files.Sha256;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/// Brings the file of a model into the cache: what comes is kept in a [PartialFile], from which a later request or a
/// later process goes on; the file gets its name when it has the length and the SHA-256 that the hub states and can be
/// read as a checkpoint.
final class Download {

    /// How often in a row a request is tried again.
    private static final int RETRIES = 4;

    /// So much between two failures makes the next one count as the first: a bad line is slow, not hopeless.
    private static final long PROGRESS = 1 << 20;

    /// No checkpoint is larger, see [Checkpoints].
    private static final long LARGEST = Integer.MAX_VALUE - 8;

    private final HubSettings settings;
    private final HubModel model;
    private final Path target;
    private final PullObserver observer;
    private boolean began;

    Download(HubSettings settings, HubModel model, Path target, PullObserver observer) {
        this.settings = settings;
        this.model = model;
        this.target = target;
        this.observer = observer;
    }

    /// Downloads, with retries. The caller holds the lock of the model.
    ///
    /// @throws IOException if the cache cannot be written
    void run() throws IOException, InterruptedException {
        try (HubConnection connection = new HubConnection(settings, model)) {
            int failures = 0;
            long furthest = PartialFile.keptLength(target);
            while (true) {
                try {
                    attempt(connection);
                    return;
                } catch (TransientException e) {
                    // What came is compared with the most there ever was: a server that begins anew each time makes
                    // none.
                    long kept = PartialFile.keptLength(target);
                    failures = kept - furthest >= PROGRESS ? 1 : failures + 1;
                    furthest = Math.max(furthest, kept);
                    if (e.isFromStart()) {
                        PartialFile.deleteAll(target);
                    }
                    if (failures > RETRIES) {
                        throw new HubException(model.name() + ": " + e.getMessage() + "; given up after " + RETRIES
                                + " further tries"
                                + (PartialFile.keptLength(target) > 0
                                        ? ". What came is kept, the next pull goes on from there"
                                        : ""),
                                e);
                    }
                    Duration backOff = settings.pause().multipliedBy(1L << failures - 1);
                    Duration wait = backOff.compareTo(e.delay()) > 0 ? backOff : e.delay();
                    observer.note(model.name() + ": " + e.getMessage() + "; next try in " + Body.seconds(wait));
                    Thread.sleep(wait);
                }
            }
        }
    }

    private void attempt(HubConnection connection) throws IOException, InterruptedException {
        HubConnection.Content content = connection.open(file -> PartialFile.of(target, file).length());
        if (content.file().size() > LARGEST) {
            if (content.body() != null) {
                content.body().close();
            }
            throw new HubException(model.name() + ": expected a file of at most " + LARGEST + " bytes, the server has "
                    + content.file().size());
        }
        PartialFile partial = PartialFile.of(target, content.file());
        partial.deleteOthers();
        begin(content);
        if (content.body() != null) {
            try (Body body = content.body()) {
                fill(partial, content, body);
            }
        }
        finish(partial, content);
    }

    /// Says once what is about to happen.
    private void begin(HubConnection.Content content) {
        if (!began) {
            long size = content.file().size();
            observer.note("downloading " + model.name() + (size < 0 ? "" : ", " + megabytes(size)) + ", from "
                    + settings.endpoint() + (content.first() == 0
                            ? ""
                            : "; " + megabytes(content.first()) + " of it are there from an earlier pull"));
            if (content.file().sha256() == null) {
                observer.note(
                        model.name() + ": the server states no SHA-256, so that only the length and the format can be"
                                + " checked");
            }
            began = true;
        }
    }

    private static String megabytes(long bytes) { return (bytes + 50_000) / 100_000 / 10.0 + " MB"; }

    private void fill(PartialFile partial, HubConnection.Content content, Body body)
            throws IOException, InterruptedException {
        long size = content.file().size();
        long most = size < 0 ? LARGEST : size;
        try (FileChannel channel = partial.open(content.first())) {
            long length = content.first();
            observer.received(length, size);
            while (true) {
                List<ByteBuffer> buffers = next(body, length, size);
                if (buffers.isEmpty()) {
                    break;
                }
                for (ByteBuffer buffer : buffers) {
                    length += buffer.remaining();
                    if (length > most) {
                        partial.delete();
                        throw new HubException(model.name() + ": expected a file of " + (size < 0 ? "at most " : "")
                                + most + " bytes, the server sends more");
                    }
                    while (buffer.hasRemaining()) {
                        channel.write(buffer);
                    }
                }
                observer.received(length, size);
            }
            if (length < size) {
                throw TransientException.broken("the connection ended " + after(length, size), null);
            }
        }
    }

    /// What the network fails with is tried again; what the disk fails with is not.
    private static List<ByteBuffer> next(Body body, long length, long size) throws InterruptedException {
        try {
            return body.next();
        } catch (SocketTimeoutException e) {
            throw TransientException.broken(e.getMessage() + " " + after(length, size), e);
        } catch (IOException e) {
            throw TransientException.broken("the connection broke " + after(length, size), e);
        }
    }

    private static String after(long length, long size) {
        return "after " + length + (size < 0 ? "" : " of " + size) + " bytes";
    }

    private void finish(PartialFile partial, HubConnection.Content content) throws IOException {
        String stated = content.file().sha256();
        String found = Sha256.of(partial.path());
        if (stated != null && !stated.equals(found)) {
            partial.delete();
            String message = "expected a file of SHA-256 " + stated + ", as the hub states, found " + found;
            if (content.first() > 0) {
                // A machine that lost power may have kept the length of a file and lost what was in it.
                throw TransientException.fromStart(message);
            }
            throw new HubException(model.name() + ": " + message + ": damaged on the way, or changed on the server");
        }
        try {
            Checkpoints.read(partial.path());
        } catch (CheckpointException e) {
            if (e.getCause() instanceof ClosedByInterruptException interrupt) {
                throw interrupt;
            }
            partial.delete();
            throw new HubException(model.name() + ": what the server sent is no checkpoint: " + e.getMessage(), e);
        }
        // What an earlier process completed may not be on the disk either.
        partial.force();
        Files.move(partial.path(), target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        observer.note(
                model.name() + ": " + Files.size(target) + " bytes" + (stated == null ? "" : ", SHA-256 as stated")
                        + ", in " + target);
    }
}
