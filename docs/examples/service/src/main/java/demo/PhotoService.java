package demo;

import com.sun.net.httpserver.HttpServer;
import dev.ghostlane.ghostnetv2.ClassifierPool;
import dev.ghostlane.ghostnetv2.GhostNetV2;
import dev.ghostlane.ghostnetv2.PoolOptions;
import dev.ghostlane.images.DecodeOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The running service: the JDK's HTTP server, a virtual thread for each request, and a pool that bounds what is
/// classified at once.
final class PhotoService implements AutoCloseable {
    private static final long DECODING_BYTES = 256L << 20;
    private static final int BACKLOG = 128;

    /// More than the server needs to close the socket that it listens on.
    private static final Duration LISTENER = Duration.ofMillis(500);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ClassifierPool pool;
    private final Requests requests;
    private final int stopSeconds;

    private PhotoService(GhostNetV2 model, Settings settings) throws IOException {
        server = HttpServer.create(settings.address(), BACKLOG);
        // Phones store photos as the sensor saw them and say in EXIF how they were held.
        pool = model.pool(PoolOptions.DEFAULT.withQueue(settings.uploads()).withTimeout(settings.patience())
                .withDecoding(new DecodeOptions(true, DECODING_BYTES)));
        Guard guard = Guard.of(server.getAddress(), settings.origins());
        requests = new Requests(guard, new Classifications(pool, settings), new Page());
        stopSeconds = settings.stopSeconds();
        server.createContext("/", requests);
        server.setExecutor(threads);
    }

    /// Starts a service.
    ///
    /// @throws IOException if it cannot listen there
    static PhotoService start(GhostNetV2 model, Settings settings) throws IOException {
        PhotoService service = new PhotoService(model, settings);
        service.server.start();
        return service;
    }

    /// Where its page is.
    URI uri() {
        InetSocketAddress address = server.getAddress();
        InetAddress host = address.getAddress().isAnyLocalAddress()
                ? InetAddress.getLoopbackAddress()
                : address.getAddress();
        String name = host.getAddress().length > 4 ? "[" + host.getHostAddress() + "]" : host.getHostAddress();
        return URI.create("http://" + name + ":" + address.getPort() + "/");
    }

    /// Takes no new connections, refuses new photos on old ones, and waits until those it has are answered or the time
    /// for that is over.
    @Override
    public void close() {
        requests.stop();
        // The server waits for uploads that broke off as well, until its time is over. So it waits on a thread of its
        // own, and only as long as a request is being answered.
        Thread stopping = Thread.ofVirtual().start(() -> server.stop(stopSeconds));
        try {
            requests.awaitEnd(Duration.ofSeconds(stopSeconds));
            stopping.join(LISTENER);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pool.close();
        threads.shutdownNow();
    }
}
