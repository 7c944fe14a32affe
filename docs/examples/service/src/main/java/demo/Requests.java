package demo;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// Answers all requests, each error as JSON.
final class Requests implements HttpHandler {
    private static final System.Logger LOG = System.getLogger("demo.service");

    /// Of a request that is refused, so many bytes are read on: a client that still sends hears nothing otherwise.
    private static final long MOST_LEFT = 64 << 20;

    /// Nothing but what the service itself serves may run, be shown or be called by the page, and no other page may
    /// frame it. `blob:` is the photo that was dropped.
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Guard guard;
    private final Classifications classifications;
    private final Page page;
    private final AtomicInteger running = new AtomicInteger();
    private volatile boolean stopping;

    Requests(Guard guard, Classifications classifications, Page page) {
        this.guard = guard;
        this.classifications = classifications;
        this.page = page;
    }

    /// From now on photos are refused.
    void stop() { stopping = true; }

    /// Waits until no request is being answered, or for so long.
    void awaitEnd(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (running.get() > 0 && System.nanoTime() < end) {
            Thread.sleep(10);
        }
    }

    @Override
    public void handle(HttpExchange exchange) {
        running.incrementAndGet();
        RequestEvent event = new RequestEvent();
        event.begin();
        event.method = exchange.getRequestMethod();
        event.path = exchange.getRequestURI().getPath();
        try (exchange) {
            Answer answer = answer(exchange);
            event.status = answer.status();
            send(exchange, answer);
        } catch (IOException e) {
            // The client has gone, or was cut off because it was slow: nobody is there to be answered.
            event.status = RequestEvent.NO_CLIENT;
        } finally {
            event.commit();
            running.decrementAndGet();
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        try {
            guard.check(exchange.getRequestHeaders());
            return found(exchange);
        } catch (HttpError e) {
            return Answer.error(e);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a request failed", e);
            return Answer.error(500, "the service failed; its log says how", Map.of());
        }
    }

    private Answer found(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/classify")) {
            require(exchange, List.of("POST"));
            if (stopping) {
                throw HttpError.busy("the service is stopping");
            }
            return classifications.answer(exchange);
        }
        Answer answer = path.equals("/health")
                ? health()
                : page.at(path).orElseThrow(
                        () -> new HttpError(404, "nothing is here; there are /, /classify and /health"));
        require(exchange, List.of("GET", "HEAD"));
        return answer;
    }

    private static void require(HttpExchange exchange, List<String> methods) {
        if (!methods.contains(exchange.getRequestMethod())) {
            String allowed = String.join(", ", methods);
            throw new HttpError(405, "expected the method " + allowed, Map.of("Allow", allowed));
        }
    }

    private Answer health() {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("status", stopping ? "stopping" : "up");
        state.putAll(classifications.state());
        return Answer.json(state);
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", answer.type());
        headers.set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cache-Control", "no-store");
        answer.headers().forEach(headers::set);
        if (exchange.getRequestMethod().equals("HEAD")) {
            headers.set("Content-Length", Integer.toString(answer.body().length));
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(answer.status(), answer.body().length);
        exchange.getResponseBody().write(answer.body());
        exchange.getResponseBody().flush();
        skip(exchange.getRequestBody());
    }

    private static void skip(InputStream rest) throws IOException {
        byte[] buffer = new byte[1 << 13];
        long skipped = 0;
        int read = 0;
        while (read >= 0 && skipped < MOST_LEFT) {
            skipped += read;
            read = rest.read(buffer);
        }
    }
}
