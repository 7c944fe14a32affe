package dev.ghostlane.kernels.jpeg;

import static dev.ghostlane.kernels.internal.IntegerSimd.HALF_SHORTS;
import static dev.ghostlane.kernels.internal.IntegerSimd.HALF_SHORT_VECTOR;
import static dev.ghostlane.kernels.internal.IntegerSimd.INTS;
import static dev.ghostlane.kernels.internal.IntegerSimd.INT_VECTOR;
import static dev.ghostlane.kernels.internal.IntegerSimd.LANES;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.I2S;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.S2I;

import dev.ghostlane.kernels.internal.TileTransposition;
import java.util.Arrays;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;

/// The SIMD kernel of [InverseDct].
///
/// *Tile and registers.* Lanes are the columns of both blocks of a pair in the first pass, their rows in the second; a
/// narrower vector takes a block, or half of one. A few pairs go through one step after the other, in small methods:
/// one with all steps is more than C1 can compile ("out of virtual registers"), and C2 then comes late or never. Pairs
/// of mere averages are filled in.
///
/// *Tail.* None. Blocks whose row 0 alone has coefficients, of a size that no encoder writes, are scalar: their
/// overflow is another one.
final class VectorInverseDct implements InverseDct {

    static final VectorInverseDct INSTANCE = new VectorInverseDct();

    private static final int CHUNK = 16;

    /// In the work memory: where transposed pairs begin.
    private static final int TRANSPOSED = CHUNK * PAIR;

    /// In the work memory: where the numbers of a chunk's pairs begin.
    private static final int LIST = 2 * CHUNK * PAIR;

    @Override
    public void run(short[] coefficients, int[] extents, int first, int step, int count, short[] quantisers,
            short[] band, int to, int toStep, int[] work) {
        InverseDct.check(coefficients, extents, first, step, count, quantisers, band, to, toStep, work);
        for (int done = 0; done < count; done += CHUNK) {
            int from = first + done * step;
            int out = to + done * toStep;
            int listed = 0;
            for (int i = 0; i < Math.min(CHUNK, count - done); i++) {
                int pair = from + i * step;
                if ((extents[2 * pair] | extents[2 * pair + 1]) == 0) {
                    flat(coefficients, pair * PAIR, quantisers, band, out + i * toStep);
                } else if (overflows(coefficients, extents, pair, quantisers)) {
                    ScalarInverseDct.pair(coefficients, extents, pair, quantisers, band, out + i * toStep);
                } else {
                    work[LIST + listed++] = i;
                }
                extents[2 * pair] = 0;
                extents[2 * pair + 1] = 0;
            }
            dequantise(coefficients, from, step, listed, quantisers, work);
            transform(work, 0, listed, 11, 0, Short.MIN_VALUE, Short.MAX_VALUE);
            TileTransposition.run(work, listed, TRANSPOSED);
            transform(work, TRANSPOSED, listed, 18, 128, 0, 255);
            store(work, listed, band, out, toStep);
        }
    }

    private static void flat(short[] coefficients, int at, short[] quantisers, short[] band, int to) {
        short upper = ScalarInverseDct.flat(coefficients[at], quantisers[0]);
        short lower = ScalarInverseDct.flat(coefficients[at + 8], quantisers[8]);
        coefficients[at] = 0;
        coefficients[at + 8] = 0;
        for (int column = to; column < to + PAIR; column += 16) {
            Arrays.fill(band, column, column + 8, upper);
            Arrays.fill(band, column + 8, column + 16, lower);
        }
    }

    /// Whether a block with coefficients in row 0 only becomes too large for 16 bits in the first pass.
    private static boolean overflows(short[] coefficients, int[] extents, int pair, short[] quantisers) {
        boolean result = false;
        for (int half = 0; half < 16; half += 8) {
            int extent = extents[2 * pair + half / 8];
            int columns = extent == 0 ? 1 : extent < 8 ? 8 : 0;
            for (int column = half; column < half + columns; column++) {
                int value = (short) (coefficients[pair * PAIR + column] * quantisers[column]);
                result |= value << 2 != (short) (value << 2);
            }
        }
        return result;
    }

