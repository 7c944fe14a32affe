package dev.ghostlane.kernels;

import dev.ghostlane.kernels.internal.FusedMultiplyAdd;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/// Decides once in a process whether the SIMD kernels can be used.
///
/// @param kernels what was chosen
/// @param reason why, for people
record KernelChoice(Kernels kernels, String reason) {

    static final Kernels SCALAR = new Kernels() {
    };

    private static final String MODULE = "jdk.incubator.vector";

    private static final Set<String> WIDTHS = Set.of("128", "256", "512");

    private static final Lock DECIDING = new ReentrantLock();

    private static volatile KernelChoice made;

    /// @throws IllegalArgumentException if the system property asks for a vector width that there is not
    static KernelChoice get() {
        KernelChoice choice = made;
        return choice == null ? decideOnce() : choice;
    }

    private static KernelChoice decideOnce() {
        DECIDING.lock();
        try {
            if (made == null) {
                made = choose();
            }
            return made;
        } finally {
            DECIDING.unlock();
        }
    }

    private static KernelChoice choose() {
        KernelChoice choice = decide();
        // Only what is worth the start of the platform's logging, which takes tens of milliseconds.
        if (!choice.kernels.isSimd() && !"false".equals(System.getProperty(Kernels.SIMD))) {
            System.getLogger("dev.ghostlane.kernels").log(Level.WARNING, choice.reason);
        }
        return choice;
    }

    private static KernelChoice decide() {
        String bits = System.getProperty(Kernels.VECTOR_BITS);
        if (bits != null && !WIDTHS.contains(bits)) {
            throw new IllegalArgumentException("-D" + Kernels.VECTOR_BITS + " must be 128, 256 or 512, found " + bits);
        }
        if ("false".equals(System.getProperty(Kernels.SIMD))) {
            return scalar("-D" + Kernels.SIMD + "=false");
        }
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            // Eight times: GhostNetV2 1.0 at 224×224, 51 ms against 6 ms (Zen 5, 512 bits).
            return scalar("the module " + MODULE + " is not there, so runs take about eight times as long; to switch"
                    + " SIMD on start java with --add-modules " + MODULE + ", or set JDK_JAVA_OPTIONS=--add-modules="
                    + MODULE + " (docs/packaging.md has it for containers, tests and IDEs)");
        }
        if (!FusedMultiplyAdd.IS_INSTRUCTION) {
            // GhostNetV2 1.0 at 224×224, 285 ms against 6 ms with SIMD and 52 ms without (Granite Rapids).
            return scalar(
                    "this CPU, or this Java, has no fused multiply-add instruction, so runs take about forty times"
                            + " as long; a virtual machine may need another type of CPU, such as QEMU's -cpu host");
        }
        return SimdKernels.choice();
    }

    private static KernelChoice scalar(String reason) {
        return new KernelChoice(SCALAR, "scalar kernels: " + reason);
    }
}
