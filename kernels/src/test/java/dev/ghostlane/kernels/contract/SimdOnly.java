package dev.ghostlane.kernels.contract;

import dev.ghostlane.kernels.Kernels;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;

/// Skips properties that compare SIMD with scalar kernels in a JVM that has no SIMD kernels.
public final class SimdOnly implements SkipExecutionHook {

    /// For jqwik.
    public SimdOnly() {}

    @Override
    public SkipResult shouldBeSkipped(LifecycleContext context) {
        return Kernels.best().isSimd() ? SkipResult.doNotSkip() : SkipResult.skip(Kernels.choice());
    }
}
