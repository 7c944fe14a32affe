package dev.ghostlane.kernels.internal;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// Vectors of half the width of [Simd], for maps with fewer channels than a whole vector has lanes; at least 128 bits.
///
/// Whole vectors with masks lose there: a load that covers bytes of a masked store which is still on its way (the other
/// half of a concatenation, in the same cache line) waits for it.
///
/// C2 needs the species as a constant, so the depthwise microkernels are there a second time with this class in place
/// of [Simd]: `kernels/generator/Generate.java` writes them.
public final class HalfSimd {

    /// Floats of a vector.
    public static final int LANES = Math.max(Simd.LANES / 2, 4);

    /// Float vectors of half the width.
    public static final VectorSpecies<Float> SPECIES = VectorSpecies.of(float.class,
            VectorShape.forBitSize(LANES * Float.SIZE));

    /// As [Simd#REGISTERS].
    public static final int REGISTERS = Simd.REGISTERS;

    /// The class of these vectors, see [Simd#VECTOR].
    public static final Class<? extends FloatVector> VECTOR = SPECIES.vectorType().asSubclass(FloatVector.class);

    private HalfSimd() {}
}
