// Written by kernels/generator/Generate.java from InverseDctTiles.template; do not edit.
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

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;

/// The two passes of [VectorInverseDct], each over some pairs of blocks, of which the numbers are at `list[at]`.
final class InverseDctTiles {

    /// One half, of a result with 13 fraction bits of the constants, less 2 that the first pass keeps.
    private static final int FIRST_ROUND = 1 << 10;

    /// One half, and 128, of a result of the second pass, whose sums are 8 times too large, besides.
    private static final int SECOND_ROUND = (1 << 17) + (128 << 18);

    /// To which each vector is cast: see [dev.ghostlane.kernels.internal.IntegerSimd#INT_VECTOR].
    private static final Class<? extends IntVector> V = INT_VECTOR;

    private InverseDctTiles() {}

    /// The first pass of dequantised coefficients, which become 0.
    ///
    /// @param first of the first pair
    /// @param step from a pair to the next
    /// @param work receives the pairs that are listed, one after another
    static void columns(short[] coefficients, int first, int step, short[] quantisers, int[] list, int at, int count,
            int[] work) {
        ShortVector zero = ShortVector.zero(HALF_SHORTS);
        int round = FIRST_ROUND;
        for (int vector = 0; vector < count * 16; vector += LANES) {
            int lane = vector % 16;
            int from = first + list[at + vector / 16] * step + lane;
            int to = vector / 16 * 128 + lane;
            IntVector in0 = V.cast(HALF_SHORT_VECTOR.cast(ShortVector.fromArray(HALF_SHORTS, coefficients, from)
                    .mul(ShortVector.fromArray(HALF_SHORTS, quantisers, lane))).convertShape(S2I, INTS, 0));
            HALF_SHORT_VECTOR.cast(zero).intoArray(coefficients, from);
            IntVector in1 = V.cast(HALF_SHORT_VECTOR.cast(ShortVector.fromArray(HALF_SHORTS, coefficients, from + 16)
                    .mul(ShortVector.fromArray(HALF_SHORTS, quantisers, lane + 16))).convertShape(S2I, INTS, 0));
            HALF_SHORT_VECTOR.cast(zero).intoArray(coefficients, from + 16);
            IntVector in2 = V.cast(HALF_SHORT_VECTOR.cast(ShortVector.fromArray(HALF_SHORTS, coefficients, from + 32)
                    .mul(ShortVector.fromArray(HALF_SHORTS, quantisers, lane + 32))).convertShape(S2I, INTS, 0));
            HALF_SHORT_VECTOR.cast(zero).intoArray(coefficients, from + 32);
            IntVector in3 = V.cast(HALF_SHORT_VECTOR.cast(ShortVector.fromArray(HALF_SHORTS, coefficients, from + 48)
                    .mul(ShortVector.fromArray(HALF_SHORTS, quantisers, lane + 48))).convertShape(S2I, INTS, 0));
            HALF_SHORT_VECTOR.cast(zero).intoArray(coefficients, from + 48);
            IntVector in4 = V.cast(HALF_SHORT_VECTOR.cast(ShortVector.fromArray(HALF_SHORTS, coefficients, from + 64)
                    .mul(ShortVector.fromArray(HALF_SHORTS, quantisers, lane + 64))).convertShape(S2I, INTS, 0));
            HALF_SHORT_VECTOR.cast(zero).intoArray(coefficients, from + 64);
            IntVector in5 = V.cast(HALF_SHORT_VECTOR.cast(ShortVector.fromArray(HALF_SHORTS, coefficients, from + 80)
                    .mul(ShortVector.fromArray(HALF_SHORTS, quantisers, lane + 80))).convertShape(S2I, INTS, 0));
            HALF_SHORT_VECTOR.cast(zero).intoArray(coefficients, from + 80);
            IntVector in6 = V.cast(HALF_SHORT_VECTOR.cast(ShortVector.fromArray(HALF_SHORTS, coefficients, from + 96)
                    .mul(ShortVector.fromArray(HALF_SHORTS, quantisers, lane + 96))).convertShape(S2I, INTS, 0));
            HALF_SHORT_VECTOR.cast(zero).intoArray(coefficients, from + 96);
            IntVector in7 = V.cast(HALF_SHORT_VECTOR.cast(ShortVector.fromArray(HALF_SHORTS, coefficients, from + 112)
                    .mul(ShortVector.fromArray(HALF_SHORTS, quantisers, lane + 112))).convertShape(S2I, INTS, 0));
            HALF_SHORT_VECTOR.cast(zero).intoArray(coefficients, from + 112);
            // Times 2¹³, of what is left in 16 bits.
            IntVector even0 = V.cast(V.cast(V.cast(V.cast(in0.add(in4)).lanewise(LSHL, 16)).lanewise(ASHR, 3))
                    .add(round));
            IntVector even1 = V.cast(V.cast(V.cast(V.cast(in0.sub(in4)).lanewise(LSHL, 16)).lanewise(ASHR, 3))
                    .add(round));
            IntVector turned = V.cast(V.cast(in2.add(in6)).mul(4433));
            IntVector even3 = V.cast(turned.add(V.cast(in2.mul(6270))));
            IntVector even2 = V.cast(turned.sub(V.cast(in6.mul(15137))));
            IntVector z3 = V.cast(V.cast(V.cast(in7.add(in3)).lanewise(LSHL, 16)).lanewise(ASHR, 16));
            IntVector z4 = V.cast(V.cast(V.cast(in5.add(in1)).lanewise(LSHL, 16)).lanewise(ASHR, 16));
            IntVector z5 = V.cast(V.cast(z3.add(z4)).mul(9633));
            z3 = V.cast(z5.sub(V.cast(z3.mul(16069))));
            z4 = V.cast(z5.sub(V.cast(z4.mul(3196))));
            IntVector z1 = V.cast(V.cast(in7.add(in1)).mul(7373));
            IntVector z2 = V.cast(V.cast(in5.add(in3)).mul(20995));
            IntVector odd0 = V.cast(V.cast(V.cast(in7.mul(2446)).sub(z1)).add(z3));
            IntVector odd1 = V.cast(V.cast(V.cast(in5.mul(16819)).sub(z2)).add(z4));
            IntVector odd2 = V.cast(V.cast(V.cast(in3.mul(25172)).sub(z2)).add(z3));
            IntVector odd3 = V.cast(V.cast(V.cast(in1.mul(12299)).sub(z1)).add(z4));
            in0 = V.cast(even0.add(even3));
            in3 = V.cast(even0.sub(even3));
            in1 = V.cast(even1.add(even2));
            in2 = V.cast(even1.sub(even2));
            V.cast(V.cast(V.cast(V.cast(in0.add(odd3)).lanewise(ASHR, 11)).max(Short.MIN_VALUE))
                    .min(Short.MAX_VALUE)).intoArray(work, to);
            V.cast(V.cast(V.cast(V.cast(in0.sub(odd3)).lanewise(ASHR, 11)).max(Short.MIN_VALUE))
                    .min(Short.MAX_VALUE)).intoArray(work, to + 112);
            V.cast(V.cast(V.cast(V.cast(in1.add(odd2)).lanewise(ASHR, 11)).max(Short.MIN_VALUE))
                    .min(Short.MAX_VALUE)).intoArray(work, to + 16);
            V.cast(V.cast(V.cast(V.cast(in1.sub(odd2)).lanewise(ASHR, 11)).max(Short.MIN_VALUE))
                    .min(Short.MAX_VALUE)).intoArray(work, to + 96);
            V.cast(V.cast(V.cast(V.cast(in2.add(odd1)).lanewise(ASHR, 11)).max(Short.MIN_VALUE))
                    .min(Short.MAX_VALUE)).intoArray(work, to + 32);
            V.cast(V.cast(V.cast(V.cast(in2.sub(odd1)).lanewise(ASHR, 11)).max(Short.MIN_VALUE))
                    .min(Short.MAX_VALUE)).intoArray(work, to + 80);
            V.cast(V.cast(V.cast(V.cast(in3.add(odd0)).lanewise(ASHR, 11)).max(Short.MIN_VALUE))
                    .min(Short.MAX_VALUE)).intoArray(work, to + 48);
            V.cast(V.cast(V.cast(V.cast(in3.sub(odd0)).lanewise(ASHR, 11)).max(Short.MIN_VALUE))
                    .min(Short.MAX_VALUE)).intoArray(work, to + 64);
        }
    }

