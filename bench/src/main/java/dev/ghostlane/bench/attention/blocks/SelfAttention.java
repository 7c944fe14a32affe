package dev.ghostlane.bench.attention.blocks;

import dev.ghostlane.ghostnetv2.network.Blocks;
import dev.ghostlane.ghostnetv2.network.LayerBuilder;
import dev.ghostlane.kernels.tensor.Sequences;

/// Multi-head self-attention between all pixels, with its four projections, without normalisation, residual or position
/// encoding: `4·HW·C² + 2·(HW)²·C` multiply-adds.
///
/// @param singleHead one head of all channels; otherwise heads of about 32 channels
public record SelfAttention(boolean singleHead) implements AttentionBlock {

    @Override
    public String name() { return singleHead ? "self-attention-1-head" : "self-attention"; }

    @Override
    public String description() {
        return "multi-head self-attention between all pixels, "
                + (singleHead ? "one head" : "heads of about 32 channels")
                + ", with projections";
    }

    @Override
    public String append(LayerBuilder layers, String name, String input, int channels, int height, int width) {
        return Blocks.multiHeadAttention(layers, name, input, channels,
                singleHead ? 1 : Blocks.heads(channels), Sequences.IMAGE);
    }
}
