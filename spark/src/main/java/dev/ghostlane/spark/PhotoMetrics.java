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

    void photo(int length, boolean failed) {
        photos.add(1);
        bytes.add(length);
        if (failed) {
            errors.add(1);
        }
    }

    /// @param reading nanoseconds from file to input
    /// @param running nanoseconds from input to answer
    void times(long reading, long running) {
        decoding.add(reading / SECOND);
        network.add(running / SECOND);
    }

    /// Tells the driver if this executor has no SIMD.
    void kernels() {
        if (!Kernels.best().isSimd()) {
            notice.add(Kernels.choice());
        }
    }
}
