package dev.ghostlane.testdata.operations;

import dev.ghostlane.kernels.resample.Taps;
import dev.ghostlane.kernels.tensor.FeatureMap;
import dev.ghostlane.testdata.MapShape;
import dev.ghostlane.testdata.Tensors;
import dev.ghostlane.testdata.contract.NamedTensor;
import dev.ghostlane.testdata.contract.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// What cases of image kernels share: whole numbers in maps of floats, and arrays of 16 bits with guards around what a
/// kernel may touch.
final class Samples {

    /// Elements before and after what a kernel may touch.
    static final int GUARD = 80;

    private static final short POISON = 0x2bad;

    private Samples() {}

    /// Whole numbers: evenly drawn; for some contents only the least and the largest one, or only such near their
    /// middle.
    static float[] of(Setting setting, int number, int count, int least, int most) {
        RandomGenerator random = Tensors.random(setting.seed() + 1_000_003L * number);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = switch (setting.content()) {
                case SIGNED_ZEROS, OVERFLOWING -> random.nextBoolean() ? least : most;
                case CANCELLATION -> (least + most) / 2 + random.nextInt(2);
                default -> random.nextInt(least, most + 1);
            };
        }
        return values;
    }

    /// The elements of an image of a map, as 16 bits, with guards around them.
    static short[] guarded(FeatureMap map, int image) {
        short[] samples = guarded(map.height() * map.width() * map.channels());
        for (int i = 0; i < samples.length - 2 * GUARD; i++) {
            samples[GUARD + i] = (short) element(map, image, i);
        }
        return samples;
    }

    /// Room for a result, with guards around it.
    static short[] guarded(int count) {
        short[] samples = new short[count + 2 * GUARD];
        Arrays.fill(samples, POISON);
        return samples;
    }

    static float element(FeatureMap map, int image, int number) {
        return map.data()[index(map, image, number)];
    }

    private static int index(FeatureMap map, int image, int number) {
        int pixel = number / map.channels();
        return map.index(image * map.height() + pixel / map.width(), pixel % map.width()) + number % map.channels();
    }

    /// Copies a result to an image of a map, after a look at the guards.
    static void store(short[] samples, FeatureMap map, int image) {
        requireGuards(samples);
        for (int i = 0; i < samples.length - 2 * GUARD; i++) {
            map.data()[index(map, image, i)] = samples[GUARD + i];
        }
    }

    /// Looks whether anything was written where it must not be.
    static void requireGuards(short[] samples) {
        for (int i = 0; i < GUARD; i++) {
            if (samples[i] != POISON || samples[samples.length - 1 - i] != POISON) {
                throw new AssertionError("a sample outside the band was written, " + (i + 1) + " from an end");
            }
        }
    }

    /// Looks whether inputs are as they were.
    static void requireSame(short[] before, short[] after) {
        if (!Arrays.equals(before, after)) {
            throw new AssertionError("an input was changed at " + Arrays.mismatch(before, after));
        }
    }

    /// Looks whether inputs are as they were.
    static void requireSame(byte[] before, byte[] after) {
        if (!Arrays.equals(before, after)) {
            throw new AssertionError("a byte that must stay was changed at " + Arrays.mismatch(before, after));
        }
    }

    /// Maps of a width, for bands of 16 rows.
    static MapShape band(int batch, int width) { return new MapShape(batch, 1, width); }

    /// Whole numbers in 16 bits.
    static short[] shorts(float[] values) {
        short[] shorts = new short[values.length];
        for (int i = 0; i < values.length; i++) {
            shorts[i] = (short) values[i];
        }
        return shorts;
    }

    /// Taps of an axis, whose outputs go forward over the inputs; weights of up to 1.25 in all, also below 0.
    static Taps taps(Setting setting, int inputs, int outputs, int reach) {
        RandomGenerator random = Tensors.random(setting.seed() + 77);
        int[] first = new int[outputs];
        int[] start = new int[outputs + 1];
        int last = 1;
        for (int i = 0; i < outputs; i++) {
            first[i] = (int) ((long) i * inputs / outputs);
            last = Math.min(inputs, Math.max(last, first[i] + random.nextInt(1, reach + 1)));
            start[i + 1] = start[i] + last - first[i];
        }
        int[] weights = new int[start[outputs]];
        for (int i = 0; i < outputs; i++) {
            int most = (5 << Taps.FRACTION_BITS - 2) / (start[i + 1] - start[i]);
            for (int tap = start[i]; tap < start[i + 1]; tap++) {
                weights[tap] = random.nextInt(4) == 0 ? -random.nextInt(most / 4 + 1) : random.nextInt(most + 1);
            }
        }
        return new Taps(first, start, weights);
    }

    /// Taps as tensors of whole numbers.
    static List<NamedTensor> tensors(Taps taps) {
        return List.of(tensor("first", taps.first()), tensor("start", taps.start()), tensor("weights", taps.weights()));
    }

    private static NamedTensor tensor(String name, int[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = values[i];
        }
        return new NamedTensor(name, List.of(values.length), floats);
    }

    /// Gives the sample of an input.
    @FunctionalInterface
    interface Input {
        float at(int input);
    }

    /// An output of a resize, in 64 bits.
    static float weighted(Taps taps, int output, Input inputs) {
        long sum = 1 << Taps.FRACTION_BITS - 1;
        for (int tap = 0; tap < taps.taps(output); tap++) {
            sum += (long) inputs.at(taps.first()[output] + tap) * taps.weights()[taps.start()[output] + tap];
        }
        return Math.clamp(sum >> Taps.FRACTION_BITS, 0, 255);
    }
}
