package dev.ghostlane.ghostnetv2.onnx;

import dev.ghostlane.engine.Op;
import dev.ghostlane.ghostnetv2.onnx.GraphBuilder.Node;
import dev.ghostlane.kernels.rearrange.Grouping;
import dev.ghostlane.kernels.tensor.Sequences;
import java.util.List;

/// Attention and its rearrangements in ONNX's standard operations, the way frameworks export transformers: on tokens,
/// which have the channels last, with `Reshape` and `Transpose` around `MatMul` and `Softmax`. The batch may be any,
/// height and width must be known.
final class OnnxAttention {
    private final GraphBuilder graph;

    OnnxAttention(GraphBuilder graph) { this.graph = graph; }

    /// Pixels `[n, c, h, w]` to rows of tokens `[n, rows, tokens, c]`.
    ///
    /// @throws IllegalArgumentException if a side is no multiple of the square's
    void group(Op.Group op, String input, String output, int channels, int height, int width) {
        int side = op.grouping().side();
        requireWhole(op.output(), side, height, width);
        String squares = reshape(input, output + ":squares", channels, height / side, side, width / side, side);
        String rows = transpose(squares, output + ":rows", op.grouping().kind() == Grouping.Kind.WINDOWS
                ? new long[]{0, 2, 4, 3, 5, 1}
                : new long[]{0, 3, 5, 2, 4, 1});
        reshape(rows, output, op.grouping().rows(height, width), op.grouping().tokens(height, width), channels);
    }

    /// The reverse of [#group].
    ///
    /// @throws IllegalArgumentException if a side is no multiple of the square's
    void ungroup(Op.Ungroup op, String input, String output, int channels, int height, int width) {
        int side = op.grouping().side();
        requireWhole(op.output(), side, height, width);
        boolean windows = op.grouping().kind() == Grouping.Kind.WINDOWS;
        String rows = windows
                ? reshape(input, output + ":rows", height / side, width / side, side, side, channels)
                : reshape(input, output + ":rows", side, side, height / side, width / side, channels);
        String squares = transpose(rows, output + ":squares",
                windows ? new long[]{0, 5, 1, 3, 2, 4} : new long[]{0, 5, 3, 1, 4, 2});
        reshape(squares, output, channels, height, width);
    }

    /// `softmax(Q · Kᵀ · scale) · V`, with the scale on Q, where there is least of it.
    ///
    /// @param inputs queries, keys and values as tokens `[n, height, width, c]`
    /// @throws IllegalArgumentException if columns attend
    void attention(Op.Attention op, List<String> inputs, String output, int channels, int height, int width) {
        if (op.sequences() == Sequences.COLUMN) {
            throw new IllegalArgumentException(op.output() + ": attention within columns cannot be exported");
        }
        int[] heads = {op.sequences().ofImage(height, width), op.sequences().tokens(height, width), op.heads(),
                channels / op.heads()};
        String query = transpose(reshape(inputs.get(0), output + ":q", heads), output + ":query", 0, 1, 3, 2, 4);
        String key = transpose(reshape(inputs.get(1), output + ":k", heads), output + ":key", 0, 1, 3, 4, 2);
        String value = transpose(reshape(inputs.get(2), output + ":v", heads), output + ":value", 0, 1, 3, 2, 4);
        graph.tensor(output + ":scale", new float[]{op.scale()}, 1);
        String scaled = node("Mul", output + ":scaled", query, output + ":scale");
        String scores = node("MatMul", output + ":scores", scaled, key);
        graph.add(new Node("Softmax", output + ":weights", List.of(scores)).with("axis", -1));
        String mixed = node("MatMul", output + ":mixed", output + ":weights", value);
        reshape(transpose(mixed, output + ":heads", 0, 1, 3, 2, 4), output, height, width, channels);
    }

    /// Normalises each token.
    void normalization(Op.LayerNormalization op, String input, String output) {
        graph.tensor(output + ":scale", op.scale(), op.scale().length);
        graph.tensor(output + ":shift", op.shift(), op.shift().length);
        graph.add(new Node("LayerNormalization", output, List.of(input, output + ":scale", output + ":shift"))
                .with("axis", -1).with("epsilon", op.epsilon()));
    }

    /// A 1×1 convolution as a fully connected layer on each token.
    void linear(Op.Convolution op, String input, String output) {
        int in = op.inChannels();
        int out = op.outChannels();
        float[] transposed = new float[in * out];
        for (int i = 0; i < transposed.length; i++) {
            transposed[i] = op.weights()[i % out * in + i / out];
        }
        graph.tensor(output + ":weights", transposed, in, out);
        if (op.bias() == null) {
            node("MatMul", output, input, output + ":weights");
        } else {
            graph.tensor(output + ":bias", op.bias(), out);
            node("Add", output, node("MatMul", output + ":product", input, output + ":weights"), output + ":bias");
        }
    }

    private String node(String type, String output, String... inputs) {
        graph.add(new Node(type, output, List.of(inputs)));
        return output;
    }

    /// The batch stays as it is.
    private String reshape(String input, String output, int... sizes) {
        long[] shape = new long[sizes.length + 1];
        for (int i = 0; i < sizes.length; i++) {
            shape[i + 1] = sizes[i];
        }
        graph.tensor(output + ":shape", shape);
        return node("Reshape", output, input, output + ":shape");
    }

    /// Swaps axes.
    String transpose(String input, String output, long... permutation) {
        graph.add(new Node("Transpose", output, List.of(input)).with("perm", permutation));
        return output;
    }

    private static void requireWhole(String name, int side, int height, int width) {
        if (height % side != 0 || width % side != 0) {
            throw new IllegalArgumentException(name + ": only maps whose sides are multiples of " + side
                    + " can be exported, found " + height + "×" + width);
        }
    }
}
