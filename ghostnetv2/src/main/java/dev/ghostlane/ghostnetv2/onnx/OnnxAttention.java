package dev.ghostlane.ghostnetv2.onnx;

import dev.ghostlane.engine.Op;
import dev.ghostlane.ghostnetv2.onnx.GraphBuilder.Node;
import dev.ghostlane.kernels.Sequences;
import dev.ghostlane.kernels.rearrange.Grouping;
import java.util.List;

/// Attention and its rearrangements in ONNX's standard operations, the way frameworks export them: `Reshape` and
/// `Transpose` around `MatMul` and `Softmax`. The batch may be any, height and width must be known.
final class OnnxAttention {
    private final GraphBuilder graph;

    OnnxAttention(GraphBuilder graph) { this.graph = graph; }

    /// Pixels `[n, c, h, w]` to rows of tokens `[n, c, rows, tokens]`.
    ///
    /// @throws IllegalArgumentException if a side is no multiple of the square's
    void group(Op.Group op, String input, String output, int channels, int height, int width) {
        int side = op.grouping().side();
        requireWhole(op.output(), side, height, width);
        String squares = reshape(input, output + ":squares", channels, height / side, side, width / side, side);
        String rows = transpose(squares, output + ":rows", op.grouping().kind() == Grouping.Kind.WINDOWS
                ? new long[]{0, 1, 2, 4, 3, 5}
                : new long[]{0, 1, 3, 5, 2, 4});
        reshape(rows, output, channels, op.grouping().rows(height, width), op.grouping().tokens(height, width));
    }

    /// The reverse of [#group].
    ///
    /// @throws IllegalArgumentException if a side is no multiple of the square's
    void ungroup(Op.Ungroup op, String input, String output, int channels, int height, int width) {
        int side = op.grouping().side();
        requireWhole(op.output(), side, height, width);
        boolean windows = op.grouping().kind() == Grouping.Kind.WINDOWS;
        String rows = windows
                ? reshape(input, output + ":rows", channels, height / side, width / side, side, side)
                : reshape(input, output + ":rows", channels, side, side, height / side, width / side);
        String squares = transpose(rows, output + ":squares",
                windows ? new long[]{0, 1, 2, 4, 3, 5} : new long[]{0, 1, 4, 2, 5, 3});
        reshape(squares, output, channels, height, width);
    }

    /// `softmax(Q · Kᵀ · scale) · V`, with the scale on Q, where there is least of it.
    ///
    /// @throws IllegalArgumentException if columns attend
    void attention(Op.Attention op, List<String> inputs, String output, int channels, int height, int width) {
        if (op.sequences() == Sequences.COLUMN) {
            throw new IllegalArgumentException(op.output() + ": attention within columns cannot be exported");
        }
        boolean rows = op.sequences() == Sequences.ROW;
        int[] heads = rows
                ? new int[]{op.heads(), channels / op.heads(), height, width}
                : new int[]{op.heads(), channels / op.heads(), height * width};
        long[] tokensFirst = rows ? new long[]{0, 1, 3, 4, 2} : new long[]{0, 1, 3, 2};
        String query = transpose(reshape(inputs.get(0), output + ":q", heads), output + ":query", tokensFirst);
        String key = reshape(inputs.get(1), output + ":k", heads);
        if (rows) {
            key = transpose(key, output + ":key", 0, 1, 3, 2, 4);
        }
        String value = transpose(reshape(inputs.get(2), output + ":v", heads), output + ":value", tokensFirst);
        graph.tensor(output + ":scale", new float[]{op.scale()}, 1);
        String scaled = node("Mul", output + ":scaled", query, output + ":scale");
        String scores = node("MatMul", output + ":scores", scaled, key);
        graph.add(new Node("Softmax", output + ":weights", List.of(scores)).with("axis", -1));
        String mixed = node("MatMul", output + ":mixed", output + ":weights", value);
        reshape(transpose(mixed, output + ":channels", rows ? new long[]{0, 1, 4, 2, 3} : tokensFirst), output,
                channels,
                height, width);
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

    private String transpose(String input, String output, long... permutation) {
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
