package dev.ghostlane.bench.peak;

import dev.ghostlane.kernels.Kernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.CompilerControl;

/// The bytes that one thread of this process reads and writes in a second, for data of some size.
///
/// *Computes.* `a[i] = b[i] + 3 · c[i]` over three arrays, again and again: two loads and a store for each element,
/// as in STREAM's triad. 12 bytes count for an element; that a store may have to fetch its cache line first does
/// not.
public final class Bandwidth {

    /// As wide as the kernels' vectors, see [FmaPeak].
    private static final VectorSpecies<Float> SPECIES = Kernels.best().isSimd()
            ? VectorSpecies.of(float.class, VectorShape.forBitSize(Kernels.best().lanes() * Float.SIZE))
            : FloatVector.SPECIES_PREFERRED;

    private static final int BYTES = 3 * Float.BYTES;
    private static final float FACTOR = 3;

    /// Bytes of a timed call, at least: some ten microseconds.
    private static final long CALL = 1 << 20;

    private Bandwidth() {}

    /// Measures.
    ///
    /// @param bytes size of the data: the three arrays together, at least 3 KB
    /// @param nanos how long, warm-up included; half of it is one
    /// @return billions of bytes a second: the best of many calls, since whatever disturbs one makes it slower
    /// @throws IllegalStateException if the loop computed something else than it should
    public static double gigabytes(long bytes, long nanos) {
        int length = Math.toIntExact(bytes / BYTES / SPECIES.length() * SPECIES.length());
        if (length < 1) {
            throw new IllegalArgumentException("bytes must be at least " + BYTES * SPECIES.length() + ", found "
                    + bytes);
        }
        float[] a = new float[length];
        float[] b = new float[length];
        float[] c = new float[length];
        for (int i = 0; i < length; i++) {
            b[i] = i % 1000;
            c[i] = i % 77;
        }
        int repeats = (int) Math.max(1, CALL / ((long) length * BYTES));
        long best = Long.MAX_VALUE;
        long begin = System.nanoTime();
        long now = begin;
        for (int call = 0; call < 3 || now - begin < nanos; call++) {
            long start = System.nanoTime();
            for (int i = 0; i < repeats; i++) {
                triad(a, b, c);
            }
            now = System.nanoTime();
            best = Math.min(best, now - start);
        }
        for (int i = 0; i < length; i++) {
            if (a[i] != Math.fma(c[i], FACTOR, b[i])) {
                throw new IllegalStateException("the triad gave " + a[i] + " at " + i);
            }
        }
        return (double) length * BYTES * repeats / best;
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private static void triad(float[] a, float[] b, float[] c) {
        FloatVector factor = FloatVector.broadcast(SPECIES, FACTOR);
        for (int i = 0; i < a.length; i += SPECIES.length()) {
            FloatVector.fromArray(SPECIES, c, i).fma(factor, FloatVector.fromArray(SPECIES, b, i)).intoArray(a, i);
        }
    }
}
