package dev.ghostlane.spark;

/// Refuses sessions of Spark Connect, by name: their processes do not have the classes by which others are told apart.
final class Connect {

    private static final String PACKAGE = "org.apache.spark.sql.connect.";

    private Connect() {}

    /// @param session the class of a session
    /// @throws UnsupportedOperationException if it is one of Spark Connect
    static void refuse(Class<?> session) {
        if (session.getName().startsWith(PACKAGE)) {
            throw new UnsupportedOperationException("Ghostlane does not support Spark Connect: it needs a session of"
                    + " the driver's own process, found " + session.getName());
        }
    }
}
