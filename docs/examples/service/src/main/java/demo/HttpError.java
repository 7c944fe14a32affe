package demo;

import java.io.Serial;
import java.util.Map;

/// A request that is answered with an error.
final class HttpError extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final int status;
    private final transient Map<String, String> headers;

    /// @param status of the answer, from 400 on
    /// @param message tells the client what was expected and what was found
    HttpError(int status, String message) { this(status, message, Map.of()); }

    /// @param headers of the answer, beside those that all have
    HttpError(int status, String message, Map<String, String> headers) {
        super(message);
        this.status = status;
        this.headers = headers;
    }

    /// Too much to do: the same request may succeed later.
    static HttpError busy(String message) { return new HttpError(503, message, Map.of("Retry-After", "1")); }

    int status() { return status; }

    Map<String, String> headers() { return headers; }
}
