package dev.ghostlane.kernels.pool;

import dev.ghostlane.kernels.internal.ScalarReduction;
import dev.ghostlane.kernels.tensor.FeatureMap;

/// The scalar reference of [ChannelPool].
final class ScalarChannelPool implements ChannelPool {

    static final ScalarChannelPool INSTANCE = new ScalarChannelPool();

    @Override
    public void run(FeatureMap input, FeatureMap output, int rowBegin, int rowEnd) {
        ChannelPool.check(input, output, rowBegin, rowEnd);
        int channels = input.channels();
        for (int row = rowBegin; row < rowEnd; row++) {
            for (int x = 0; x < input.width(); x++) {
                int from = input.index(row, x);
                int to = output.index(row, x);
                output.data()[to] = ScalarReduction.sum(input.data(), from, channels) / channels;
                output.data()[to + 1] = ScalarReduction.largest(input.data(), from, channels);
            }
        }
    }
}
