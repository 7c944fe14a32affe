package dev.ghostlane.kernels.internal;

/// `Math.fma` of floats, fast without the instruction, too.
public final class FusedMultiplyAdd {

    /// Whether `Math.fma` is an instruction. Without it every call goes through `BigDecimal`, and so does every
    /// lane of `FloatVector.fma`.
    public static final boolean IS_INSTRUCTION = isInstruction();

    private static final int ATTEMPTS = 20;

    private static final int FMAS_PER_ATTEMPT = 100;

    /// Nanoseconds that an attempt stays below if FMAs are instructions, even in the interpreter.
    private static final long SLOWEST_ATTEMPT_NANOS = 20_000;

    private FusedMultiplyAdd() {}

    /// The bits of `Math.fma(a, b, c)`, but for the payload of a NaN. The JIT compiles it to the instruction alone if
    /// there is one.
    public static float fma(float a, float b, float c) {
        return IS_INSTRUCTION ? Math.fma(a, b, c) : software(a, b, c);
    }

    /// The same in double precision. There the product is exact, and rounding the sum to float gives the right float
    /// unless it is halfway between two of them, because then what the sum itself lost decides. Halfway sums are those
    /// whose last 29 bits are a 1 and zeros, but for subnormal floats, which have fewer bits.
    static float software(float a, float b, float c) {
        double product = (double) a * b;
        double sum = product + c;
        float rounded = (float) sum;
        return (Double.doubleToRawLongBits(sum) & 0x1fffffff) != 0x10000000 && Math.abs(rounded) > Float.MIN_NORMAL
                ? rounded
                : (float) toOdd(product, c, sum);
    }

    /// The sum, rounded to odd: if it is not exact, of its two neighbours the one whose last bit is 1. Such a double
    /// rounds to the right float always, as it is never halfway.
    private static double toOdd(double product, double c, double sum) {
        double added = sum - product;
        double lost = product - (sum - added) + (c - added);
        long bits = Double.doubleToRawLongBits(sum);
        boolean exact = !(lost < 0 || lost > 0);
        return exact || (bits & 1) == 1
                ? sum
                : Double.longBitsToDouble(lost > 0 == sum > 0 ? bits + 1 : bits - 1);
    }

    /// The fastest of a few tries shows it.
    private static boolean isInstruction() {
        float sum = 1;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long start = System.nanoTime();
            for (int i = 0; i < FMAS_PER_ATTEMPT; i++) {
                // The factor keeps the sum finite.
                sum = Math.fma(sum, 0.999f, 0.001f * i);
            }
            if (System.nanoTime() - start < SLOWEST_ATTEMPT_NANOS && sum > 0) {
                return true;
            }
        }
        return false;
    }
}
