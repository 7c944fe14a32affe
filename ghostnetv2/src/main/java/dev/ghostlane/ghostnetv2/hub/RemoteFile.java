package dev.ghostlane.ghostnetv2.hub;

import java.net.http.HttpHeaders;
import java.util.Locale;
import java.util.OptionalLong;

/// What the hub states about a file.
///
/// @param sha256 of its content, in small letters; null if that is not stated
/// @param size in bytes; -1 if that is not stated
record RemoteFile(String sha256, long size) {

    static final RemoteFile UNKNOWN = new RemoteFile(null, -1);

    /// What is known after another answer of the hub. For a file that is stored elsewhere, which a checkpoint always
    /// is, the redirect to it carries `X-Linked-Etag`, the SHA-256, and `X-Linked-Size`. `ETag` is the SHA-256 too
    /// where the hub answers with the file itself; that of a storage server is something else and must not come here.
    RemoteFile after(HttpHeaders headers) {
        String linked = sha256(headers, "X-Linked-Etag");
        String own = sha256(headers, "ETag");
        long linkedSize = number(headers, "X-Linked-Size");
        return new RemoteFile(linked != null ? linked : sha256 != null ? sha256 : own,
                linkedSize >= 0 ? linkedSize : size);
    }

    /// What is known after the answer of another server that the hub has led to. What the hub stated stays; where it
    /// stated nothing, because it is a mirror that leads on to a hub, `X-Linked-Etag` and `X-Linked-Size` count, which
    /// hubs alone send. So a server further on can add a check but never take one away.
    RemoteFile orLinked(HttpHeaders headers) {
        return new RemoteFile(sha256 != null ? sha256 : sha256(headers, "X-Linked-Etag"),
                size >= 0 ? size : number(headers, "X-Linked-Size"));
    }

    /// With the length of an answer where the hub has not stated a size.
    RemoteFile withLength(long length) { return size >= 0 ? this : new RemoteFile(sha256, length); }

    /// The length of an answer; -1 if it is not stated.
    static long length(HttpHeaders headers) { return number(headers, "Content-Length"); }

    private static String sha256(HttpHeaders headers, String name) {
        String tag = headers.firstValue(name).orElse("").strip().replaceFirst("^W/", "").replace("\"", "")
                .toLowerCase(Locale.ROOT);
        return tag.matches("[0-9a-f]{64}") ? tag : null;
    }

    private static long number(HttpHeaders headers, String name) {
        OptionalLong value;
        try {
            value = headers.firstValueAsLong(name);
        } catch (NumberFormatException e) {
            return -1;
        }
        return Math.max(value.orElse(-1), -1);
    }
}
