package dev.ghostlane.kernels.internal;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// The vector width of this process and what follows from it. All `static final`, so the JIT compiler sees
/// constants. Loading this class needs the module `jdk.incubator.vector`.
public final class Simd {

    /// Float vectors of the chosen width: the platform's preferred one, or what `-Dghostlane.vectorBits=128|256|512`
    /// asks for (`Kernels.VECTOR_BITS`, which this class must not know).
    public static final VectorSpecies<Float> SPECIES = choose(System.getProperty("ghostlane.vectorBits"));

    /// Floats of a vector.
    public static final int LANES = SPECIES.length();

    /// The class of these vectors. Large microkernels cast to it what they store: `VECTOR.cast(sum).intoArray(…)`.
    /// Without it C2 trusts its profile of `intoArray`, which all kernels share. Where that has seen vectors of two
    /// widths, C2 allocated every stored vector, in about one process of ten (JDK 25.0.3, depthwise 3×3). In compiled
    /// code the cast is nothing.
    public static final Class<? extends FloatVector> VECTOR = SPECIES.vectorType().asSubclass(FloatVector.class);

    /// Vector registers of the CPU, which say how many sums a microkernel can hold: 32 with AVX-512 (at any vector
    /// width) and on AArch64, otherwise 16. The system property `ghostlane.vectorRegisters` overrides it, for tests.
    public static final int REGISTERS = Integer.getInteger("ghostlane.vectorRegisters",
            FloatVector.SPECIES_PREFERRED.vectorBitSize() == 512 || System.getProperty("os.arch").equals("aarch64")
                    ? 32
                    : 16);

    private Simd() {}

    private static VectorSpecies<Float> choose(String bits) {
        return bits == null
                ? FloatVector.SPECIES_PREFERRED
                : VectorSpecies.of(float.class, VectorShape.forBitSize(Integer.parseInt(bits)));
    }
}
