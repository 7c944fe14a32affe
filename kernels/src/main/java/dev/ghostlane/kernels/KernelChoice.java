package dev.ghostlane.kernels;

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

    /// How often the time of some FMAs is taken.
    private static final int FMA_ATTEMPTS = 20;

    private static final int FMAS_PER_ATTEMPT = 100;

    /// What the sum is multiplied by, so that it stays finite.
    private static final float FMA_FACTOR = 0.999f;

    /// Nanoseconds that an attempt stays below if FMAs are instructions, even in the interpreter.
    private static final long SLOWEST_ATTEMPT_NANOS = 20_000;

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
        if (!hasFusedMultiplyAdd()) {
            return scalar("this CPU, or this Java, has no fused multiply-add instruction; all kernels are slow");
        }
        return SimdKernels.choice();
    }

    private static KernelChoice scalar(String reason) {
        return new KernelChoice(SCALAR, "scalar kernels: " + reason);
    }

    /// Whether `Math.fma` is an instruction. Without it every call goes through `BigDecimal`, and so does every
    /// lane of `FloatVector.fma`: some hundred times slower, which the fastest of a few tries shows.
    private static boolean hasFusedMultiplyAdd() {
        float sum = 1;
        long fastest = Long.MAX_VALUE;
        for (int attempt = 0; attempt < FMA_ATTEMPTS; attempt++) {
            long start = System.nanoTime();
            for (int i = 0; i < FMAS_PER_ATTEMPT; i++) {
                sum = Math.fma(sum, FMA_FACTOR, 0.001f * i);
            }
            fastest = Math.min(fastest, System.nanoTime() - start);
        }
        return fastest < SLOWEST_ATTEMPT_NANOS && sum > 0;
    }
}
