package dev.ghostlane.ghostnetv2.hub;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Proxies as the environment variables of curl and its like name them: `https_proxy`, `http_proxy`, otherwise
/// `all_proxy`; hosts that match `no_proxy` are reached directly. Capitals do as well; if both are there, the small
/// letters count. If none of the three names a proxy, those of Java's system properties apply.
final class Proxies extends ProxySelector {

    /// A proxy of a variable.
    private record Server(String host, int port, String userInfo) {}

    private final Map<String, Server> servers;
    private final List<String> direct;

    private Proxies(Map<String, Server> servers, List<String> direct) {
        this.servers = servers;
        this.direct = direct;
    }

    /// @throws HubException if a proxy's address cannot be used
    static Proxies of(Map<String, String> environment) {
        Map<String, Server> servers = new HashMap<>();
        for (String scheme : List.of("https", "http")) {
            // What is not consulted may have any value: all_proxy is often a SOCKS proxy beside the two others.
            String name = value(environment, scheme + "_proxy") != null ? scheme + "_proxy" : "all_proxy";
            String address = value(environment, name);
            if (address != null) {
                servers.put(scheme, server(address, name.toUpperCase(Locale.ROOT)));
            }
        }
        String direct = value(environment, "no_proxy");
        return new Proxies(servers, direct == null ? List.of() : List.of(direct.strip().split("[,\\s]+")));
    }

    private static String value(Map<String, String> environment, String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? environment.get(name.toUpperCase(Locale.ROOT)) : value;
    }

    private static Server server(String address, String name) {
        String text = address.strip();
        try {
            URI uri = URI.create(text.contains("://") ? text : "http://" + text);
            if ("http".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null && uri.getPort() <= 65535) {
                return new Server(host(uri), uri.getPort() < 0 ? 80 : uri.getPort(), uri.getRawUserInfo());
            }
        } catch (IllegalArgumentException e) {
            // Not kept as the cause: its message has the whole address.
        }
        // Whatever stands before the last @ may be a password.
        throw new HubException(name + ": expected a proxy as http://HOST:PORT or http://USER:PASSWORD@HOST:PORT, found "
                + text.replaceFirst("^(.*//)?.*@", "$1…@").replaceAll("\\p{Cc}", "?"));
    }

    /// Without looking a proxy's name up, which takes time and only a connection needs: the HTTP client does that.
    @Override
    public List<Proxy> select(URI uri) {
        if (servers.isEmpty()) {
            ProxySelector java = ProxySelector.getDefault();
            return java == null ? List.of(Proxy.NO_PROXY) : java.select(uri);
        }
        Server server = servers.get(uri.getScheme().toLowerCase(Locale.ROOT));
        return List.of(server == null || isDirect(uri)
                ? Proxy.NO_PROXY
                : new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(server.host, server.port)));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        // There is no second proxy to try; the request fails and says so.
    }

    /// Which proxy a request goes through, for messages; null for none.
    String through(URI uri) {
        if (!(select(uri).getFirst().address() instanceof InetSocketAddress address)) {
            return null;
        }
        String host = address.getHostString();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    /// Says user and password of a proxy's address to that proxy; null if no address has any.
    Authenticator authenticator() {
        if (servers.values().stream().noneMatch(server -> server.userInfo != null)) {
            return null;
        }
        return new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return getRequestorType() == RequestorType.PROXY
                        ? credentials(getRequestingHost(), getRequestingPort())
                        : null;
            }
        };
    }

    /// User and password for a proxy; null if its address has none.
    PasswordAuthentication credentials(String host, int port) {
        for (Server server : servers.values()) {
            if (server.host.equalsIgnoreCase(host) && server.port == port && server.userInfo != null) {
                String[] parts = server.userInfo.split(":", 2);
                return new PasswordAuthentication(decoded(parts[0]),
                        (parts.length == 1 ? "" : decoded(parts[1])).toCharArray());
            }
        }
        return null;
    }

    /// `+` is itself in this part of an address.
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /// Whether a host is to be reached without a proxy: an entry `*` matches all, a name itself and what ends with a dot
    /// and it, an address itself or, as `10.0.0.0/8`, those whose first bits agree; `:PORT` restricts it to that port.
    private boolean isDirect(URI uri) {
        String host = host(uri).toLowerCase(Locale.ROOT);
        int port = uri.getPort() >= 0 ? uri.getPort() : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
        for (String entry : direct) {
            String pattern = entry.toLowerCase(Locale.ROOT);
            if (pattern.matches("(\\[.*\\]|[^:]*):[0-9]+")) {
                int colon = pattern.lastIndexOf(':');
                if (!pattern.substring(colon + 1).equals(Integer.toString(port))) {
                    continue;
                }
                pattern = pattern.substring(0, colon);
            }
            pattern = pattern.replaceFirst("^\\*?\\.", "").replaceAll("[\\[\\]]", "");
            if (pattern.equals("*") || !pattern.isEmpty() && (host.equals(pattern) || host.endsWith("." + pattern))
                    || pattern.contains("/") && isInside(host, pattern)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInside(String host, String network) {
        String[] parts = network.split("/", 2);
        if (!isAddress(host) || !isAddress(parts[0]) || !parts[1].matches("[0-9]{1,3}")) {
            return false;
        }
        byte[] address = InetAddress.ofLiteral(host).getAddress();
        byte[] first = InetAddress.ofLiteral(parts[0]).getAddress();
        int bits = Integer.parseInt(parts[1]);
        if (address.length != first.length || bits > 8 * address.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            if (((address[bit / 8] ^ first[bit / 8]) >> 7 - bit % 8 & 1) != 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAddress(String text) {
        try {
            InetAddress.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// The host without the brackets of an IPv6 address.
    private static String host(URI uri) { return uri.getHost().replaceAll("[\\[\\]]", ""); }
}
