package dev.ghostlane.ghostnetv2.hub;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;

/// What the status of an answer means that is neither the file nor a redirect.
final class Refusal {

    /// The longest wait that a server may ask for; for more, the user is told to try again later.
    private static final long LONGEST_WAIT_SECONDS = 60;

    private static final int MESSAGE_LENGTH = 200;

    private Refusal() {}

    /// The exception for a status; a [TransientException] if it may be another one next time.
    static RuntimeException of(int status, HttpHeaders headers, URI uri, HubModel model, boolean withToken) {
        String what = HubConnection.shown(uri) + " answers " + status + serverMessage(headers);
        return switch (status) {
            case 401 -> new HubException(model.name() + ": " + what + ": " + (withToken
                    ? "the token (HF_TOKEN, or the file that the hub's own tools keep it in) is not valid there"
                    : "there is no such model there, or it needs a token, which HF_TOKEN can hold"));
            case 403 -> new HubException(model.name() + ": " + what + ": access is not allowed"
                    + (withToken ? " with this token" : ", perhaps for want of a token, which HF_TOKEN can hold"));
            case 404, 410 -> new HubException(model.name() + ": " + what
                    + ": the file is not there; if HF_ENDPOINT is set, it must be a server that has timm's models");
            case 407 -> new HubException(model.name() + ": " + what
                    + ": the proxy wants a user and a password, as HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT");
            case 416 -> TransientException.fromStart(what);
            case 408, 429, 500, 502, 503, 504 -> {
                long seconds = retryAfter(headers);
                yield seconds > LONGEST_WAIT_SECONDS
                        ? new HubException(model.name() + ": " + what + ": try again in " + seconds + " seconds")
                        : TransientException.busy(what, Duration.ofSeconds(seconds));
            }
            default -> new HubException(model.name() + ": " + what + ": expected 200, 206 or a redirect");
        };
    }

    /// What the server says, which comes over the network: without control characters, and not too long.
    private static String serverMessage(HttpHeaders headers) {
        String text = HubConnection.printable(headers.firstValue("X-Error-Message").orElse("").strip());
        return text.isEmpty()
                ? ""
                : " (" + (text.length() > MESSAGE_LENGTH ? text.substring(0, MESSAGE_LENGTH) + "…" : text) + ")";
    }

    /// Seconds; a date, which is allowed as well, counts as none.
    private static long retryAfter(HttpHeaders headers) {
        String text = headers.firstValue("Retry-After").orElse("").strip();
        return text.matches("[0-9]{1,9}") ? Long.parseLong(text) : 0;
    }
}
