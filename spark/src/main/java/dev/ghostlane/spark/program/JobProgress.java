package dev.ghostlane.spark.program;

import dev.ghostlane.cli.console.Progress;
import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/// Says how many photos are done, whenever a task has ended well, until it is closed.
final class JobProgress extends SparkListener implements AutoCloseable {
    private final SparkContext context;
    private final Progress progress;
    private final AtomicLong done = new AtomicLong();

    /// @param total how many photos there are
    JobProgress(SparkContext context, PrintWriter err, long total) {
        this.context = context;
        this.progress = new Progress(err, "photos", total);
        context.addSparkListener(this);
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
        if (end.taskInfo().successful() && end.taskMetrics() != null) {
            progress.done(done.addAndGet(end.taskMetrics().inputMetrics().recordsRead()));
        }
    }

    @Override
    public void close() {
        context.removeSparkListener(this);
        progress.clear();
    }
}
