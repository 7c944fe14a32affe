package dev.ghostlane.spark;

import java.io.Serial;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.util.AccumulatorV2;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings the word of executors without SIMD to the driver, whose log says so once. Spark merges what tasks added into
/// the driver's copy when they end, and nowhere else.
final class ScalarNotice extends AccumulatorV2<String, String> {

    @Serial
    private static final long serialVersionUID = 1;

    private static final Logger LOG = LoggerFactory.getLogger(ScalarNotice.class);
    private static final AtomicBoolean SAID = new AtomicBoolean();

    private String reason = "";

    @Override
    public boolean isZero() { return reason.isEmpty(); }

    @Override
    public AccumulatorV2<String, String> copy() {
        ScalarNotice copy = new ScalarNotice();
        copy.reason = reason;
        return copy;
    }

    @Override
    public void reset() { reason = ""; }

    @Override
    public void add(String reason) { this.reason = reason; }

    @Override
    public void merge(AccumulatorV2<String, String> other) {
        if (other.isZero()) {
            return;
        }
        add(other.value());
        if (!SAID.getAndSet(true)) {
            LOG.warn("executors run without SIMD ({}); results are the same, later. Spark's own scripts switch it on; a"
                    + " program that is started otherwise needs --add-modules=jdk.incubator.vector, executors of"
                    + " other versions --conf spark.executor.extraJavaOptions=--add-modules=jdk.incubator.vector",
                    reason);
        }
    }

    @Override
    public String value() { return reason; }
}
