package dev.ghostlane.bench.kernels;

import dev.ghostlane.bench.common.RandomFloats;
import dev.ghostlane.kernels.Kernels;
import dev.ghostlane.kernels.attention.AttentionShape;
import dev.ghostlane.kernels.matrix.MatrixProduct;
import dev.ghostlane.kernels.matrix.TokenMatrices;
import dev.ghostlane.kernels.mixing.TokenMixing;
import dev.ghostlane.kernels.rearrange.Grouping;
import dev.ghostlane.kernels.rearrange.Rearrangement.Direction;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.kernels.tensor.Sequences;
import java.util.function.Function;

/// What [AttentionBenchmark] runs.
public enum AttentionOperation {

    /// `softmax(Q · Kᵀ · scale) · V` with packed keys and values, without projections.
    ATTENTION((of, kernels, operands, random) -> {
        AttentionShape shape = of.attention();
        FeatureMap keys = pack(of, shape.keys(), kernels, Operands.after(operands.output()), operands, random);
        FeatureMap values = pack(of, shape.values(), kernels, Operands.after(keys), operands, random);
        FeatureMap query = operands.input();
        FeatureMap output = operands.output();
        float[] scratch = new float[shape.scratchFloats()];
        int units = shape.units(output);
        long packed = of.packed(shape.keys()).floats() + of.packed(shape.values()).floats();
        return new KernelCall(2 * of.product(), packed,
                () -> kernels.attention().run(shape, query, keys, values, output, scratch, 0, 0, units));
    }),

    /// `Q · Kᵀ` alone, block by block of queries, each block into the memory of the one before.
    SCORES(of -> OpShape.of(of.map(), of.scores()), (of, kernels, operands, random) -> {
        TokenMatrices matrices = of.keys();
        FeatureMap keys = pack(of, matrices, kernels, Operands.after(operands.output()), operands, random);
        AttentionProducts products = new AttentionProducts(of.attention(), kernels);
        return new KernelCall(of.product(), of.packed(matrices).floats(),
                () -> products.scores(operands.input(), keys, operands.output()));
    }),

    /// The weights of a block of queries times the values, as for [#SCORES].
    VALUES(of -> OpShape.of(of.scores(), of.map()), (of, kernels, operands, random) -> {
        TokenMatrices matrices = of.values();
        FeatureMap values = pack(of, matrices, kernels, Operands.after(operands.output()), operands, random);
        AttentionProducts products = new AttentionProducts(of.attention(), kernels);
        return new KernelCall(of.product(), of.packed(matrices).floats(),
                () -> products.values(operands.input(), values, operands.output()));
    }),

    /// Packs keys: a transposition.
    PACK_KEYS(of -> OpShape.of(of.map(), of.packed(of.keys())),
            (of, kernels, operands, _) -> packing(of.keys(), kernels, operands)),

    /// Packs values: copies by rows.
    PACK_VALUES(of -> OpShape.of(of.map(), of.packed(of.values())),
            (of, kernels, operands, _) -> packing(of.values(), kernels, operands)),

    /// A constant matrix of all pairs of pixels times packed tokens: the fully connected layer whose weights all
    /// channels share.
    MATRIX_PRODUCT((of, kernels, operands, random) -> {
        TokenMatrices matrices = of.values();
        FeatureMap packed = pack(of, matrices, kernels, Operands.after(operands.output()), operands, random);
        float[] left = random.next(of.tokens() * of.tokens());
        FeatureMap output = operands.output();
        int units = MatrixProduct.units(matrices, output);
        return new KernelCall(of.product(), left.length + of.packed(matrices).floats(),
                () -> kernels.matrixProduct().run(matrices, left, packed, output, 0, units));
    }),

