package org.apache.spark.sql.connect;

/// Has a name as the sessions of Spark Connect have.
public final class Client {

    private Client() {}
}
