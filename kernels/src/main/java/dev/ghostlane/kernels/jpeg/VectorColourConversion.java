package dev.ghostlane.kernels.jpeg;

import static dev.ghostlane.kernels.internal.IntegerSimd.SHORTS;
import static dev.ghostlane.kernels.internal.IntegerSimd.SHORT_VECTOR;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.LSHR;

import jdk.incubator.vector.ShortVector;

/// The SIMD kernel of [ColourConversion].
///
/// *Tile and registers.* Vectors of 16-bit integers, twice as many as of 32 bits. A factor with 16 fraction bits is cut
/// into an integer and two parts of 8 bits, `a / 2⁸ + b / 2¹⁶`, whose products fit. Since the last 8 bits only carry,
/// `(256 · a · x + b · x + 2¹⁵) >> 16` is `(a · x + (b · x >> 8) + 128) >> 8`.
///
/// *Tail.* Columns of 16 rows are whole vectors, but for the last one where a vector has 32 lanes: scalar.
final class VectorColourConversion implements ColourConversion {

    static final VectorColourConversion INSTANCE = new VectorColourConversion();

    private static final int LANES = SHORTS.length();

    @Override
    public void run(ColourSpace space, short[][] components, int[] from, int columns, short[] red, short[] green,
            short[] blue, int to) {
        ColourConversion.check(space, components, from, columns, red, green, blue, to);
        int length = 16 * columns / LANES * LANES;
        if (space == ColourSpace.GRAY || space == ColourSpace.RGB) {
            int last = space.components() - 1;
            System.arraycopy(components[0], from[0], red, to, 16 * columns);
            System.arraycopy(components[last / 2], from[last / 2], green, to, 16 * columns);
            System.arraycopy(components[last], from[last], blue, to, 16 * columns);
            return;
        }
        if (space == ColourSpace.CMYK) {
            complement(components[0], from[0], red, to, length);
            complement(components[1], from[1], green, to, length);
            complement(components[2], from[2], blue, to, length);
        } else {
            differences(components[0], from[0], components[1], from[1], components[2], from[2], length, red, green,
                    blue, to);
        }
        if (space.components() == 4) {
            light(components[3], from[3], red, to, length);
            light(components[3], from[3], green, to, length);
            light(components[3], from[3], blue, to, length);
        }
        ScalarColourConversion.convert(space, components, from, length, 16 * columns, red, green, blue, to);
    }

    private static void differences(short[] brightness, int atY, short[] blueDifference, int atCb,
            short[] redDifference, int atCr, int length, short[] red, short[] green, short[] blue, int to) {
        for (int i = 0; i < length; i += LANES) {
            ShortVector y = ShortVector.fromArray(SHORTS, brightness, atY + i);
            ShortVector cb = ShortVector.fromArray(SHORTS, blueDifference, atCb + i).sub((short) 128);
            ShortVector cr = ShortVector.fromArray(SHORTS, redDifference, atCr + i).sub((short) 128);
            // 91881 = 65536 + 102 · 256 + 233
            SHORT_VECTOR.cast(SHORT_VECTOR.cast(SHORT_VECTOR.cast(cr.mul((short) 233)).lanewise(ASHR, 8)
                    .add(cr.mul((short) 102)).add((short) 128)).lanewise(ASHR, 8).add(cr).add(y).max((short) 0)
                    .min((short) 255)).intoArray(red, to + i);
            // −46802 = −65536 + 73 · 256 + 46 and −22554 = −88 · 256 − 26
            SHORT_VECTOR.cast(SHORT_VECTOR.cast(SHORT_VECTOR.cast(cr.mul((short) 46).sub(cb.mul((short) 26)))
                    .lanewise(ASHR, 8).add(cr.mul((short) 73)).sub(cb.mul((short) 88)).add((short) 128))
                    .lanewise(ASHR, 8)
                    .sub(cr).add(y).max((short) 0).min((short) 255)).intoArray(green, to + i);
            // 116130 = 65536 + 197 · 256 + 162
            SHORT_VECTOR.cast(SHORT_VECTOR.cast(SHORT_VECTOR.cast(cb.mul((short) 162)).lanewise(ASHR, 8)
                    .add(cb.mul((short) 197)).add((short) 128)).lanewise(ASHR, 8).add(cb).add(y).max((short) 0)
                    .min((short) 255)).intoArray(blue, to + i);
        }
    }

    private static void complement(short[] ink, int from, short[] light, int to, int length) {
        for (int i = 0; i < length; i += LANES) {
            SHORT_VECTOR.cast(ShortVector.broadcast(SHORTS, (short) 255)
                    .sub(ShortVector.fromArray(SHORTS, ink, from + i))).intoArray(light, to + i);
        }
    }

    /// Products of two bytes fit 16 bits without a sign.
    private static void light(short[] black, int from, short[] ink, int at, int length) {
        for (int i = 0; i < length; i += LANES) {
            ShortVector k = ShortVector.fromArray(SHORTS, black, from + i);
            ShortVector product = ShortVector.fromArray(SHORTS, ink, at + i).mul(k).add((short) 128);
            SHORT_VECTOR.cast(k.sub(SHORT_VECTOR.cast(SHORT_VECTOR.cast(product).lanewise(LSHR, 8).add(product))
                    .lanewise(LSHR, 8))).intoArray(ink, at + i);
        }
    }
}
