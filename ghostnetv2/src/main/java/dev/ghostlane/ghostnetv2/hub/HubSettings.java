package dev.ghostlane.ghostnetv2.hub;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where models come from and where they are kept, from the environment variables that users of the hub know.
/// Immutable.
///
/// | variable | meaning |
/// |---|---|
/// | `GHOSTLANE_CACHE` | folder of the cache; otherwise `ghostlane` in `XDG_CACHE_HOME` or `~/.cache` |
/// | `HF_ENDPOINT` | the server, for example a mirror; may have a path |
/// | `HF_TOKEN` | token, sent to the endpoint alone; otherwise that of the file `HF_TOKEN_PATH` |
/// | `HF_TOKEN_PATH` | by default `token` in `HF_HOME` |
/// | `HF_HOME` | by default `huggingface` in `XDG_CACHE_HOME` or `~/.cache` |
/// | `HF_HUB_DISABLE_IMPLICIT_TOKEN` | if true, no token is sent |
/// | `HF_HUB_OFFLINE` | if true, nothing is downloaded |
/// | `HF_HUB_DOWNLOAD_TIMEOUT` | seconds without a byte after which a server counts as gone; 10 by default |
/// | `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY` | as curl reads them; otherwise Java's system properties |
///
/// A proxy with user and password is asked with them. For addresses of `https` Java itself does so only if its system
/// property `jdk.http.auth.tunneling.disabledSchemes` is set to nothing before the first request of the process
/// (`-Djdk.http.auth.tunneling.disabledSchemes=`), since the proxy gets the password in plain text. The command
/// `ghostlane` sets it; applications decide for themselves.
public final class HubSettings {
    private static final String ENDPOINT = "https://huggingface.co";

    private static final String TIMEOUT = "HF_HUB_DOWNLOAD_TIMEOUT";

    /// What counts as true, in any case.
    private static final Set<String> TRUE = Set.of("1", "ON", "YES", "TRUE");

    private final URI endpoint;
    private final String token;
    private final Path cache;
    private final Proxies proxies;
    private final String offline;
    private final Duration timeout;
    private final Duration pause;

    private HubSettings(URI endpoint, String token, Path cache, Proxies proxies, String offline, Duration timeout,
            Duration pause) {
        this.endpoint = endpoint;
        this.token = token;
        this.cache = cache;
        this.proxies = proxies;
        this.offline = offline;
        this.timeout = timeout;
        this.pause = pause;
    }

    /// {@return the settings of environment variables, [System#getenv()] as a rule}
    ///
    /// @param environment names and values of the variables
    /// @throws HubException if one has a value that cannot be used, or the file of the token cannot be read
    public static HubSettings of(Map<String, String> environment) {
        Map<String, String> set = new HashMap<>(environment);
        set.values().removeIf(String::isBlank);
        Path home = absolute(set, "HOME", Path.of(System.getProperty("user.home")));
        Path caches = absolute(set, "XDG_CACHE_HOME", home.resolve(".cache"));
        Path cache = folder(set, "GHOSTLANE_CACHE", home, caches.resolve("ghostlane"));
        String offline = isTrue(set, "HF_HUB_OFFLINE") ? "HF_HUB_OFFLINE is set" : null;
        return new HubSettings(endpoint(set), token(set, home, caches), cache, Proxies.of(set), offline, timeout(set),
                Duration.ofSeconds(1));
    }

    /// {@return the same, but nothing is downloaded}
    ///
    /// @param reason why, for messages
    public HubSettings offline(String reason) {
        return new HubSettings(endpoint, token, cache, proxies, reason, timeout, pause);
    }

    /// The same with other times: tests cannot wait as long as users can.
    ///
    /// @param pause how long to wait before a request is tried again; doubles each time
    HubSettings with(Duration timeout, Duration pause) {
        return new HubSettings(endpoint, token, cache, proxies, offline, timeout, pause);
    }

