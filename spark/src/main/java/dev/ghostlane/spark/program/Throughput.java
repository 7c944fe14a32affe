package dev.ghostlane.spark.program;

import dev.ghostlane.spark.GhostlaneClassifier;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkConf;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.sql.SparkSession;

/// What `bench/spark` measures: how long a job of [Classify] takes from the start of its first task, after another job
/// on the first photos.
public final class Throughput {

    private static final long LARGEST = 1 << 28;

    private Throughput() {}

    /// Prints seconds on a line that begins with `seconds`.
    ///
    /// @param args the master, the model, the folder of the first photos, how often they are asked about, the folder of
    ///        the others
    public static void main(String[] args) throws IOException {
        SparkConf conf = new SparkConf().setMaster(args[0]).setAppName("bench/spark").set("spark.ui.enabled", "false")
                .set("spark.driver.host", "localhost").set("spark.driver.bindAddress", "127.0.0.1")
                .set("spark.scheduler.minRegisteredResourcesRatio", "1");
        GhostlaneClassifier classifier = new GhostlaneClassifier().setModel(args[1]);
        try (SparkSession session = SparkSession.builder().config(conf).getOrCreate()) {
            for (int i = 0; i < Integer.parseInt(args[3]); i++) {
                run(session, classifier, args[2]);
            }
            FirstTask first = new FirstTask();
            session.sparkContext().addSparkListener(first);
            run(session, classifier, args[4]);
            System.out.println("seconds " + (System.currentTimeMillis() - first.start.get()) / 1e3);
        }
    }

    /// Finding the files and planning the job are part of the start, which is not counted of the command either.
    private static final class FirstTask extends SparkListener {
        private final AtomicLong start = new AtomicLong();

        @Override
        public void onTaskStart(SparkListenerTaskStart task) { start.compareAndSet(0, task.taskInfo().launchTime()); }
    }

    private static void run(SparkSession session, GhostlaneClassifier classifier, String photos) {
        new Photos(session, photos, Photos.roots(session, photos), LARGEST).ask(classifier).write().format("noop")
                .mode("overwrite").save();
    }
}
