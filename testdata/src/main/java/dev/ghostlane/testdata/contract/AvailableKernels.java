package dev.ghostlane.testdata.contract;

import dev.ghostlane.kernels.Kernels;
import java.util.List;

/// Ghostlane's own kernels that this JVM can run.
public final class AvailableKernels {

    private AvailableKernels() {}

    /// {@return the scalar kernels, and the SIMD kernels if there are any}
    public static List<Kernels> all() {
        return Kernels.best().isSimd()
                ? List.of(Kernels.scalar(), Kernels.best())
                : List.of(Kernels.scalar());
    }
}
