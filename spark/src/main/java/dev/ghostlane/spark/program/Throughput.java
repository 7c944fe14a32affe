package dev.ghostlane.spark.program;

import dev.ghostlane.spark.GhostlaneClassifier;
import java.io.IOException;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/// What `bench/spark` measures: the time of a job, after another one on the first photos.
public final class Throughput {

    private Throughput() {}

    /// Prints seconds on a line that begins with `seconds`.
    ///
    /// @param args the master, the model, the folder of the first photos, that of the others
    public static void main(String[] args) throws IOException {
        SparkConf conf = new SparkConf().setMaster(args[0]).setAppName("bench/spark").set("spark.ui.enabled", "false")
                .set("spark.driver.host", "localhost").set("spark.driver.bindAddress", "127.0.0.1")
                .set("spark.scheduler.minRegisteredResourcesRatio", "1");
        GhostlaneClassifier classifier = new GhostlaneClassifier().setModel(args[1]);
        try (SparkSession session = SparkSession.builder().config(conf).getOrCreate()) {
            run(session, classifier, args[2]);
            long start = System.nanoTime();
            run(session, classifier, args[3]);
            System.out.println("seconds " + (System.nanoTime() - start) / 1e9);
        }
    }

    private static void run(SparkSession session, GhostlaneClassifier classifier, String photos) {
        classifier.transform(session.read().format("binaryFile").load(photos)).drop("content")
                .write().format("noop").mode("overwrite").save();
    }
}
