package dev.ghostlane.spark;

import dev.ghostlane.kernels.Kernels;
import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.util.DoubleAccumulator;
import org.apache.spark.util.LongAccumulator;

/// Counts what executors do, as named accumulators that Spark's UI shows for each stage. A task that runs twice may
/// count twice.
final class PhotoMetrics implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    private static final double SECOND = 1e9;

    private final LongAccumulator photos;
    private final LongAccumulator errors;
    private final LongAccumulator bytes;
    private final DoubleAccumulator decoding;
    private final DoubleAccumulator network;
    private final ScalarNotice notice;

    /// Called on the driver.
    PhotoMetrics(SparkContext context) {
        photos = context.longAccumulator("ghostlane photos");
        errors = context.longAccumulator("ghostlane errors");
        bytes = context.longAccumulator("ghostlane bytes");
        decoding = context.doubleAccumulator("ghostlane seconds decoding");
        network = context.doubleAccumulator("ghostlane seconds in the network");
        notice = new ScalarNotice();
        context.register(notice, "ghostlane scalar kernels");
    }

    /// Photos and errors of the tasks that have ended; for the driver.
    List<Long> counts() { return List.of(photos.value(), errors.value()); }

    /// @param length bytes of its file
    void photo(int length) {
        photos.add(1);
        bytes.add(length);
    }

    /// Counts a photo that has no answer.
    void error() { errors.add(1); }

    /// @param nanoseconds from file to input
    void read(long nanoseconds) { decoding.add(nanoseconds / SECOND); }

    /// @param nanoseconds from inputs to answers
    void ran(long nanoseconds) { network.add(nanoseconds / SECOND); }

    /// Tells the driver if this executor has no SIMD.
    void kernels() {
        if (!Kernels.best().isSimd()) {
            notice.add(Kernels.choice());
        }
    }
}
