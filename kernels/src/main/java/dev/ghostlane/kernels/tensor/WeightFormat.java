package dev.ghostlane.kernels.tensor;

/// How the weights of a matrix-like operation lie in memory. Kernels compute with floats whatever the format: they
/// widen the 16-bit ones, which is exact. Half the bytes of large weights take half the time to come from memory.
public enum WeightFormat {

    /// IEEE binary32.
    F32(4) {
        @Override
        public short narrow(float weight) { throw new UnsupportedOperationException("F32 has 32 bits"); }

        @Override
        public float widen(short half) { throw new UnsupportedOperationException("F32 has 32 bits"); }

        @Override
        public boolean represents(float weight) { return true; }

        @Override
        int represented(float[] weights) { return weights.length; }

        @Override
        void narrow(float[] weights, int from, int count, short[] halves, int at, int step) {
            throw new UnsupportedOperationException("F32 has 32 bits");
        }
    },

    /// The upper half of an IEEE binary32: 8 exponent bits, 7 fraction bits.
    BF16(2) {
        @Override
        public short narrow(float weight) {
            int bits = Float.floatToIntBits(weight);
            // NaN stays NaN; all others round to nearest, ties to even.
            int rounded = Float.isNaN(weight) ? bits : bits + 0x7fff + (bits >>> 16 & 1);
            return (short) (rounded >>> 16);
        }

        @Override
        public float widen(short half) { return Float.intBitsToFloat(half << 16); }

        @Override
        public boolean represents(float weight) {
            return Float.isFinite(weight) && (short) Float.floatToRawIntBits(weight) == 0;
        }

        @Override
        int represented(float[] weights) {
            int i = 0;
            while (i < weights.length && represents(weights[i])) {
                i++;
            }
            return i;
        }

        @Override
        void narrow(float[] weights, int from, int count, short[] halves, int at, int step) {
            for (int i = 0; i < count; i++) {
                halves[at + i * step] = (short) (Float.floatToRawIntBits(weights[from + i]) >>> 16);
            }
        }
    },

    /// IEEE binary16: 5 exponent bits, 10 fraction bits.
    F16(2) {
        @Override
        public short narrow(float weight) { return Float.floatToFloat16(weight); }

        @Override
        public float widen(short half) { return Float.float16ToFloat(half); }

        @Override
        public boolean represents(float weight) {
            return Float.isFinite(weight) && Float.floatToRawIntBits(weight) == Float
                    .floatToRawIntBits(Float.float16ToFloat(Float.floatToFloat16(weight)));
        }

        @Override
        int represented(float[] weights) {
            int i = 0;
            while (i < weights.length && represents(weights[i])) {
                i++;
            }
            return i;
        }

        @Override
        void narrow(float[] weights, int from, int count, short[] halves, int at, int step) {
            for (int i = 0; i < count; i++) {
                halves[at + i * step] = Float.floatToFloat16(weights[from + i]);
            }
        }
    };

    private final int bytes;

    WeightFormat(int bytes) { this.bytes = bytes; }

    /// {@return the bytes of a weight}
    public int bytes() { return bytes; }

    /// {@return the nearest weight of a 16-bit format, of two equally near ones the even one}
    ///
    /// @param weight any float
    /// @throws UnsupportedOperationException for [#F32]
    public abstract short narrow(float weight);

    /// {@return the value of a weight in a 16-bit format}
    ///
    /// @param half the weight
    /// @throws UnsupportedOperationException for [#F32]
    public abstract float widen(short half);

    /// {@return whether a weight has this very value in the format, the sign of zero included} Of the 16-bit formats
    /// none represents infinities and NaN, because kernels may widen by arithmetic.
    ///
    /// @param weight any float
    public abstract boolean represents(float weight);

    /// {@return the index of the first weight that the format does not represent, or how many there are} The loops of
    /// this method and the next are each format's own: all weights go through them, in a fresh process before much is
    /// compiled.
    abstract int represented(float[] weights);

    /// Writes weights that the format represents, the next one `step` elements further.
    abstract void narrow(float[] weights, int from, int count, short[] halves, int at, int step);

    /// {@return the format of the fewest bytes that represents all of these weights, [#BF16] rather than [#F16]}
    ///
    /// @param weights of a layer
    public static WeightFormat narrowest(float[] weights) {
        for (WeightFormat format : new WeightFormat[]{BF16, F16}) {
            if (format.represented(weights) == weights.length) {
                return format;
            }
        }
        return F32;
    }
}
