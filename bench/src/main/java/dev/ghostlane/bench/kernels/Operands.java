package dev.ghostlane.bench.kernels;

import dev.ghostlane.bench.common.RandomFloats;
import dev.ghostlane.kernels.tensor.FeatureMap;

/// The maps of an operation in one array, as the engine's arena holds them: the JIT compiler must then assume
/// that a store may change what is loaded next, which separate arrays would hide.
///
/// @param arena the array
/// @param input what is read
/// @param gate what is read besides, null if there is none
/// @param output what is written
record Operands(float[] arena, FeatureMap input, FeatureMap gate, FeatureMap output) {

    /// Floats of a cache line.
    private static final int LINE = 16;

    /// HotSpot places the elements of a large array 16 bytes after an aligned address, so this is where the first cache
    /// line starts.
    static final int FIRST = 12;

    /// Enough floats to make the array a large one.
    private static final int LARGE = 1 << 21;

    private static final long SEED = 1;

    /// A kernel that computes rows of its output.
    @FunctionalInterface
    interface RowsKernel {
        void run(FeatureMap input, FeatureMap output, int rowBegin, int rowEnd);
    }

    /// A call of a kernel for all rows.
    Runnable rows(RowsKernel kernel) { return () -> kernel.run(input, output, 0, output.rows()); }

    /// Maps full of the same random numbers at every call, the output included.
    static Operands of(OpShape shape) {
        int gateAt = after(FIRST, shape.input().span());
        int outputAt = after(gateAt, shape.gateHeight() * shape.gateWidth() * shape.input().channels());
        float[] arena = arena(after(outputAt, shape.output().span()));
        FeatureMap gate = shape.gateHeight() == 0
                ? null
                : FeatureMap.dense(arena, gateAt, 1, shape.gateHeight(), shape.gateWidth(),
                        shape.input().channels());
        int at = shape.beside() ? FIRST + shape.input().channels() : outputAt;
        return new Operands(arena, shape.input().in(arena, FIRST), gate, shape.output().in(arena, at));
    }

    /// A large array whose first floats are random, the same at every call.
    static float[] arena(int floats) {
        float[] arena = new float[Math.max(floats, LARGE)];
        new RandomFloats(SEED).fill(arena, 0, floats);
        return arena;
    }

    /// Where the next map may begin after one of these, whose pixels lie together.
    static int after(FeatureMap map) { return after(map.index(0, 0), map.rows() * map.rowStride()); }

    /// Where the next map may begin after one at an offset.
    static int after(int offset, int floats) { return offset + (floats + LINE - 1) / LINE * LINE; }
}
