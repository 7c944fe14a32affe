package dev.ghostlane.bench.peak;

import dev.ghostlane.kernels.Kernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.CompilerControl;

/// The most fused multiply-adds that one thread of this process gets done: the yardstick of all kernels.
///
/// *Computes.* Independent accumulators, accumulator `i` starting from `i + 1`, each
/// `acc = fma(0.999, 0.001, acc)` `steps` times; the result is their sum in order. They start from different numbers
/// so that none can be shared, and grow, so no subnormal number slows them down. The accumulator is the addend, as in
/// a kernel and as the instruction wants it, which adds to a register in place: with the accumulator as a factor each
/// FMA would need a copy before it.
///
/// *Tile and registers.* A CPU that starts `p` FMAs a cycle, each taking `t` cycles, needs `p · t` of them in
/// flight: 8 for two units of 4 cycles, 16 for four. 12 accumulators and two constants fit 16 vector registers;
/// 24 need 32 registers. Both forms are measured and the faster one counts, so that neither spilling (24 with
/// 16 registers) nor waiting (12 on a wide CPU) is taken for the peak. The loops are not inlined, because C2 may
/// compile them less well within a caller. Only JMH reads the annotations that say so; for the other commands
/// `launch.sh` tells the JVM the same.
public final class FmaPeak {

    /// Vectors as wide as the kernels', so that the peak is the one of the width under test; the platform's
    /// preferred width if the kernels are scalar.
    private static final VectorSpecies<Float> SPECIES = Kernels.best().isSimd()
            ? VectorSpecies.of(float.class, VectorShape.forBitSize(Kernels.best().lanes() * Float.SIZE))
            : FloatVector.SPECIES_PREFERRED;

    /// Steps of a timed call: some ten microseconds.
    static final int STEPS = 2_000;

    private static final float FACTOR = 0.999f;
    private static final float ADDEND = 0.001f;

    /// Calls of a measurement: some ten milliseconds, in which even a busy machine has quiet moments.
    private static final int CALLS = 1_000;

    /// Calls of a look during warm-up, when a call may take milliseconds.
    private static final int WARMUP_CALLS = 100;
    private static final long SHORTEST_WARMUP = 200_000_000;
    private static final long LONGEST_WARMUP = 3_000_000_000L;

    private static boolean warm;

    private FmaPeak() {}

    /// Measures the peak now, which takes some hundredths of a second, and up to some seconds the first time.
    ///
    /// @return billions of floating-point operations a second of one thread, two for a multiply-add
    /// @throws IllegalStateException if the loop computed something else than it should
    public static synchronized double gigaflops() {
        if (!warm) {
            warmUp(12);
            warmUp(24);
            verify(12);
            verify(24);
            warm = true;
        }
        return Math.max(best(12, CALLS), best(24, CALLS));
    }

    /// Floating-point operations of a call.
    static long multiplyAdds(int accumulators, int steps) {
        return (long) accumulators * steps * SPECIES.length();
    }

    /// Throws unless the vector loop gives the number that plain arithmetic gives.
    static void verify(int accumulators) {
        float expected = expected(accumulators, STEPS);
        float actual = run(accumulators, STEPS);
        if (Float.floatToIntBits(expected) != Float.floatToIntBits(actual)) {
            throw new IllegalStateException("the FMA loop with " + accumulators + " accumulators gave " + actual
                    + " instead of " + expected);
        }
    }

    /// Runs the loop with 12 or 24 accumulators.
    static float run(int accumulators, int steps) {
        return switch (accumulators) {
            case 12 -> accumulators12(steps);
            case 24 -> accumulators24(steps);
            default -> throw new IllegalArgumentException("accumulators must be 12 or 24, found " + accumulators);
        };
    }

    private static float expected(int accumulators, int steps) {
        float sum = 0;
        for (int i = 0; i < accumulators; i++) {
            float acc = i + 1;
            for (int step = 0; step < steps; step++) {
                acc = Math.fma(FACTOR, ADDEND, acc);
            }
            sum += acc;
        }
        return sum;
    }

    private static void warmUp(int accumulators) {
        long start = System.nanoTime();
        long improved = start;
        double best = 0;
        long now = start;
        while (now - start < LONGEST_WARMUP && (now - start < SHORTEST_WARMUP || now - improved < SHORTEST_WARMUP)) {
            double speed = best(accumulators, WARMUP_CALLS);
            now = System.nanoTime();
            if (speed > best * 1.02) {
                best = speed;
                improved = now;
            }
        }
    }

