package dev.ghostlane.kernels.pool;

import dev.ghostlane.kernels.internal.VectorReduction;
import dev.ghostlane.kernels.tensor.FeatureMap;

/// The SIMD kernel of [ChannelPool].
///
/// *Tile and registers.* One pixel at a time, one vector of channels at a time.
///
/// *Tail.* That of [VectorReduction].
final class VectorChannelPool implements ChannelPool {

    static final VectorChannelPool INSTANCE = new VectorChannelPool();

    @Override
    public void run(FeatureMap input, FeatureMap output, int rowBegin, int rowEnd) {
        ChannelPool.check(input, output, rowBegin, rowEnd);
        int channels = input.channels();
        for (int row = rowBegin; row < rowEnd; row++) {
            for (int x = 0; x < input.width(); x++) {
                int from = input.index(row, x);
                int to = output.index(row, x);
                output.data()[to] = VectorReduction.sum(input.data(), from, channels) / channels;
                output.data()[to + 1] = VectorReduction.largest(input.data(), from, channels);
            }
        }
    }
}
