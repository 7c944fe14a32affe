package demo;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/// How the service is run.
///
/// @param address where it listens; port 0 is any free one
/// @param origins addresses of the page as browsers show them, `https://photos.example`; those of the loopback address
///        need not be named
/// @param uploadBytes most bytes of a photo, at most 1 GiB
/// @param uploads most photos that are received, waiting or classified at once: `uploads × uploadBytes` is what they
///        take of the heap before they are decoded
/// @param patience how long a photo waits for its turn; shorter than the time to answer of [ServerLimits]
/// @param stopSeconds how long requests may take to come to their end when the service is stopped
record Settings(InetSocketAddress address, List<URI> origins, long uploadBytes, int uploads, Duration patience,
        int stopSeconds) {
    private static final long LARGEST_UPLOAD = 1 << 30;

    static final Duration PATIENCE = Duration.ofSeconds(10);

    /// The loopback address, any free port, 16 photos of 16 MiB.
    static final Settings DEFAULT = new Settings(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), List.of(),
            16 << 20, 16, PATIENCE, 30);

    /// @throws IllegalArgumentException if a value is out of its range, or an origin is not one
    Settings {
        origins = List.copyOf(origins);
        for (URI origin : origins) {
            if (origin.getScheme() == null || origin.getRawAuthority() == null || !origin.getRawPath().isEmpty()) {
                throw new IllegalArgumentException(
                        "expected an origin such as https://photos.example, without a path, found " + origin);
            }
        }
        requirePositive("the largest upload", uploadBytes);
        if (uploadBytes > LARGEST_UPLOAD) {
            throw new IllegalArgumentException("an upload may have at most 1 GiB, found " + uploadBytes + " bytes");
        }
        requirePositive("the number of uploads", uploads);
        requirePositive("the patience in milliseconds", patience.toMillis());
        requirePositive("the time to stop", stopSeconds);
    }

    Settings withOrigins(URI... origins) {
        return new Settings(address, List.of(origins), uploadBytes, uploads, patience, stopSeconds);
    }

    Settings withUploadBytes(long uploadBytes) {
        return new Settings(address, origins, uploadBytes, uploads, patience, stopSeconds);
    }

    Settings withUploads(int uploads) {
        return new Settings(address, origins, uploadBytes, uploads, patience, stopSeconds);
    }

    Settings withPatience(Duration patience) {
        return new Settings(address, origins, uploadBytes, uploads, patience, stopSeconds);
    }

    private static void requirePositive(String what, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + " must be at least 1, found " + value);
        }
    }
}
