package dev.ghostlane.kernels.resample;

/// Which inputs make each output of an axis, and their weights.
///
/// @param first for each output its first input
/// @param start for each output where its weights begin, and one more: where the last one's end
/// @param weights with [#FRACTION_BITS] fraction bits; not to be changed. The sum of those of an output, each without
///        its sign, is less than 8, so that sums stay within 32 bits
public record Taps(int[] first, int[] start, int[] weights) {

    /// Fraction bits of the weights: 32 less 8 for the pixel and 2 for the cubic's overshoot, as in Pillow.
    public static final int FRACTION_BITS = 22;

    /// A sample of a sum of weighted ones, which begins with one half.
    static short sample(int sum) { return (short) Math.min(Math.max(sum >> FRACTION_BITS, 0), 255); }

    /// {@return the number of outputs}
    public int count() { return first.length; }

    /// {@return the number of inputs that an output reads, at least 1}
    ///
    /// @param output number of the output, from 0 to before [#count()]
    public int taps(int output) { return start[output + 1] - start[output]; }

    /// {@return one past the last input that an output reads}
    ///
    /// @param output number of the output, from 0 to before [#count()]
    public int end(int output) { return first[output] + taps(output); }

    /// {@return the largest number of inputs that an output reads}
    public int most() {
        int most = 0;
        for (int output = 0; output < count(); output++) {
            most = Math.max(most, taps(output));
        }
        return most;
    }

    /// {@return the same for an axis that is counted from its other end: input `i` becomes `inputs - 1 - i`, and so do
    /// outputs}
    ///
    /// @param inputs of the axis
    public Taps mirrored(int inputs) {
        int[] firsts = new int[count()];
        int[] starts = new int[count() + 1];
        int[] mirrored = new int[weights.length];
        for (int output = 0; output < count(); output++) {
            int from = count() - 1 - output;
            firsts[output] = inputs - end(from);
            starts[output + 1] = starts[output] + taps(from);
            for (int tap = 0; tap < taps(from); tap++) {
                mirrored[starts[output] + tap] = weights[start[from + 1] - 1 - tap];
            }
        }
        return new Taps(firsts, starts, mirrored);
    }
}
