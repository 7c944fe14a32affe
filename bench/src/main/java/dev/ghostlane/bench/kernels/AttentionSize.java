package dev.ghostlane.bench.kernels;

import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.attention.AttentionShape;
import dev.ghostlane.kernels.matrix.TokenMatrices;
import dev.ghostlane.kernels.rearrange.Grouping;
import dev.ghostlane.kernels.tensor.MatrixLayout;
import dev.ghostlane.kernels.tensor.Sequences;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Attention between all pixels of a map, written `HxWxC heads N`.
///
/// @param map size of queries, keys, values and output
/// @param heads runs of channels that attend on their own
record AttentionSize(MapSize map, int heads) {
    private static final Pattern NOTATION = Pattern.compile("(\\d+)x(\\d+)x(\\d+) heads (\\d+)");

    /// @throws IllegalArgumentException if the channels cannot be cut into so many heads
    AttentionSize {
        if (heads < 1 || map.channels() % heads != 0) {
            throw new IllegalArgumentException(
                    "expected a number of heads that divides " + map.channels() + " channels, found " + heads);
        }
    }

    /// Reads the notation.
    ///
    /// @throws IllegalArgumentException if the text does not follow it
    static AttentionSize parse(String text) {
        Matcher m = NOTATION.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException("expected a map such as '28x28x120 heads 4', found '" + text + "'");
        }
        int channels = Integer.parseInt(m.group(3));
        return new AttentionSize(
                new MapSize(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)), channels, channels),
                Integer.parseInt(m.group(4)));
    }

    int tokens() { return map.height() * map.width(); }

    /// Multiply-adds of one of the two products.
    long product() { return tokens() * map.floats(); }

    /// How keys are packed.
    TokenMatrices keys() {
        return new TokenMatrices(Sequences.IMAGE, heads, TokenMatrices.Role.OUTPUTS,
                layout(tokens(), map.channels() / heads));
    }

    /// How values, and tokens to be mixed, are packed.
    TokenMatrices values() {
        return new TokenMatrices(Sequences.IMAGE, heads, TokenMatrices.Role.INPUTS,
                layout(map.channels() / heads, tokens()));
    }

    AttentionShape attention() {
        return new AttentionShape(keys(), values(), (float) (1 / Math.sqrt(map.channels() / heads)));
    }

    /// The fast kernels' layout, for the reference as well, which takes any: so both pack the same bits.
    private static MatrixLayout layout(int outputs, int depth) {
        return Kernels.best().matrixProduct().layout(outputs, depth);
    }

    /// Size of a map of packed matrices.
    MapSize packed(TokenMatrices matrices) {
        int floats = matrices.layout().floats();
        return new MapSize(1, heads, floats, floats);
    }

    /// Size of the map of its tokens.
    MapSize grouped(Grouping grouping) {
        return new MapSize(grouping.rows(map.height(), map.width()), grouping.tokens(map.height(), map.width()),
                map.channels(), map.channels());
    }

    /// Size of a block of scores.
    MapSize scores() {
        int block = attention().block();
        int floats = attention().scratchFloats() / block;
        return new MapSize(1, block, floats, floats);
    }
}
