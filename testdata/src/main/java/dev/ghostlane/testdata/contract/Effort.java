package dev.ghostlane.testdata.contract;

import dev.ghostlane.kernels.Kernels;

/// How much work a generated case may be. Vectors wider than the CPU's are emulated by slow Java code, so
/// that runs at these widths get smaller cases.
public final class Effort {

    private static final boolean EMULATED = Kernels.best().lanes() > preferredLanes();

    private Effort() {}

    /// {@return whether this JVM emulates vectors that the CPU does not have}
    public static boolean isEmulated() { return EMULATED; }

    /// {@return the number of multiply-adds, or elements for operations without, of a generated case}
    public static long work() { return EMULATED ? 20_000 : 200_000; }

    /// {@return how many units of a given cost a case may have}
    ///
    /// @param cost work of a unit: multiply-adds, or elements for operations without
    public static long units(long cost) { return Math.max(work() / cost, 1); }

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
