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

/// What [AttentionBenchmark] runs.
public enum AttentionOperation {

    /// `softmax(Q · Kᵀ · scale) · V` with packed keys and values, without projections.
    ATTENTION {
        @Override
        OpShape shape(AttentionSize of) { return OpShape.of(of.map(), of.map()); }

        @Override
        KernelCall define(AttentionSize of, Kernels kernels, Operands operands, RandomFloats random) {
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
        }
    },

    /// `Q · Kᵀ` alone, block by block of queries, each block into the memory of the one before.
    SCORES {
        @Override
        OpShape shape(AttentionSize of) { return OpShape.of(of.map(), of.scores()); }

        @Override
        KernelCall define(AttentionSize of, Kernels kernels, Operands operands, RandomFloats random) {
            TokenMatrices matrices = of.keys();
            FeatureMap keys = pack(of, matrices, kernels, Operands.after(operands.output()), operands, random);
            AttentionProducts products = new AttentionProducts(of.attention(), kernels);
            return new KernelCall(of.product(), of.packed(matrices).floats(),
                    () -> products.scores(operands.input(), keys, operands.output()));
        }
    },

    /// The weights of a block of queries times the values, as for [#SCORES].
    VALUES {
        @Override
        OpShape shape(AttentionSize of) { return OpShape.of(of.scores(), of.map()); }

        @Override
        KernelCall define(AttentionSize of, Kernels kernels, Operands operands, RandomFloats random) {
            TokenMatrices matrices = of.values();
            FeatureMap values = pack(of, matrices, kernels, Operands.after(operands.output()), operands, random);
            AttentionProducts products = new AttentionProducts(of.attention(), kernels);
            return new KernelCall(of.product(), of.packed(matrices).floats(),
                    () -> products.values(operands.input(), values, operands.output()));
        }
    },

    /// Packs keys: a transposition.
    PACK_KEYS {
        @Override
        OpShape shape(AttentionSize of) { return OpShape.of(of.map(), of.packed(of.keys())); }

        @Override
        KernelCall define(AttentionSize of, Kernels kernels, Operands operands, RandomFloats random) {
            return packing(of.keys(), kernels, operands);
        }
    },

    /// Packs values: copies by rows.
    PACK_VALUES {
        @Override
        OpShape shape(AttentionSize of) { return OpShape.of(of.map(), of.packed(of.values())); }

        @Override
        KernelCall define(AttentionSize of, Kernels kernels, Operands operands, RandomFloats random) {
            return packing(of.values(), kernels, operands);
        }
    },

    /// A constant matrix of all pairs of pixels times packed tokens: the fully connected layer whose weights all
    /// channels share.
    MATRIX_PRODUCT {
        @Override
        OpShape shape(AttentionSize of) { return OpShape.of(of.map(), of.map()); }

        @Override
        KernelCall define(AttentionSize of, Kernels kernels, Operands operands, RandomFloats random) {
            TokenMatrices matrices = of.values();
            FeatureMap packed = pack(of, matrices, kernels, Operands.after(operands.output()), operands, random);
            float[] left = random.next(of.tokens() * of.tokens());
            FeatureMap output = operands.output();
            int units = MatrixProduct.units(matrices, output);
            return new KernelCall(of.product(), left.length + of.packed(matrices).floats(),
                    () -> kernels.matrixProduct().run(matrices, left, packed, output, 0, units));
        }
    },

    /// A fully connected layer along the columns, with weights of each channel's own.
    TOKEN_MIXING {
        @Override
        OpShape shape(AttentionSize of) { return OpShape.of(of.map(), of.map()); }

        @Override
        KernelCall define(AttentionSize of, Kernels kernels, Operands operands, RandomFloats random) {
            float[] weights = random.next(TokenMixing.weightFloats(Sequences.COLUMN, of.map().height(),
                    of.map().width(), of.map().channels()));
            FeatureMap input = operands.input();
            FeatureMap output = operands.output();
            return new KernelCall(of.map().floats() * of.map().height(), weights.length, () -> kernels.tokenMixing()
                    .run(Sequences.COLUMN, weights, input, output, 0, output.rows()));
        }
    },

    /// Window partition, windows of 7×7.
    PARTITION {
        @Override
        OpShape shape(AttentionSize of) { return OpShape.of(of.map(), tokens(of, WINDOWS)); }

        @Override
        KernelCall define(AttentionSize of, Kernels kernels, Operands operands, RandomFloats random) {
            return rearrangement(WINDOWS, Direction.GROUP, kernels, operands);
        }
    },

    /// Window reverse, windows of 7×7.
    REVERSE {
        @Override
        OpShape shape(AttentionSize of) { return OpShape.of(tokens(of, WINDOWS), of.map()); }

        @Override
        KernelCall define(AttentionSize of, Kernels kernels, Operands operands, RandomFloats random) {
            return rearrangement(WINDOWS, Direction.UNGROUP, kernels, operands);
        }
    },

    /// MobileViT's unfolding, patches of 2×2.
    UNFOLD {
        @Override
        OpShape shape(AttentionSize of) { return OpShape.of(of.map(), tokens(of, PATCHES)); }

        @Override
        KernelCall define(AttentionSize of, Kernels kernels, Operands operands, RandomFloats random) {
            return rearrangement(PATCHES, Direction.GROUP, kernels, operands);
        }
    },

    /// MobileViT's folding, patches of 2×2.
    FOLD {
        @Override
        OpShape shape(AttentionSize of) { return OpShape.of(tokens(of, PATCHES), of.map()); }

        @Override
        KernelCall define(AttentionSize of, Kernels kernels, Operands operands, RandomFloats random) {
            return rearrangement(PATCHES, Direction.UNGROUP, kernels, operands);
        }
    },

    /// Layer normalisation over the channels of each pixel.
    LAYER_NORMALIZATION {
        @Override
        OpShape shape(AttentionSize of) { return OpShape.of(of.map(), of.map()); }

        @Override
        KernelCall define(AttentionSize of, Kernels kernels, Operands operands, RandomFloats random) {
            float[] scale = random.next(of.map().channels());
            float[] shift = random.next(of.map().channels());
            FeatureMap input = operands.input();
            FeatureMap output = operands.output();
            return new KernelCall(0, scale.length + shift.length, () -> kernels.layerNormalization().run(scale, shift,
                    1e-5f, input, output, 0, output.rows()));
        }
    };

    private static final Grouping WINDOWS = new Grouping(Grouping.Kind.WINDOWS, 7);
    private static final Grouping PATCHES = new Grouping(Grouping.Kind.PLACES, 2);

    /// Input and output of a call.
    abstract OpShape shape(AttentionSize of);

    /// Binds the kernel to its operands, as [KernelBenchmark#define] does.
    abstract KernelCall define(AttentionSize of, Kernels kernels, Operands operands, RandomFloats random);

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

    private static MapSize tokens(AttentionSize of, Grouping grouping) {
        MapSize map = of.map();
        return new MapSize(grouping.rows(map.height(), map.width()), grouping.tokens(map.height(), map.width()),
                map.channels(), map.channels());
    }

    private static KernelCall rearrangement(Grouping grouping, Direction direction, Kernels kernels,
            Operands operands) {
        FeatureMap input = operands.input();
        FeatureMap output = operands.output();
        return KernelCall
                .moving(() -> kernels.rearrangement().run(grouping, direction, input, output, 0, output.rows()));
    }
}
