package demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// A client that sends what it is told, also what no well-behaved client would, as slowly as it is told.
final class RawClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;

    RawClient(URI service) throws IOException {
        socket = new Socket(service.getHost(), service.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    /// Asks for something and returns all of the answer.
    static String answer(URI service, String... lines) throws IOException {
        try (RawClient client = new RawClient(service)) {
            client.lines(lines);
            client.lines("Connection: close", "");
            return client.rest();
        }
    }

    void lines(String... lines) throws IOException {
        send((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /// Reads until the service closes the connection. It may do so with a reset, where it has not read all that was
    /// sent; what came before that counts.
    String rest() throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(answer);
        } catch (SocketException reset) {
            // No more comes.
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException { socket.close(); }
}
