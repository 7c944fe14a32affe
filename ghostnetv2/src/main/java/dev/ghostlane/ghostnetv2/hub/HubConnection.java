package dev.ghostlane.ghostnetv2.hub;

import java.io.IOException;
import java.net.Authenticator;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Flow;
import java.util.function.ToLongFunction;
import javax.net.ssl.SSLHandshakeException;

/// Asks a server that speaks the hub's protocol for the file of a model: `GET /OWNER/NAME/resolve/main/FILE` is
/// answered by redirects, the last of them to a storage server, of which the hub states size and SHA-256 of the file.
final class HubConnection implements AutoCloseable {

    /// The content of the file from some byte on.
    ///
    /// @param first number of the first byte
    /// @param body null if all of the file is there already
    record Content(RemoteFile file, long first, Body body) {}

    private static final int REDIRECTS = 10;

    private final HubSettings settings;
    private final HubModel model;
    private final HttpClient client;
    private boolean answered;

    HubConnection(HubSettings settings, HubModel model) {
        this.settings = settings;
        this.model = model;
        // A redirect to another host must not get the token, so redirects are followed here. One large file gains
        // nothing from HTTP/2, whose upgrade on plain connections servers and proxies may not know.
        HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER).connectTimeout(settings.timeout())
                .proxy(settings.proxies());
        Authenticator authenticator = settings.proxies().authenticator();
        if (authenticator != null) {
            builder.authenticator(authenticator);
        }
        client = builder.build();
    }

    /// Address of the file.
    URI address() { return address(settings, model); }

    static URI address(HubSettings settings, HubModel model) {
        return URI.create(settings.endpoint() + "/" + model.path());
    }

    /// Asks for what is missing of the file.
    ///
    /// @param kept how many of a file's first bytes are there already
    /// @throws TransientException if it may go well when tried again
    /// @throws HubException if it will not
    Content open(ToLongFunction<RemoteFile> kept) throws InterruptedException {
        URI uri = address();
        RemoteFile file = RemoteFile.UNKNOWN;
        long first = 0;
        for (int hops = 0; hops <= REDIRECTS; hops++) {
            HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = send(uri, first);
            HttpHeaders headers = response.headers();
            Body body = Body.of(response.body(), settings.timeout());
            try {
                file = isHub(uri) ? file.after(headers) : file.orLinked(headers);
                switch (response.statusCode()) {
                    case 301, 302, 303, 307, 308 -> uri = target(model, uri, headers);
                    case 200 -> {
                        file = file.withLength(RemoteFile.length(headers));
                        // What was asked for without knowing the file may be there in part.
                        if (first > 0 || kept.applyAsLong(file) == 0) {
                            requireLength(uri, headers, file, 0);
                            Body content = body;
                            body = null;
                            return new Content(file, 0, content);
                        }
                    }
                    case 206 -> {
                        requireRange(uri, headers, first);
                        requireLength(uri, headers, file, first);
                        Content content = new Content(file, first, body);
                        body = null;
                        return content;
                    }
                    default -> throw Refusal.of(response.statusCode(), headers, uri, model,
                            isHub(uri) && settings.token() != null);
                }
            } finally {
                if (body != null) {
                    body.close();
                }
            }
            first = kept.applyAsLong(file);
            if (first > 0 && first == file.size()) {
                return new Content(file, first, null);
            }
        }
        throw new HubException(model.name() + ": more than " + REDIRECTS + " redirects, the last to " + shown(uri));
    }

    private HttpResponse<Flow.Publisher<List<ByteBuffer>>> send(URI uri, long first) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(settings.timeout())
                .header("User-Agent", "ghostlane").header("Accept-Encoding", "identity");
        if (first > 0) {
            request.header("Range", "bytes=" + first + "-");
        }
        if (settings.token() != null && isHub(uri)) {
            request.header("Authorization", "Bearer " + settings.token());
        }
        try {
            HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = client.send(request.build(),
                    BodyHandlers.ofPublisher());
            answered = true;
            return response;
        } catch (IOException e) {
            throw unreachable(uri, e);
        }
    }

    private RuntimeException unreachable(URI uri, IOException failure) {
        String proxy = settings.proxies().through(uri);
        String where = origin(uri) + (proxy == null ? "" : " through the proxy " + proxy);
        if (failure instanceof SSLHandshakeException) {
            return new HubException(model.name() + ": no secure connection to " + where + ": " + failure.getMessage()
                    + ". Where a proxy looks into connections, Java must know its certificate:"
                    + " -Djavax.net.ssl.trustStore=FILE", failure);
        }
        boolean connecting = failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException;
        if (!answered && (connecting || proxy != null)) {
            // No network, or a proxy that refuses to connect: each further try would only take time.
            return new HubException(model.name() + ": cannot reach " + where + ": " + reason(failure)
                    + ". Proxies are set by HTTPS_PROXY and NO_PROXY, another server by HF_ENDPOINT", failure);
        }
        return TransientException.broken((connecting ? "cannot reach " : "the connection broke to ") + where + ": "
                + reason(failure), failure);
    }

    /// Why a request failed; for an unknown host, for example, the JDK gives no message.
    private static String reason(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "its name has no address";
            }
            if (cause.getMessage() != null) {
                return cause.getMessage();
            }
        }
        return failure instanceof ConnectException ? "no connection" : failure.getClass().getSimpleName();
    }

    /// Where a redirect leads.
    ///
    /// @throws HubException if that is no address, or not one of a protocol as safe as where it comes from
    static URI target(HubModel model, URI from, HttpHeaders headers) {
        String location = headers.firstValue("Location").orElse("");
        try {
            URI target = from.resolve(location);
            String scheme = String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT);
            if (!location.isBlank() && target.getHost() != null && target.getPort() <= 65535 && (scheme.equals("https")
                    || scheme.equals("http") && from.getScheme().equalsIgnoreCase("http"))) {
                return target;
            }
        } catch (IllegalArgumentException e) {
            // Not kept as the cause: its message has the whole address, which may hold a signature.
        }
        throw new HubException(badTarget(model, from, location));
    }

    private static String badTarget(HubModel model, URI from, String location) {
        return model.name() + ": expected " + origin(from) + " to redirect to an address of "
                + from.getScheme().toLowerCase(Locale.ROOT) + ", found "
                + (location.isBlank() ? "no address" : printable(location.replaceAll("(?s)[?#].*", "")));
    }

    /// @throws TransientException if an answer does not begin with the byte that was asked for
    static void requireRange(URI uri, HttpHeaders headers, long first) {
        String range = headers.firstValue("Content-Range").orElse("none");
        if (!range.strip().startsWith("bytes " + first + "-")) {
            throw TransientException.fromStart("expected " + origin(uri) + " to send the bytes from " + first
                    + " on, found Content-Range: " + printable(range));
        }
    }

    private void requireLength(URI uri, HttpHeaders headers, RemoteFile file, long first) {
        long length = RemoteFile.length(headers);
        if (length >= 0 && file.size() >= 0 && first + length != file.size()) {
            throw new HubException(model.name() + ": expected a file of " + file.size() + " bytes, as the hub states, "
                    + origin(uri) + " has one of " + (first + length));
        }
    }

    /// Text from outside as messages show it.
    static String printable(String text) { return text.replaceAll("\\p{Cc}", "?"); }

    /// Whether an address is that of the endpoint: who gets the token, and whose last word about the file counts.
    private boolean isHub(URI uri) { return origin(uri).equals(origin(settings.endpoint())); }

    private static String origin(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        int standard = scheme.equals("https") ? 443 : 80;
        return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT)
                + (uri.getPort() < 0 || uri.getPort() == standard ? "" : ":" + uri.getPort());
    }

    /// An address as messages show it: its query may be a signature, which opens the file to whoever has it.
    static String shown(URI uri) { return origin(uri) + uri.getRawPath(); }

    @Override
    public void close() { client.shutdownNow(); }
}