    /// {@return the folder of the cache, which may not exist yet}
    public Path cache() { return cache; }

    /// {@return the address of the server}
    public URI endpoint() { return endpoint; }

    /// {@return the proxy through which the server is reached, as `host:port` without user and password; empty for
    /// none}
    public Optional<String> proxy() { return Optional.ofNullable(proxies.through(endpoint)); }

    /// {@return whether a token is sent to the server}
    public boolean hasToken() { return token != null; }

    /// {@return whether nothing may be downloaded}
    public boolean isOffline() { return offline != null; }

    /// The token, or null. Not public: what is not handed out does not get into logs.
    String token() { return token; }

    Proxies proxies() { return proxies; }

    /// Why nothing may be downloaded, or null if it may.
    String offline() { return offline; }

    Duration timeout() { return timeout; }

    Duration pause() { return pause; }

    private static URI endpoint(Map<String, String> set) {
        String text = set.getOrDefault("HF_ENDPOINT", ENDPOINT).strip().replaceAll("/+$", "");
        try {
            URI uri = URI.create(text);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            if (Set.of("http", "https").contains(scheme) && uri.getHost() != null && uri.getPort() <= 65535
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null && uri.getRawFragment() == null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Not kept as the cause: its message has the whole address.
        }
        // Whatever stands before an @ may be a password.
        throw new HubException("HF_ENDPOINT: expected the address of a server such as " + ENDPOINT + ", found "
                + HubConnection.printable(text.replaceAll("//[^/]*@", "//…@")));
    }

    private static String token(Map<String, String> set, Path home, Path caches) {
        if (isTrue(set, "HF_HUB_DISABLE_IMPLICIT_TOKEN")) {
            return null;
        }
        for (String name : new String[]{"HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"}) {
            if (set.containsKey(name)) {
                return checked(set.get(name), name);
            }
        }
        Path file = folder(set, "HF_TOKEN_PATH", home,
                folder(set, "HF_HOME", home, caches.resolve("huggingface")).resolve("token"));
        try {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            return text.isBlank() ? null : checked(text, file.toString());
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new HubException(file + ": the hub's token cannot be read from here: " + e.getMessage(), e);
        }
    }

    /// A token as a header can carry it; the message must not show what was found.
    private static String checked(String text, String source) {
        String token = text.strip();
        if (!token.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new HubException(
                    source + ": expected a token of ASCII letters without spaces, found other characters");
        }
        return token;
    }

    private static Duration timeout(Map<String, String> set) {
        String text = set.getOrDefault(TIMEOUT, "10").strip();
        if (!text.matches("[0-9]{1,6}") || Integer.parseInt(text) == 0) {
            throw new HubException(TIMEOUT + ": expected whole seconds from 1 to 999999, found "
                    + HubConnection.printable(text));
        }
        return Duration.ofSeconds(Integer.parseInt(text));
    }

    private static boolean isTrue(Map<String, String> set, String name) {
        return TRUE.contains(set.getOrDefault(name, "").strip().toUpperCase(Locale.ROOT));
    }

    /// The folder or file of a variable; the shell leaves `~` alone inside quotes.
    private static Path folder(Map<String, String> set, String name, Path home, Path otherwise) {
        String text = set.get(name);
        if (text == null) {
            return otherwise;
        }
        return text.equals("~") || text.startsWith("~/")
                ? home.resolve(path(text.substring(1).replaceFirst("^/+", ""), name))
                : path(text, name).toAbsolutePath();
    }

    /// XDG's rules: a relative path is not valid and is ignored.
    private static Path absolute(Map<String, String> set, String name, Path otherwise) {
        Path path = set.containsKey(name) ? path(set.get(name), name) : otherwise;
        return path.isAbsolute() ? path : otherwise;
    }

    private static Path path(String text, String name) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new HubException(name + ": expected the path of a folder or file, found "
                    + HubConnection.printable(text), e);
        }
    }
}
