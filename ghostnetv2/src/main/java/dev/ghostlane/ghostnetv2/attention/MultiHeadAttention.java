package dev.ghostlane.ghostnetv2.attention;

import dev.ghostlane.engine.Op;
import dev.ghostlane.ghostnetv2.layers.LayerBuilder;
import dev.ghostlane.kernels.tensor.Sequences;

/// Projections to queries, keys and values, attention, and the projection of its result, all with biases: the part that
/// self-attention, window attention and MobileViT share.
final class MultiHeadAttention {

    /// Channels of a head in most vision transformers (Swin, arXiv 2103.14030).
    private static final int HEAD = 32;

    private MultiHeadAttention() {}

    static String append(LayerBuilder layers, String name, String input, int channels, int heads, Sequences sequences) {
        String query = layers.biased(name + ".query", input, channels, channels);
        String key = layers.biased(name + ".key", input, channels, channels);
        String value = layers.biased(name + ".value", input, channels, channels);
        float scale = (float) (1 / Math.sqrt(channels / heads));
        String mixed = layers
                .add(new Op.Attention(name + ".attention", query, key, value, heads, scale, sequences));
        return layers.biased(name + ".projection", mixed, channels, channels);
    }

    /// The number of heads, a divisor of the channels, that brings the channels of a head nearest to 32: 4 for 120
    /// channels, 15 for 480, 30 for 960, 2 for 72. Of two that are as near, the fewer.
    static int heads(int channels) {
        int best = 1;
        for (int heads = 2; heads <= channels; heads++) {
            if (channels % heads == 0 && Math.abs(channels / heads - HEAD) < Math.abs(channels / best - HEAD)) {
                best = heads;
            }
        }
        return best;
    }
}
