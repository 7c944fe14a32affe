package demo;

import com.sun.net.httpserver.Headers;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Refuses requests that another page made a browser send.
///
/// A page can have its visitors' browsers call a service on their own machine or behind their firewall. If it points
/// its own name there (DNS rebinding), it can read the answers, too. A browser says in `Host` which name it called, and
/// in `Origin` which page asks for more than a plain link would: both must be this service's.
final class Guard {
    private final Set<String> hosts;
    private final Set<String> origins;

    private Guard(Set<String> hosts, Set<String> origins) {
        this.hosts = hosts;
        this.origins = origins;
    }

    /// @param address where the service listens
    /// @param published origins under which it is known besides
    static Guard of(InetSocketAddress address, Collection<URI> published) {
        Set<String> hosts = new HashSet<>();
        Set<String> origins = new HashSet<>();
        for (URI origin : published) {
            hosts.add(lowerCase(origin.getRawAuthority()));
            origins.add(lowerCase(origin.toString()));
        }
        InetAddress ip = address.getAddress();
        if (ip.isLoopbackAddress() || ip.isAnyLocalAddress()) {
            for (String name : List.of("localhost", "127.0.0.1", "[::1]")) {
                hosts.add(name + ":" + address.getPort());
                origins.add("http://" + name + ":" + address.getPort());
                if (address.getPort() == 80) {
                    hosts.add(name);
                    origins.add("http://" + name);
                }
            }
        }
        return new Guard(Set.copyOf(hosts), Set.copyOf(origins));
    }

    /// @throws HttpError if the request is for another host, or from another page
    void check(Headers headers) {
        List<String> host = headers.getOrDefault("Host", List.of());
        if (host.size() != 1 || !hosts.contains(lowerCase(host.getFirst()))) {
            throw new HttpError(421, "the request's Host is none of this service's names; --origin adds one");
        }
        for (String origin : headers.getOrDefault("Origin", List.of())) {
            if (!origins.contains(lowerCase(origin))) {
                throw new HttpError(403, "the request comes from a page of another origin");
            }
        }
    }

    private static String lowerCase(String name) { return name.toLowerCase(Locale.ROOT); }
}
