package demo;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/// What a client gets.
///
/// @param status of HTTP
/// @param type media type of the body
/// @param headers beside those that all answers have
record Answer(int status, String type, byte[] body, Map<String, String> headers) {

    /// An answer for programs.
    ///
    /// @param value maps, lists, texts and numbers
    static Answer json(Object value) { return json(200, value, Map.of()); }

    /// An error, in the form that all errors have.
    static Answer error(int status, String message, Map<String, String> headers) {
        return json(status, Map.of("error", message, "status", status), headers);
    }

    static Answer error(HttpError error) { return error(error.status(), error.getMessage(), error.headers()); }

    private static Answer json(int status, Object value, Map<String, String> headers) {
        try {
            return new Answer(status, "application/json; charset=utf-8", JSON.std.asBytes(value), headers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