    private static void dequantise(short[] coefficients, int first, int step, int count, short[] quantisers,
            int[] work) {
        for (int i = 0; i < count; i++) {
            int from = (first + work[LIST + i] * step) * PAIR;
            for (int k = 0; k < PAIR; k += LANES) {
                INT_VECTOR.cast(ShortVector.fromArray(HALF_SHORTS, coefficients, from + k)
                        .mul(ShortVector.fromArray(HALF_SHORTS, quantisers, k)).convertShape(S2I, INTS, 0))
                        .intoArray(work, i * PAIR + k);
                HALF_SHORT_VECTOR.cast(ShortVector.zero(HALF_SHORTS)).intoArray(coefficients, from + k);
            }
        }
    }

    /// The transform of 8 vectors of each pair, in place.
    private static void transform(int[] work, int begin, int count, int shift, int add, int least, int most) {
        int round = (1 << shift - 1) + (add << shift);
        for (int vector = 0; vector < count * 16; vector += LANES) {
            int at = begin + vector / 16 * PAIR + vector % 16;
            IntVector in0 = IntVector.fromArray(INTS, work, at);
            IntVector in4 = IntVector.fromArray(INTS, work, at + 64);
            IntVector in2 = IntVector.fromArray(INTS, work, at + 32);
            IntVector in6 = IntVector.fromArray(INTS, work, at + 96);
            // Times 2¹³, of what is left in 16 bits.
            IntVector even0 = in0.add(in4).lanewise(LSHL, 16).lanewise(ASHR, 3).add(round);
            IntVector even1 = in0.sub(in4).lanewise(LSHL, 16).lanewise(ASHR, 3).add(round);
            IntVector turned = in2.add(in6).mul(4433);
            IntVector even3 = turned.add(in2.mul(6270));
            IntVector even2 = turned.sub(in6.mul(15137));
            IntVector in1 = IntVector.fromArray(INTS, work, at + 16);
            IntVector in3 = IntVector.fromArray(INTS, work, at + 48);
            IntVector in5 = IntVector.fromArray(INTS, work, at + 80);
            IntVector in7 = IntVector.fromArray(INTS, work, at + 112);
            IntVector z3 = in7.add(in3).lanewise(LSHL, 16).lanewise(ASHR, 16);
            IntVector z4 = in5.add(in1).lanewise(LSHL, 16).lanewise(ASHR, 16);
            IntVector z5 = z3.add(z4).mul(9633);
            z3 = z5.sub(z3.mul(16069));
            z4 = z5.sub(z4.mul(3196));
            IntVector z1 = in7.add(in1).mul(7373);
            IntVector z2 = in5.add(in3).mul(20995);
            IntVector odd0 = in7.mul(2446).sub(z1).add(z3);
            IntVector odd1 = in5.mul(16819).sub(z2).add(z4);
            IntVector odd2 = in3.mul(25172).sub(z2).add(z3);
            IntVector odd3 = in1.mul(12299).sub(z1).add(z4);
            in0 = even0.add(even3);
            in3 = even0.sub(even3);
            in1 = even1.add(even2);
            in2 = even1.sub(even2);
            INT_VECTOR.cast(in0.add(odd3).lanewise(ASHR, shift).max(least).min(most)).intoArray(work, at);
            INT_VECTOR.cast(in0.sub(odd3).lanewise(ASHR, shift).max(least).min(most)).intoArray(work, at + 112);
            INT_VECTOR.cast(in1.add(odd2).lanewise(ASHR, shift).max(least).min(most)).intoArray(work, at + 16);
            INT_VECTOR.cast(in1.sub(odd2).lanewise(ASHR, shift).max(least).min(most)).intoArray(work, at + 96);
            INT_VECTOR.cast(in2.add(odd1).lanewise(ASHR, shift).max(least).min(most)).intoArray(work, at + 32);
            INT_VECTOR.cast(in2.sub(odd1).lanewise(ASHR, shift).max(least).min(most)).intoArray(work, at + 80);
            INT_VECTOR.cast(in3.add(odd0).lanewise(ASHR, shift).max(least).min(most)).intoArray(work, at + 48);
            INT_VECTOR.cast(in3.sub(odd0).lanewise(ASHR, shift).max(least).min(most)).intoArray(work, at + 64);
        }
    }

    private static void store(int[] work, int count, short[] band, int to, int toStep) {
        for (int i = 0; i < count; i++) {
            int out = to + work[LIST + i] * toStep;
            for (int k = 0; k < PAIR; k += LANES) {
                HALF_SHORT_VECTOR.cast(IntVector.fromArray(INTS, work, TRANSPOSED + i * PAIR + k)
                        .convertShape(I2S, HALF_SHORTS, 0)).intoArray(band, out + k);
            }
        }
    }
}
