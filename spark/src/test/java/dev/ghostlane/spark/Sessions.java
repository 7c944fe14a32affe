package dev.ghostlane.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/// Sessions for tests: nothing listens on other addresses than the loopback's, no UI.
public final class Sessions {

    private Sessions() {}

    /// What all of them have.
    public static SparkConf conf(String master) {
        return new SparkConf().setMaster(master).setAppName("tests").set("spark.ui.enabled", "false")
                .set("spark.driver.host", "localhost").set("spark.driver.bindAddress", "127.0.0.1")
                .set("spark.sql.shuffle.partitions", "1");
    }

    /// A session in this process.
    public static SparkSession local() { return start(conf("local[2]")); }

    public static SparkSession start(SparkConf conf) { return SparkSession.builder().config(conf).getOrCreate(); }

    /// The photos.
    public static Dataset<Row> photos(SparkSession session, Samples samples) {
        return session.read().format("binaryFile").option("recursiveFileLookup", "true")
                .load(samples.photos().toString());
    }
}
