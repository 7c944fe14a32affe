package dev.ghostlane.bench.attention.blocks;

import dev.ghostlane.engine.Op;
import dev.ghostlane.ghostnetv2.network.LayerBuilder;
import dev.ghostlane.kernels.activation.Activation;
import dev.ghostlane.kernels.tensor.Sequences;
import dev.ghostlane.kernels.upsample.UpsampleMode;

/// Coordinate attention (arXiv 2103.02907): the means of rows and of columns go through the same 1×1 convolution,
/// normalisation and hard swish, then through one of their own and a sigmoid, and gate the map by row and by column.
/// The authors' code joins both means before the shared convolution, which changes nothing.
public record CoordinateAttention() implements AttentionBlock {

    @Override
    public String name() { return "coordinate-attention"; }

    @Override
    public String description() { return "coordinate attention: gates by row and by column"; }

    @Override
    public String append(LayerBuilder layers, String name, String input, int channels, int height, int width) {
        int hidden = Math.max(8, channels / 32);
        String rows = layers.add(new Op.AxisMean(name + ".rows", input, Sequences.ROW));
        rows = layers.normalized(name + ".conv1", name + ".bn1", rows, channels, hidden, 1, 1, 1, 1);
        String columns = layers.add(new Op.AxisMean(name + ".columns", input, Sequences.COLUMN));
        columns = layers.sharedNormalized(name + ".columns_conv1", name + ".conv1", name + ".bn1", columns, channels,
                hidden);
        String byRow = gate(layers, name + ".conv_h", rows, hidden, input, channels);
        String gated = layers.add(new Op.Multiply(name + ".gated_rows", input, byRow));
        // Resized to the map that it gates, so that no full map of factors is written.
        String byColumn = gate(layers, name + ".conv_w", columns, hidden, gated, channels);
        return layers.add(new Op.Multiply(name, gated, byColumn));
    }

    /// Hard swish, 1×1 convolution, sigmoid, and the values of each row or column at all its pixels.
    private static String gate(LayerBuilder layers, String name, String input, int hidden, String like, int channels) {
        String swish = layers.activate(name + ".hard_sigmoid", input, Activation.HARD_SIGMOID);
        swish = layers.add(new Op.Multiply(name + ".hard_swish", input, swish));
        String value = layers.biased(name, swish, hidden, channels);
        value = GatingBlock.sigmoid(layers, name, value);
        return layers.add(new Op.Upsample(name + ".interpolate", value, like, UpsampleMode.NEAREST));
    }
}