    /// A fully connected layer along the columns, with weights of each channel's own.
    TOKEN_MIXING((of, kernels, operands, random) -> {
        MapSize map = of.map();
        float[] weights = random.next(
                TokenMixing.weightFloats(Sequences.COLUMN, map.height(), map.width(), map.channels()));
        return new KernelCall(map.floats() * map.height(), weights.length, operands.rows(
                (input, output, begin, end) -> kernels.tokenMixing().run(Sequences.COLUMN, weights, input, output,
                        begin, end)));
    }),

    /// Window partition, windows of 7×7.
    PARTITION(of -> OpShape.of(of.map(), of.grouped(AttentionShapes.WINDOWS)), (_, kernels, operands,
            _) -> rearrangement(AttentionShapes.WINDOWS, Direction.GROUP, kernels, operands)),

    /// Window reverse, windows of 7×7.
    REVERSE(of -> OpShape.of(of.grouped(AttentionShapes.WINDOWS), of.map()), (_, kernels, operands,
            _) -> rearrangement(AttentionShapes.WINDOWS, Direction.UNGROUP, kernels, operands)),

    /// MobileViT's unfolding, patches of 2×2.
    UNFOLD(of -> OpShape.of(of.map(), of.grouped(AttentionShapes.PATCHES)), (_, kernels, operands,
            _) -> rearrangement(AttentionShapes.PATCHES, Direction.GROUP, kernels, operands)),

    /// MobileViT's folding, patches of 2×2.
    FOLD(of -> OpShape.of(of.grouped(AttentionShapes.PATCHES), of.map()), (_, kernels, operands,
            _) -> rearrangement(AttentionShapes.PATCHES, Direction.UNGROUP, kernels, operands)),

    /// Layer normalisation over the channels of each pixel.
    LAYER_NORMALIZATION((of, kernels, operands, random) -> {
        float[] scale = random.next(of.map().channels());
        float[] shift = random.next(of.map().channels());
        return new KernelCall(0, scale.length + shift.length, operands.rows((input, output, begin,
                end) -> kernels.layerNormalization().run(scale, shift, 1e-5f, input, output, begin, end)));
    });

    /// Binds a kernel to its operands, as [ShapeBenchmark#define] does.
    @FunctionalInterface
    private interface Definition {
        KernelCall define(AttentionSize of, Kernels kernels, Operands operands, RandomFloats random);
    }

    private final Function<AttentionSize, OpShape> shape;
    private final Definition definition;

    AttentionOperation(Function<AttentionSize, OpShape> shape, Definition definition) {
        this.shape = shape;
        this.definition = definition;
    }

    /// From a map to one of the same size.
    AttentionOperation(Definition definition) { this(of -> OpShape.of(of.map(), of.map()), definition); }

    /// Input and output of a call.
    OpShape shape(AttentionSize of) { return shape.apply(of); }

    /// Binds the kernel to its operands, as [ShapeBenchmark#define] does.
    KernelCall define(AttentionSize of, Kernels kernels, Operands operands, RandomFloats random) {
        return definition.define(of, kernels, operands, random);
    }

    /// Random tokens, packed into the operands' array from an offset on.
    private static FeatureMap pack(AttentionSize of, TokenMatrices matrices, Kernels kernels, int at, Operands operands,
            RandomFloats random) {
        FeatureMap tokens = of.map().in(random.next((int) of.map().floats()), 0);
        FeatureMap packed = of.packed(matrices).in(operands.arena(), at);
        kernels.matrixPacking().run(matrices, tokens, packed, 0, matrices.units(packed));
        return packed;
    }

    private static KernelCall packing(TokenMatrices matrices, Kernels kernels, Operands operands) {
        FeatureMap input = operands.input();
        FeatureMap output = operands.output();
        int units = matrices.units(output);
        return KernelCall.moving(() -> kernels.matrixPacking().run(matrices, input, output, 0, units));
    }

    private static KernelCall rearrangement(Grouping grouping, Direction direction, Kernels kernels,
            Operands operands) {
        return KernelCall.moving(operands.rows((input, output, begin, end) -> kernels.rearrangement().run(grouping,
                direction, input, output, begin, end)));
    }
}