    /// The fastest of some calls: whatever disturbs a call only makes it slower.
    private static double best(int accumulators, int calls) {
        long shortest = Long.MAX_VALUE;
        float sum = 0;
        for (int call = 0; call < calls; call++) {
            long start = System.nanoTime();
            sum += run(accumulators, STEPS);
            long nanos = System.nanoTime() - start;
            shortest = Math.min(shortest, nanos);
            if (nanos > LONGEST_WARMUP / WARMUP_CALLS) {
                break;
            }
        }
        if (!(sum > 0)) {
            throw new IllegalStateException("the FMA loop gave " + sum);
        }
        return 2.0 * multiplyAdds(accumulators, STEPS) / shortest;
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private static float accumulators12(int steps) {
        FloatVector m = FloatVector.broadcast(SPECIES, FACTOR);
        FloatVector b = FloatVector.broadcast(SPECIES, ADDEND);
        FloatVector a0 = start(1);
        FloatVector a1 = start(2);
        FloatVector a2 = start(3);
        FloatVector a3 = start(4);
        FloatVector a4 = start(5);
        FloatVector a5 = start(6);
        FloatVector a6 = start(7);
        FloatVector a7 = start(8);
        FloatVector a8 = start(9);
        FloatVector a9 = start(10);
        FloatVector a10 = start(11);
        FloatVector a11 = start(12);
        for (int step = 0; step < steps; step++) {
            a0 = m.fma(b, a0);
            a1 = m.fma(b, a1);
            a2 = m.fma(b, a2);
            a3 = m.fma(b, a3);
            a4 = m.fma(b, a4);
            a5 = m.fma(b, a5);
            a6 = m.fma(b, a6);
            a7 = m.fma(b, a7);
            a8 = m.fma(b, a8);
            a9 = m.fma(b, a9);
            a10 = m.fma(b, a10);
            a11 = m.fma(b, a11);
        }
        return a0.add(a1).add(a2).add(a3).add(a4).add(a5).add(a6).add(a7).add(a8).add(a9).add(a10)
                .add(a11).lane(0);
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private static float accumulators24(int steps) {
        FloatVector m = FloatVector.broadcast(SPECIES, FACTOR);
        FloatVector b = FloatVector.broadcast(SPECIES, ADDEND);
        FloatVector a0 = start(1);
        FloatVector a1 = start(2);
        FloatVector a2 = start(3);
        FloatVector a3 = start(4);
        FloatVector a4 = start(5);
        FloatVector a5 = start(6);
        FloatVector a6 = start(7);
        FloatVector a7 = start(8);
        FloatVector a8 = start(9);
        FloatVector a9 = start(10);
        FloatVector a10 = start(11);
        FloatVector a11 = start(12);
        FloatVector a12 = start(13);
        FloatVector a13 = start(14);
        FloatVector a14 = start(15);
        FloatVector a15 = start(16);
        FloatVector a16 = start(17);
        FloatVector a17 = start(18);
        FloatVector a18 = start(19);
        FloatVector a19 = start(20);
        FloatVector a20 = start(21);
        FloatVector a21 = start(22);
        FloatVector a22 = start(23);
        FloatVector a23 = start(24);
        for (int step = 0; step < steps; step++) {
            a0 = m.fma(b, a0);
            a1 = m.fma(b, a1);
            a2 = m.fma(b, a2);
            a3 = m.fma(b, a3);
            a4 = m.fma(b, a4);
            a5 = m.fma(b, a5);
            a6 = m.fma(b, a6);
            a7 = m.fma(b, a7);
            a8 = m.fma(b, a8);
            a9 = m.fma(b, a9);
            a10 = m.fma(b, a10);
            a11 = m.fma(b, a11);
            a12 = m.fma(b, a12);
            a13 = m.fma(b, a13);
            a14 = m.fma(b, a14);
            a15 = m.fma(b, a15);
            a16 = m.fma(b, a16);
            a17 = m.fma(b, a17);
            a18 = m.fma(b, a18);
            a19 = m.fma(b, a19);
            a20 = m.fma(b, a20);
            a21 = m.fma(b, a21);
            a22 = m.fma(b, a22);
            a23 = m.fma(b, a23);
        }
        return a0.add(a1).add(a2).add(a3).add(a4).add(a5).add(a6).add(a7).add(a8).add(a9).add(a10)
                .add(a11).add(a12).add(a13).add(a14).add(a15).add(a16).add(a17).add(a18).add(a19)
                .add(a20).add(a21).add(a22).add(a23).lane(0);
    }

    private static FloatVector start(int value) { return FloatVector.broadcast(SPECIES, value); }
}
