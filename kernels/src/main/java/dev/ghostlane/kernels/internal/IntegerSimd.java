package dev.ghostlane.kernels.internal;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// Vectors of integers of the width of [Simd], for kernels of images.
public final class IntegerSimd {

    /// Integers of a vector.
    public static final int LANES = Simd.LANES;

    /// Vectors of 32-bit integers.
    public static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, Simd.SPECIES.vectorShape());

    /// As many 16-bit integers, in a vector of half the width: what is converted to [#INTS] and back.
    public static final VectorSpecies<Short> HALF_SHORTS = VectorSpecies.of(short.class,
            VectorShape.forBitSize(Simd.SPECIES.vectorBitSize() / 2));

    /// Vectors of at most 8 integers of 32 bits: as wide as 16 samples, or half of that.
    public static final VectorSpecies<Integer> INTS8 = LANES == 16
            ? VectorSpecies.of(int.class, VectorShape.forBitSize(Simd.SPECIES.vectorBitSize() / 2))
            : INTS;

    /// As many 16-bit integers as [#INTS8] has lanes.
    public static final VectorSpecies<Short> SHORTS8 = VectorSpecies.of(short.class,
            VectorShape.forBitSize(INTS8.vectorBitSize() / 2));

    /// The bytes of vectors of [#INTS8].
    public static final VectorSpecies<Byte> BYTES8 = VectorSpecies.of(byte.class, INTS8.vectorShape());

    /// Half as many bytes as [#BYTES8] has.
    public static final VectorSpecies<Byte> HALF_BYTES8 = VectorSpecies.of(byte.class,
            VectorShape.forBitSize(INTS8.vectorBitSize() / 2));

    /// Whole vectors of 16-bit integers.
    public static final VectorSpecies<Short> SHORTS = VectorSpecies.of(short.class, Simd.SPECIES.vectorShape());

    /// Vectors of 16-bit integers that are no longer than the 16 rows of a column.
    public static final VectorSpecies<Short> COLUMN = LANES == 16 ? HALF_SHORTS : SHORTS;

    /// Whole vectors of bytes.
    public static final VectorSpecies<Byte> BYTES = VectorSpecies.of(byte.class, Simd.SPECIES.vectorShape());

    /// As [Simd#VECTOR]. Long chains cast every vector. `lanewise(op, int)`, `max(int)` and their like are methods that
    /// all kernels share, and what C2 knows of their vectors is the profile of all of them. Where that had seen two
    /// widths, C2 allocated the vectors of whole kernels, 30 MB for a photo (JDK 25.0.3).
    public static final Class<? extends IntVector> INT_VECTOR = INTS.vectorType().asSubclass(IntVector.class);

    /// As [Simd#VECTOR].
    public static final Class<? extends IntVector> INT8_VECTOR = INTS8.vectorType().asSubclass(IntVector.class);

    /// As [Simd#VECTOR].
    public static final Class<? extends ByteVector> BYTE8_VECTOR = BYTES8.vectorType().asSubclass(ByteVector.class);

    /// As [Simd#VECTOR].
    public static final Class<? extends ByteVector> HALF_BYTE8_VECTOR = HALF_BYTES8.vectorType()
            .asSubclass(ByteVector.class);

    /// As [Simd#VECTOR].
    public static final Class<? extends ShortVector> HALF_SHORT_VECTOR = HALF_SHORTS.vectorType()
            .asSubclass(ShortVector.class);

    /// As [Simd#VECTOR].
    public static final Class<? extends ShortVector> COLUMN_VECTOR = COLUMN.vectorType().asSubclass(ShortVector.class);

    /// As [Simd#VECTOR].
    public static final Class<? extends ShortVector> SHORT_VECTOR = SHORTS.vectorType().asSubclass(ShortVector.class);

    /// As [Simd#VECTOR].
    public static final Class<? extends ByteVector> BYTE_VECTOR = BYTES.vectorType().asSubclass(ByteVector.class);

    private IntegerSimd() {}

    /// For each lane of a vector of `lanes` where it comes from when the lower or upper halves of groups of lanes of
    /// two vectors are interleaved: a lane of the first vector, or of the second, counted on.
    ///
    /// @param lanes of a vector
    /// @param group lanes of a group
    /// @param half 0 for the lower halves, 1 for the upper ones
    public static int[] interleaved(int lanes, int group, int half) {
        int[] from = new int[lanes];
        for (int lane = 0; lane < lanes; lane++) {
            from[lane] = lane % 2 * lanes + lane / group * group + half * group / 2 + lane % group / 2;
        }
        return from;
    }
}
