package dev.ghostlane.ghostnetv2.hub;

import java.io.IOException;
import java.net.Authenticator;
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
import java.util.stream.Stream;

/// Proxies as the environment variables of curl and its like name them: `https_proxy`, `http_proxy`, otherwise
/// `all_proxy`; hosts that match `no_proxy` are reached directly. Capitals do as well; if both are there, the small
/// letters count. If none of the three names a proxy, those of Java's system properties apply.
final class Proxies extends ProxySelector {

    /// A proxy of a variable.
    private record Server(String host, int port, String userInfo) {}

    private final Map<String, Server> servers;
    private final List<DirectHosts> direct;

    private Proxies(Map<String, Server> servers, List<DirectHosts> direct) {
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
        return new Proxies(servers, direct == null
                ? List.of()
                : Stream.of(direct.strip().split("[,\\s]+")).map(DirectHosts::of).toList());
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
                + HubConnection.printable(text.replaceFirst("^(.*//)?.*@", "$1…@")));
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

    private boolean isDirect(URI uri) {
        String host = host(uri).toLowerCase(Locale.ROOT);
        int port = uri.getPort() >= 0 ? uri.getPort() : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
        byte[] address = direct.stream().anyMatch(entry -> entry.network() != null) ? DirectHosts.address(host) : null;
        return direct.stream().anyMatch(entry -> entry.match(host, address, port));
    }

    /// The host without the brackets of an IPv6 address.
    private static String host(URI uri) { return uri.getHost().replace("[", "").replace("]", ""); }
}
