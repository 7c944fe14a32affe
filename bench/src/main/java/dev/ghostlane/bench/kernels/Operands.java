package dev.ghostlane.bench.kernels;

import dev.ghostlane.bench.RandomFloats;
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

    /// HotSpot places the elements of a large array 16 bytes behind an aligned address, so this is where the
    /// first cache line starts.
    private static final int FIRST = 12;

    /// Enough floats to make the array a large one.
    private static final int LARGE = 1 << 21;

    private static final long SEED = 1;

    /// Maps full of the same random numbers at every call, the output included.
    static Operands of(OpShape shape) {
        int gateAt = behind(FIRST, shape.input().span());
        int outputAt = behind(gateAt, shape.gateHeight() * shape.gateWidth() * shape.input().channels());
        int end = behind(outputAt, shape.output().span());
        float[] arena = new float[Math.max(end, LARGE)];
        new RandomFloats(SEED).fill(arena, 0, end);
        FeatureMap gate = shape.gateHeight() == 0
                ? null
                : FeatureMap.dense(arena, gateAt, 1, shape.gateHeight(), shape.gateWidth(),
                        shape.input().channels());
        int at = shape.beside() ? FIRST + shape.input().channels() : outputAt;
        return new Operands(arena, shape.input().in(arena, FIRST), gate, shape.output().in(arena, at));
    }

    /// Where a further map may begin behind one of these, whose pixels lie together.
    int behind(FeatureMap map) {
        return behind(map.index(0, 0), map.rows() * map.rowStride());
    }

    private static int behind(int offset, int floats) {
        return offset + (floats + LINE - 1) / LINE * LINE;
    }
}
