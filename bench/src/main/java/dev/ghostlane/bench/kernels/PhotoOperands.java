package dev.ghostlane.bench.kernels;

import dev.ghostlane.kernels.jpeg.InverseDct;
import dev.ghostlane.kernels.resample.Taps;
import java.util.Random;

/// A band of a photo, the same at every call.
final class PhotoOperands {

    static final int WIDTH = 1920;

    /// Side of a network's input.
    private static final int SIDE = 224;

    private final Random random = new Random(1);

    /// A third of them are not zero, in the upper left quarter.
    final short[] coefficients = new short[WIDTH / 8 * InverseDct.PAIR];
    final short[] red = samples();
    final short[] green = samples();
    final short[] blue = samples();
    final short[] output = new short[16 * WIDTH];
    final float[] floats = new float[3 * SIDE];

    /// Rows of a PNG, each after its filter, with one before the band; or rows of pixels.
    final byte[] bytes = new byte[17 * (3 * WIDTH + 1)];

    PhotoOperands() {
        for (int i = 0; i < coefficients.length; i++) {
            boolean isInQuarter = i % 128 < 64 && i % 8 < 4;
            coefficients[i] = (short) (isInQuarter && random.nextInt(3) == 0 ? random.nextInt(-30, 31) : 0);
        }
    }

    private short[] samples() {
        short[] samples = new short[16 * (WIDTH + 2)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) random.nextInt(256);
        }
        return samples;
    }

    /// A filter that reaches as far as a bicubic one when 1280 pixels become 256.
    static Taps taps() {
        int reach = 21;
        int[] first = new int[SIDE];
        int[] start = new int[SIDE + 1];
        int[] weights = new int[SIDE * reach];
        for (int i = 0; i < SIDE; i++) {
            first[i] = 5 * i;
            start[i + 1] = start[i] + reach;
            for (int tap = 0; tap < reach; tap++) {
                weights[start[i] + tap] = (1 << Taps.FRACTION_BITS) / reach;
            }
        }
        return new Taps(first, start, weights);
    }
}
