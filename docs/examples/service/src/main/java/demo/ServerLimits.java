package demo;

/// Limits of the JDK's HTTP server. They are system properties of the whole process, which the server reads once, when
/// its first class is loaded; one that is set on the command line stays as it is.
final class ServerLimits {

    /// How long answering takes at most: the wait for a turn in the pool, 10 s, the work, and a slow client.
    private static final int ANSWER_SECONDS = 60;

    private static final int CONNECTIONS = 1000;

    private ServerLimits() {}

    /// @param requestSeconds how long a client may take to send a request, from its first byte to the end of its body;
    ///        then its connection is closed
    static void set(int requestSeconds) {
        // Both in seconds, as the server's sources have it, though the page of its module speaks of milliseconds.
        setDefault("sun.net.httpserver.maxReqTime", requestSeconds);
        setDefault("sun.net.httpserver.maxRspTime", ANSWER_SECONDS);
        setDefault("jdk.httpserver.maxConnections", CONNECTIONS);
    }

    private static void setDefault(String property, int value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, Integer.toString(value));
        }
    }
}
