package dev.ghostlane.ghostnetv2.hub;

import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An entry of `no_proxy`, hosts that are reached without a proxy: `*` matches all, a name itself and what ends with a
/// dot and it, an address itself or, as `10.0.0.0/8`, those whose first bits agree; `:PORT` restricts it to that port.
///
/// @param name a name or an address in small letters, without brackets and without a dot or `*.` in front
/// @param network the address of a network; null if this is none
/// @param bits how many of its bits count
/// @param port digits; null for any
record DirectHosts(String name, byte[] network, int bits, String port) {
    private static final Pattern WITH_PORT = Pattern.compile("(\\[.*\\]|[^:]*):([0-9]+)");
    private static final Pattern DOT_IN_FRONT = Pattern.compile("^\\*?\\.");
    private static final Pattern NETWORK = Pattern.compile("([^/]*)/([0-9]{1,3})");

    static DirectHosts of(String entry) {
        String text = entry.toLowerCase(Locale.ROOT);
        Matcher ported = WITH_PORT.matcher(text);
        String port = ported.matches() ? ported.group(2) : null;
        String name = DOT_IN_FRONT.matcher(port == null ? text : ported.group(1)).replaceFirst("").replace("[", "")
                .replace("]", "");
        Matcher parts = NETWORK.matcher(name);
        byte[] network = parts.matches() ? address(parts.group(1)) : null;
        int bits = network == null ? 0 : Integer.parseInt(parts.group(2));
        return new DirectHosts(name, network == null || bits > 8 * network.length ? null : network, bits, port);
    }

    /// @param host in small letters, without brackets
    /// @param address the host's if it is given as one, otherwise null
    boolean match(String host, byte[] address, int port) {
        return (this.port == null || this.port.equals(Integer.toString(port)))
                && (name.equals("*") || !name.isEmpty() && (host.equals(name) || host.endsWith("." + name))
                        || network != null && contains(address));
    }

    private boolean contains(byte[] address) {
        if (address == null || address.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            if (((address[bit / 8] ^ network[bit / 8]) >> 7 - bit % 8 & 1) != 0) {
                return false;
            }
        }
        return true;
    }

    /// The bytes of an address; null if the text is none.
    static byte[] address(String text) {
        try {
            return InetAddress.ofLiteral(text).getAddress();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
