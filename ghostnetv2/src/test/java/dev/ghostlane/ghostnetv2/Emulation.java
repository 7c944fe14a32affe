package dev.ghostlane.ghostnetv2;

import dev.ghostlane.kernels.Kernels;

/// Tells whether this JVM runs vectors wider than the CPU's. Such vectors are emulated by slow Java code that
/// allocates, so that tests do less there and leave out those of allocation.
final class Emulation {

    /// Whether vectors are emulated.
    static final boolean ON = Kernels.best().lanes() > preferredLanes();

    private Emulation() {}

    /// Reflection, because the tests also run where the module is missing.
    private static int preferredLanes() {
        if (!Kernels.best().isSimd()) {
            return 1;
        }
        try {
            Object species = Class.forName("jdk.incubator.vector.FloatVector").getField("SPECIES_PREFERRED")
                    .get(null);
            return (int) Class.forName("jdk.incubator.vector.VectorSpecies").getMethod("length")
                    .invoke(species);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the Vector API has changed", e);
        }
    }
}
