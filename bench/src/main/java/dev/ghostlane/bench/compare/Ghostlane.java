package dev.ghostlane.bench.compare;

import dev.ghostlane.engine.Plan;
import dev.ghostlane.engine.Session;
import dev.ghostlane.kernels.tensor.FeatureMap;

/// Ghostlane: one session whose team has as many threads as the case. The input lies in the session, the logits are
/// read from it.
public final class Ghostlane implements Contestant {
    private final Session session;

    /// @param nhwc the images
    public Ghostlane(Plan plan, int threads, float[] nhwc) {
        session = plan.session(threads);
        session.skipWarmStart();
        FeatureMap input = session.input();
        System.arraycopy(nhwc, 0, input.data(), input.offset(), nhwc.length);
    }

    /// The session, whose profile covers all runs.
    public Session session() { return session; }

    @Override
    public void run() { session.run(); }

    @Override
    public float[] logits() {
        session.run();
        FeatureMap output = session.output();
        float[] logits = new float[output.pixels() * output.channels()];
        for (int pixel = 0; pixel < output.pixels(); pixel++) {
            System.arraycopy(output.data(), output.offset() + pixel * output.pixelStride(), logits,
                    pixel * output.channels(), output.channels());
        }
        return logits;
    }

    @Override
    public void close() { session.close(); }
}
