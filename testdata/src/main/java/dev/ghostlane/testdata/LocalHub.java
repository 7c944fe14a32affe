package dev.ghostlane.testdata;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLServerSocketFactory;

/// Two servers on this machine's loopback address that speak the protocol of the Hugging Face hub, as far as downloads
/// need it, and make the mistakes that they are told to make: the hub, which answers with a redirect that states size
/// and SHA-256, and the storage, which has one file and knows ranges.
public final class LocalHub implements AutoCloseable {

    /// A request as it came.
    ///
    /// @param method `GET` or `HEAD`
    /// @param target path and query
    /// @param headers by name, in any case
    public record Request(String method, String target, Map<String, String> headers) {

        /// {@return the first byte that is asked for}
        public int first() {
            return Integer.parseInt(headers.getOrDefault("Range", "bytes=0-").replaceAll("bytes=|-.*", ""));
        }
    }

    /// How a request is answered.
    @FunctionalInterface
    public interface Answer {
        /// Answers a request.
        ///
        /// @param request what was asked
        /// @param out receives the answer, status line and headers included
        /// @throws IOException if the client has gone
        void write(Request request, OutputStream out) throws IOException;
    }

    private final String scheme;
    private final ServerSocket hub;
    private final ServerSocket storage;
    private final Queue<Answer> hubAnswers = new ConcurrentLinkedQueue<>();
    private final Queue<Answer> storageAnswers = new ConcurrentLinkedQueue<>();
    private final List<Request> hubRequests = new CopyOnWriteArrayList<>();
    private final List<Request> storageRequests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Thread> threads;
    private volatile byte[] file;

    /// Servers on free ports of this machine, one of the hub and one of its storage.
    ///
    /// @param file content of the file of every model
    public LocalHub(byte[] file) { this(file, ServerSocketFactory.getDefault()); }

    /// With sockets of another kind: an `SSLServerSocketFactory` makes servers of HTTPS.
    ///
    /// @param file content of the file of every model
    /// @param sockets makes the server sockets
    public LocalHub(byte[] file, ServerSocketFactory sockets) {
        this.file = file.clone();
        scheme = sockets instanceof SSLServerSocketFactory ? "https" : "http";
        hub = listen(sockets);
        storage = listen(sockets);
        threads = List.of(
                serve(hub, hubRequests, hubAnswers, (request, out) -> redirect(storage()).write(request, out)),
                serve(storage, storageRequests, storageAnswers,
                        (request, out) -> content(Integer.MAX_VALUE).write(request, out)));
    }

    /// {@return the address of the hub, as `HF_ENDPOINT` has it}
    public String endpoint() { return scheme + "://127.0.0.1:" + hub.getLocalPort(); }

    /// {@return the address of the file on the storage server, with a signature}
    public String storage() { return scheme + "://127.0.0.1:" + storage.getLocalPort() + "/blob?Signature=secret"; }

    /// Has another version of the file from now on.
    ///
    /// @param other the new content
    public void replace(byte[] other) { file = other.clone(); }

    /// The hub's next requests are answered like this, those after them as usual.
    ///
    /// @param answers what is answered, one after the other
    public void hub(Answer... answers) { hubAnswers.addAll(List.of(answers)); }

    /// The storage server's next requests are answered like this, those after them as usual.
    ///
    /// @param answers what is answered, one after the other
    public void storage(Answer... answers) { storageAnswers.addAll(List.of(answers)); }

    /// {@return what the hub was asked}
    public List<Request> hubRequests() { return hubRequests; }

    /// {@return what the storage server was asked}
    public List<Request> storageRequests() { return storageRequests; }

    /// {@return an answer that redirects, with what the hub states about the file}
    ///
    /// @param location where to
    public Answer redirect(String location) {
        return status(302, "Location: " + location, "X-Linked-Etag: \"" + sha256() + "\"",
                "X-Linked-Size: " + file.length,
                "X-Repo-Commit: 0123456789012345678901234567890123456789", "ETag: W/\"2c-text-of-the-redirect\"");
    }

    /// {@return an answer with the file from the byte on that is asked for; the connection is cut after some bytes}
    ///
    /// @param bytes after how many bytes the connection is cut
    public Answer content(int bytes) { return (request, out) -> send(request, out, bytes); }

    /// {@return an answer like [#content(int)], but after some bytes nothing comes any more, and the connection stays
    /// open}
    ///
    /// @param bytes after how many bytes nothing comes any more
    public Answer stall(int bytes) {
        return (request, out) -> {
            send(request, out, bytes);
            out.flush();
            await();
        };
    }

    /// {@return no answer at all: the connection stays open}
    public Answer silence() { return (request, out) -> await(); }

    /// {@return an answer that is a status without a body}
    ///
    /// @param status HTTP's status code
    /// @param headers more lines of the header
    public static Answer status(int status, String... headers) {
        return (request, out) -> head(out, status, 0, headers);
    }

    /// {@return an answer with all of some content, whatever range is asked for}
    ///
    /// @param status HTTP's status code
    /// @param content the body
    /// @param length what the header says of its length; negative to say nothing
    /// @param headers more lines of the header
    public static Answer body(int status, byte[] content, long length, String... headers) {
        return (request, out) -> {
            head(out, status, length, headers);
            out.write(content);
        };
    }

    /// {@return SHA-256 of the file, as the hub states it}
    public String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void send(Request request, OutputStream out, int bytes) throws IOException {
        byte[] content = file;
        int first = request.first();
        if (request.headers().containsKey("Range")) {
            head(out, 206, content.length - first, "Content-Range: bytes " + first + "-" + (content.length - 1) + "/"
                    + content.length, "ETag: \"of-the-storage\"");
        } else {
            head(out, 200, content.length, "ETag: \"of-the-storage\"");
        }
        out.write(content, first, Math.min(bytes, content.length - first));
    }

    private static void head(OutputStream out, int status, long length, String... headers) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " x\r\nConnection: close\r\n");
        if (length >= 0) {
            head.append("Content-Length: ").append(length).append("\r\n");
        }
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    private void await() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread serve(ServerSocket server, List<Request> requests, Queue<Answer> answers, Answer usual) {
        return Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    Thread.ofVirtual().start(() -> answer(socket, requests, answers, usual));
                } catch (IOException e) {
                    // Closed, which ends the loop, or a connection that was given up.
                }
            }
        });
    }

    private static void answer(Socket socket, List<Request> requests, Queue<Answer> answers, Answer usual) {
        try (socket) {
            BufferedReader in = new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            String[] line = String.valueOf(in.readLine()).split(" ");
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (String header = in.readLine(); header != null && !header.isEmpty(); header = in.readLine()) {
                headers.put(header.substring(0, header.indexOf(':')),
                        header.substring(header.indexOf(':') + 1).strip());
            }
            if (line.length == 3) {
                Request request = new Request(line[0], line[1], headers);
                requests.add(request);
                Answer next = answers.poll();
                (next == null ? usual : next).write(request, socket.getOutputStream());
                socket.getOutputStream().flush();
            }
        } catch (IOException e) {
            // The client has gone away, which is what some tests make it do.
        }
    }

    private static ServerSocket listen(ServerSocketFactory sockets) {
        try {
            return sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Gives up its ports: nobody is answered any more when this returns.
    @Override
    public void close() throws IOException {
        closed.countDown();
        hub.close();
        storage.close();
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