    /// The second pass, to samples.
    ///
    /// @param from where the pairs, one after another, begin
    /// @param band receives the samples
    /// @param first of the first pair
    /// @param step from a pair to the next
    static void rows(int[] work, int from, int[] list, int at, int count, short[] band, int first, int step) {
        int round = SECOND_ROUND;
        for (int vector = 0; vector < count * 16; vector += LANES) {
            int lane = vector % 16;
            int to = first + list[at + vector / 16] * step + lane;
            int pair = from + vector / 16 * 128 + lane;
            IntVector in0 = V.cast(IntVector.fromArray(INTS, work, pair));
            IntVector in1 = V.cast(IntVector.fromArray(INTS, work, pair + 16));
            IntVector in2 = V.cast(IntVector.fromArray(INTS, work, pair + 32));
            IntVector in3 = V.cast(IntVector.fromArray(INTS, work, pair + 48));
            IntVector in4 = V.cast(IntVector.fromArray(INTS, work, pair + 64));
            IntVector in5 = V.cast(IntVector.fromArray(INTS, work, pair + 80));
            IntVector in6 = V.cast(IntVector.fromArray(INTS, work, pair + 96));
            IntVector in7 = V.cast(IntVector.fromArray(INTS, work, pair + 112));
            // Times 2¹³, of what is left in 16 bits.
            IntVector even0 = V.cast(V.cast(V.cast(V.cast(in0.add(in4)).lanewise(LSHL, 16)).lanewise(ASHR, 3))
                    .add(round));
            IntVector even1 = V.cast(V.cast(V.cast(V.cast(in0.sub(in4)).lanewise(LSHL, 16)).lanewise(ASHR, 3))
                    .add(round));
            IntVector turned = V.cast(V.cast(in2.add(in6)).mul(4433));
            IntVector even3 = V.cast(turned.add(V.cast(in2.mul(6270))));
            IntVector even2 = V.cast(turned.sub(V.cast(in6.mul(15137))));
            IntVector z3 = V.cast(V.cast(V.cast(in7.add(in3)).lanewise(LSHL, 16)).lanewise(ASHR, 16));
            IntVector z4 = V.cast(V.cast(V.cast(in5.add(in1)).lanewise(LSHL, 16)).lanewise(ASHR, 16));
            IntVector z5 = V.cast(V.cast(z3.add(z4)).mul(9633));
            z3 = V.cast(z5.sub(V.cast(z3.mul(16069))));
            z4 = V.cast(z5.sub(V.cast(z4.mul(3196))));
            IntVector z1 = V.cast(V.cast(in7.add(in1)).mul(7373));
            IntVector z2 = V.cast(V.cast(in5.add(in3)).mul(20995));
            IntVector odd0 = V.cast(V.cast(V.cast(in7.mul(2446)).sub(z1)).add(z3));
            IntVector odd1 = V.cast(V.cast(V.cast(in5.mul(16819)).sub(z2)).add(z4));
            IntVector odd2 = V.cast(V.cast(V.cast(in3.mul(25172)).sub(z2)).add(z3));
            IntVector odd3 = V.cast(V.cast(V.cast(in1.mul(12299)).sub(z1)).add(z4));
            in0 = V.cast(even0.add(even3));
            in3 = V.cast(even0.sub(even3));
            in1 = V.cast(even1.add(even2));
            in2 = V.cast(even1.sub(even2));
            HALF_SHORT_VECTOR.cast(V.cast(V.cast(V.cast(V.cast(in0.add(odd3)).lanewise(ASHR, 18)).max(0)).min(255))
                    .convertShape(I2S, HALF_SHORTS, 0)).intoArray(band, to);
            HALF_SHORT_VECTOR.cast(V.cast(V.cast(V.cast(V.cast(in0.sub(odd3)).lanewise(ASHR, 18)).max(0)).min(255))
                    .convertShape(I2S, HALF_SHORTS, 0)).intoArray(band, to + 112);
            HALF_SHORT_VECTOR.cast(V.cast(V.cast(V.cast(V.cast(in1.add(odd2)).lanewise(ASHR, 18)).max(0)).min(255))
                    .convertShape(I2S, HALF_SHORTS, 0)).intoArray(band, to + 16);
            HALF_SHORT_VECTOR.cast(V.cast(V.cast(V.cast(V.cast(in1.sub(odd2)).lanewise(ASHR, 18)).max(0)).min(255))
                    .convertShape(I2S, HALF_SHORTS, 0)).intoArray(band, to + 96);
            HALF_SHORT_VECTOR.cast(V.cast(V.cast(V.cast(V.cast(in2.add(odd1)).lanewise(ASHR, 18)).max(0)).min(255))
                    .convertShape(I2S, HALF_SHORTS, 0)).intoArray(band, to + 32);
            HALF_SHORT_VECTOR.cast(V.cast(V.cast(V.cast(V.cast(in2.sub(odd1)).lanewise(ASHR, 18)).max(0)).min(255))
                    .convertShape(I2S, HALF_SHORTS, 0)).intoArray(band, to + 80);
            HALF_SHORT_VECTOR.cast(V.cast(V.cast(V.cast(V.cast(in3.add(odd0)).lanewise(ASHR, 18)).max(0)).min(255))
                    .convertShape(I2S, HALF_SHORTS, 0)).intoArray(band, to + 48);
            HALF_SHORT_VECTOR.cast(V.cast(V.cast(V.cast(V.cast(in3.sub(odd0)).lanewise(ASHR, 18)).max(0)).min(255))
                    .convertShape(I2S, HALF_SHORTS, 0)).intoArray(band, to + 64);
        }
    }
}
