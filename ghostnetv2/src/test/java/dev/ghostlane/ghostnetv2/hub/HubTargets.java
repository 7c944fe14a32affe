package dev.ghostlane.ghostnetv2.hub;

import dev.ghostlane.testdata.fuzz.FuzzTarget;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What is fuzzed of the hub: the headers of answers, and environment variables. Inputs are lines `NAME: VALUE` and
/// `NAME=VALUE`.
public final class HubTargets {

    private static final FuzzTarget.Bounds COSTS = new FuzzTarget.Bounds(8 << 10, 128 << 10, 1_000_000_000L);

    private HubTargets() {}

    /// All of them.
    public static List<FuzzTarget> all() { return List.of(new Answers(), new Environment()); }

    private static List<byte[]> texts(String... texts) {
        List<byte[]> seeds = new ArrayList<>();
        for (String text : texts) {
            seeds.add(text.getBytes(StandardCharsets.ISO_8859_1));
        }
        return seeds;
    }

    private static Map<String, String> lines(byte[] input, int from, char separator) {
        Map<String, String> lines = new HashMap<>();
        String text = new String(input, from, input.length - from, StandardCharsets.ISO_8859_1);
        for (String line : text.split("\n")) {
            int at = line.indexOf(separator);
            if (at > 0) {
                lines.put(line.substring(0, at), line.substring(at + 1).strip());
            }
        }
        return lines;
    }

    private static void requireOneLine(RuntimeException e) {
        if (e.getMessage() == null || e.getMessage().chars().anyMatch(Character::isISOControl)) {
            throw new AssertionError("expected a message of one line", e);
        }
    }

    /// An answer's status, 200 and twice the first byte, and headers: size and SHA-256 are read from them, a redirect
    /// leads to an address that is allowed, anything else is refused in one line.
    public static final class Answers implements FuzzTarget {
        private static final HubModel MODEL = HubModel.find("ghostnetv2_100.in1k").orElseThrow();
        private static final URI HUB = URI.create("https://hub.example/timm/a");

        /// The regular expressions and addresses of the JDK allocate what they like for each entry of a list.
        @Override
        public Bounds bounds() { return COSTS; }

        @Override
        public String name() { return "hub-answers"; }

        @Override
        public List<byte[]> seeds() {
            return texts("\2X-Linked-Etag: \"" + "0a".repeat(32) + "\"\nX-Linked-Size: 12345\nLocation: /b?c#d\n",
                    "\3ETag: W/\"x\"\nContent-Length: 17\nLocation: https://a.example:8443/x\n"
                            + "Content-Range: bytes 5-16/17\n",
                    "\4X-Error-Message: no\nRetry-After: 30\n");
        }

        @Override
        public List<String> words() {
            return List.of("X-Linked-Etag:", "X-Linked-Size:", "ETag:", "Content-Length:", "Content-Range:", "bytes 5-",
                    "Location:", "http://", "https://", "Retry-After:", "X-Error-Message:", "999999999", "[::1]");
        }

        @Override
        public Check parse(byte[] input) {
            if (input.length == 0) {
                return Check.NONE;
            }
            Map<String, List<String>> fields = new HashMap<>();
            lines(input, 1, ':').forEach((name, value) -> fields.put(name, List.of(value)));
            HttpHeaders headers;
            try {
                headers = HttpHeaders.of(fields, (name, value) -> true);
            } catch (IllegalArgumentException e) {
                return Check.NONE;
            }
            RemoteFile file = RemoteFile.UNKNOWN.after(headers).withLength(RemoteFile.length(headers));
            if (file.size() < -1 || file.sha256() != null && file.sha256().length() != 64) {
                throw new AssertionError("expected a size and a SHA-256, found " + file);
            }
            refused(() -> HubConnection.target(MODEL, HUB, headers));
            refused(() -> HubConnection.requireRange(HUB, headers, 5));
            requireOneLine(Refusal.of(200 + (input[0] & 0xff) * 2, headers, HUB, MODEL, input.length % 2 == 0));
            return Check.NONE;
        }

        private static void refused(Runnable reading) {
            try {
                reading.run();
            } catch (HubException | TransientException e) {
                requireOneLine(e);
            }
        }
    }

    /// Environment variables: refused by a [HubException], or settings that give a proxy, or none, for any address.
    public static final class Environment implements FuzzTarget {
        private static final URI ADDRESS = URI.create("https://[::1]:8443/x");
        private static final URI OTHER = URI.create("http://hub.example/x");

        /// The regular expressions and addresses of the JDK allocate what they like for each entry of a list.
        @Override
        public Bounds bounds() { return COSTS; }

        @Override
        public String name() { return "hub-environment"; }

        @Override
        public int longest() { return 400; }

        @Override
        public List<byte[]> seeds() {
            return texts(
                    "HF_ENDPOINT=https://mirror.example:8443/hf\nHTTPS_PROXY=http://user:p%40ss@proxy.example:3128\n"
                            + "NO_PROXY=localhost,.example,10.0.0.0/8,[::1]:8443\nHF_HUB_DOWNLOAD_TIMEOUT=30\n",
                    "all_proxy=proxy.example\nno_proxy=*\nHF_HUB_OFFLINE=1\nXDG_CACHE_HOME=/x\n",
                    "GHOSTLANE_CACHE=~/x\nhttp_proxy=http://[::1]\nno_proxy=::/1 fe80::/10\n");
        }

        @Override
        public List<String> words() {
            return List.of("HF_ENDPOINT=", "HTTPS_PROXY=", "http_proxy=", "no_proxy=", "GHOSTLANE_CACHE=",
                    "XDG_CACHE_HOME=", "HOME=", "HF_HUB_DOWNLOAD_TIMEOUT=", "HF_HUB_OFFLINE=", "http://", "[::1]",
                    "65536", "/129", "%00", "~/");
        }

        @Override
        public Check parse(byte[] input) {
            Map<String, String> environment = lines(input, 0, '=');
            // The token's file is none of the fuzzer's business: it could be any file of the machine.
            environment.keySet().removeAll(List.of("HF_HOME", "HF_TOKEN_PATH"));
            environment.putIfAbsent("HF_HUB_DISABLE_IMPLICIT_TOKEN", "1");
            HubSettings settings;
            try {
                settings = HubSettings.of(environment);
            } catch (HubException e) {
                requireOneLine(e);
                return Check.NONE;
            }
            if (!settings.cache().isAbsolute() || settings.endpoint().getHost() == null) {
                throw new AssertionError("expected a folder and a server, found " + settings.cache());
            }
            for (URI uri : List.of(ADDRESS, OTHER)) {
                List<Proxy> proxies = settings.proxies().select(uri);
                if (proxies.size() != 1) {
                    throw new AssertionError("expected one proxy or none, found " + proxies);
                }
                settings.proxies().through(uri);
            }
            settings.proxies().authenticator();
            PasswordAuthentication said = settings.proxies().credentials("proxy.example", 3128);
            if (said != null && said.getUserName() == null) {
                throw new AssertionError("expected a user");
            }
            return Check.NONE;
        }
    }
}
