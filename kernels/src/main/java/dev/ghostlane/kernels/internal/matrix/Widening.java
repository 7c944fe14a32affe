package dev.ghostlane.kernels.internal.matrix;

import dev.ghostlane.kernels.internal.Checks;
import dev.ghostlane.kernels.tensor.MatrixLayout;
import dev.ghostlane.kernels.tensor.PackedMatrix;
import dev.ghostlane.kernels.tensor.WeightFormat;

/// Makes floats of weights of 16 bits: exactly, so whoever does it gets the same bits.
///
/// *BF16* is the upper half of a float: a shift. *F16* has the exponent of a float less 112 when its sign, exponent and
/// fraction are moved to where a float has them; a product with 2¹¹² makes up for that. It is exact, subnormal weights
/// included, and infinities and NaN are in no [PackedMatrix].
///
/// *Scratch.* A kernel that reads each weight for many pixels widens a few tiles at a time into memory that stays in
/// the second-level cache, in the layout of a matrix in F32, and then is the kernel for F32.
public final class Widening {

    /// What is kept of an F16 extended to 32 bits and shifted left by 13: its sign, its exponent and its fraction.
    public static final int F16_BITS = 0x8fffffff;

    /// What a float is multiplied by whose exponent is that of an F16.
    public static final float F16_SCALE = 0x1p112f;

    private Widening() {}

    /// What widens.
    interface Kernel {

        /// Widens `count` weights of a 16-bit format.
        void widen(WeightFormat format, short[] from, int begin, int count, float[] to, int at);
    }

    /// Tiles that are widened at a time: as many as the kernels of [VectorMatrix] compute side by side.
    public static int tilesAtATime(PackedMatrix matrix) {
        return matrix.format() == WeightFormat.F32 ? matrix.tiles() : tilesSideBySide(matrix.layout());
    }

    private static int tilesSideBySide(MatrixLayout layout) {
        return Math.min(layout.tiles(), layout.tileRows() > 6 ? 1 : 4);
    }

    /// Floats of scratch memory that a kernel needs for a matrix: none for F32.
    public static int scratchFloats(PackedMatrix matrix) {
        if (matrix.format() == WeightFormat.F32) {
            return 0;
        }
        int vectors = 0;
        int tiles = tilesSideBySide(matrix.layout());
        // Larger tiles come first.
        for (int tile = 0; tile < tiles; tile++) {
            vectors += matrix.tileVectors(tile);
        }
        return Math.multiplyExact(vectors * matrix.lanes(), matrix.depth() + 1);
    }

    /// @throws IllegalArgumentException if there is less scratch memory from `at` on than a matrix needs
    public static void check(PackedMatrix matrix, float[] scratch, int at) {
        int floats = scratchFloats(matrix);
        if (floats > 0) {
            Checks.elements("scratch", at, (long) at + floats, scratch.length);
        }
    }

    /// The array in which the floats of some tiles lie after [#widen]: the matrix's own for F32.
    static float[] floats(PackedMatrix matrix, float[] scratch) {
        return matrix.format() == WeightFormat.F32 ? matrix.data() : scratch;
    }

    /// Widens tiles `begin … end − 1` into scratch memory from `to` on.
    ///
    /// @return what to add to the offset of such a tile in a matrix in F32 to find it in [#floats]
    static int widen(PackedMatrix matrix, int begin, int end, float[] scratch, int to, Kernel kernel) {
        if (matrix.format() == WeightFormat.F32) {
            return 0;
        }
        int base = to - matrix.tileOffset(begin);
        for (int tile = begin; tile < end; tile++) {
            int width = matrix.tileVectors(tile) * matrix.lanes();
            int at = base + matrix.tileOffset(tile);
            System.arraycopy(matrix.data(), matrix.biasOffset(tile), scratch, at, width);
            kernel.widen(matrix.format(), matrix.halves(), matrix.weightOffset(tile), width * matrix.depth(), scratch,
                    at + width);
        }
        return base;
    }

    /// The scalar reference.
    static final class Scalar implements Kernel {

        static final Scalar INSTANCE = new Scalar();

        @Override
        public void widen(WeightFormat format, short[] from, int begin, int count, float[] to, int at) {
            if (format == WeightFormat.BF16) {
                for (int i = 0; i < count; i++) {
                    to[at + i] = Float.intBitsToFloat(from[begin + i] << 16);
                }
            } else {
                for (int i = 0; i < count; i++) {
                    to[at + i] = Float.float16ToFloat(from[begin + i]);
                }
            }
        }
    }
}
