package dev.ghostlane.testdata;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/// A feature map in an array whose every other float is poisoned: those before it, after it and between its
/// pixels. Shows whether a kernel reads or writes where it must not, and whether it writes all it should.
///
/// The poisons are quiet NaNs with payloads of their own: one around inputs, so that a read of it spoils
/// the result; another around and inside outputs, so that each float still holding it was not written.
public final class GuardedMap {

    private static final int INPUT_POISON = 0x7fc0dead;
    static final int OUTPUT_POISON = 0x7fc0beef;

    private final Layout layout;
    private final float[] data;
    private final float[] before;

    private GuardedMap(Layout layout, float[] data) {
        this.layout = layout;
        this.data = data;
        this.before = data.clone();
    }

    /// {@return a map to read}
    ///
    /// @param layout where the elements lie in the array
    /// @param values its elements in NHWC order without gaps
    public static GuardedMap input(Layout layout, float[] values) {
        float[] data = poisoned(layout, INPUT_POISON);
        for (int i = 0; i < layout.elements(); i++) {
            data[layout.index(i)] = values[i];
        }
        return new GuardedMap(layout, data);
    }

    /// {@return a map to write; it holds nothing but poison}
    ///
    /// @param layout where the elements lie in the array
    public static GuardedMap output(Layout layout) {
        return new GuardedMap(layout, poisoned(layout, OUTPUT_POISON));
    }

    private static float[] poisoned(Layout layout, int poison) {
        float[] data = new float[layout.arrayLength()];
        Arrays.fill(data, Float.intBitsToFloat(poison));
        return data;
    }

    /// {@return where the elements lie}
    public Layout layout() { return layout; }

    /// {@return the array, for the kernel to use}
    public float[] data() { return data; }

    /// {@return the elements in NHWC order without gaps}
    public float[] values() {
        float[] values = new float[layout.elements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = data[layout.index(i)];
        }
        return values;
    }

    /// Asserts that no float of the array has changed.
    ///
    /// @param what describes the case on failure
    public void assertUnchanged(Supplier<String> what) {
        for (int i = 0; i < data.length; i++) {
            if (bits(data[i]) != bits(before[i])) {
                throw new AssertionError("float " + i + " of an input's array was changed from "
                        + Bits.describe(before[i]) + " to " + Bits.describe(data[i]) + "\n  in "
                        + what.get());
            }
        }
    }

    /// Asserts that every element of the rows was written and nothing else was.
    ///
    /// @param what describes the case on failure
    /// @param rowBegin first row that should be written, counted over the batch
    /// @param rowEnd one past the last
    public void assertWritten(Supplier<String> what, int rowBegin, int rowEnd) {
        int rowElements = layout.shape().width() * layout.channels();
        assertElementsWritten(what, element -> {
            int row = element / rowElements;
            return row >= rowBegin && row < rowEnd;
        });
    }

    /// Asserts that the chosen elements were all written and nothing else was.
    ///
    /// @param what describes the case on failure
    /// @param chosen which elements, numbered in NHWC order without gaps, should be written
    public void assertElementsWritten(Supplier<String> what, IntPredicate chosen) {
        int[] elements = elementNumbers();
        for (int i = 0; i < data.length; i++) {
            boolean written = bits(data[i]) != OUTPUT_POISON;
            boolean expected = elements[i] >= 0 && chosen.test(elements[i]);
            if (written != expected) {
                String where = elements[i] < 0
                        ? "float " + i + ", outside the map (" + layout + ")"
                        : "element " + layout.position(elements[i]);
                throw new AssertionError(where + (written
                        ? " was written: " + Bits.describe(data[i])
                        : " was not written") + "\n  in " + what.get());
            }
        }
    }

    /// For each float of the array the number of its element, or −1 outside the map.
    private int[] elementNumbers() {
        int[] numbers = new int[data.length];
        Arrays.fill(numbers, -1);
        for (int i = 0; i < layout.elements(); i++) {
            numbers[layout.index(i)] = i;
        }
        return numbers;
    }

    private static int bits(float value) { return Float.floatToRawIntBits(value); }
}
