package demo;

import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.util.List;

/// The addresses of this machine.
final class LocalAddresses {

    private LocalAddresses() {}

    static List<URI> otherThanLoopback(int port) throws SocketException {
        return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .map(address -> URI.create("http://" + address.getHostAddress() + ":" + port + "/")).toList();
    }
}
