package dev.ghostlane.kernels.internal;

import dev.ghostlane.kernels.Kernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The vector width of this process and what follows from it. All `static final`, so the JIT compiler sees
/// constants. Loading this class needs the module `jdk.incubator.vector`.
public final class Simd {

    /// Float vectors of the chosen width: the platform's preferred one, or what
    /// `-Dghostlane.vectorBits=128|256|512` asks for.
    public static final VectorSpecies<Float> SPECIES = choose(System.getProperty(Kernels.VECTOR_BITS));

    /// Floats of a vector.
    public static final int LANES = SPECIES.length();

    /// Vector registers to plan tiles for: AVX-512 has 32, also for narrower vectors, and so have NEON and SVE;
    /// AVX2 has 16.
    public static final int REGISTERS = FloatVector.SPECIES_PREFERRED.length() >= 16
            || System.getProperty("os.arch").equals("aarch64") ? 32 : 16;

    private Simd() {}

    private static VectorSpecies<Float> choose(String bits) {
        return switch (bits) {
            case null -> FloatVector.SPECIES_PREFERRED;
            case "128" -> FloatVector.SPECIES_128;
            case "256" -> FloatVector.SPECIES_256;
            case "512" -> FloatVector.SPECIES_512;
            default -> throw new IllegalArgumentException(
                    "-D" + Kernels.VECTOR_BITS + " must be 128, 256 or 512, found " + bits);
        };
    }
}
