package dev.ghostlane.bench.photos;

import java.awt.image.BufferedImage;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// A picture with what makes a photo costly to encode: structure of all sizes, each weaker than the next larger one, as
/// in nature; outlines; colours that change slowly; noise as of a sensor. The same for the same size and number.
final class Scene {
    private static final int SMALLEST_CELL = 4;

    /// Brightness of the coarsest structure, and what a structure of half the size has of that.
    private static final float STRENGTH = 55;
    private static final float FALL = 0.62f;

    /// Steps of brightness at the outlines.
    private static final float OUTLINE = 35;

    /// Standard deviation of the noise of a pixel before it is mixed with that of its neighbours.
    private static final float NOISE = 9 / 1.7f;

    private final int width;
    private final int height;
    private final RandomGenerator random;
    private final float[] brightness;
    private final float[] warm;
    private final float[] green;

    Scene(int width, int height, int number) {
        this.width = width;
        this.height = height;
        random = RandomGeneratorFactory.of("L64X128MixRandom").create(7919L * number + 31L * width + height);
        brightness = structure(SMALLEST_CELL, STRENGTH);
        int coarse = Math.max(SMALLEST_CELL, Math.max(width, height) / 24);
        float[] regions = structure(coarse, STRENGTH);
        for (int i = 0; i < brightness.length; i++) {
            brightness[i] += regions[i] > 20 ? OUTLINE : regions[i] < -20 ? -OUTLINE : 0;
        }
        warm = structure(coarse, STRENGTH / 3);
        green = structure(coarse, STRENGTH / 4);
    }

    /// A sum of smooth random surfaces, from half the size of the picture down to a smallest one.
    private float[] structure(int smallest, float strength) {
        float[] plane = new float[width * height];
        float share = strength;
        for (int cell = Math.max(smallest, Math.max(width, height) / 2); cell >= smallest; cell /= 2) {
            add(plane, cell, share);
            share *= FALL;
        }
        return plane;
    }

    /// Adds a surface through random heights that are a cell apart.
    private void add(float[] plane, int cell, float strength) {
        int columns = width / cell + 2;
        float[] above = new float[columns];
        float[] below = heights(columns, strength);
        float[] row = new float[columns];
        float[] shares = new float[cell];
        for (int i = 0; i < cell; i++) {
            float t = (float) i / cell;
            shares[i] = t * t * (3 - 2 * t);
        }
        for (int y = 0; y < height; y++) {
            if (y % cell == 0) {
                above = below;
                below = heights(columns, strength);
            }
            for (int i = 0; i < columns; i++) {
                row[i] = above[i] + shares[y % cell] * (below[i] - above[i]);
            }
            for (int x = 0; x < width; x++) {
                float left = row[x / cell];
                plane[y * width + x] += left + shares[x % cell] * (row[x / cell + 1] - left);
            }
        }
    }

    private float[] heights(int count, float strength) {
        float[] heights = new float[count];
        for (int i = 0; i < count; i++) {
            heights[i] = strength * (float) random.nextGaussian();
        }
        return heights;
    }

    /// The picture.
    BufferedImage image(boolean gray) {
        BufferedImage image = new BufferedImage(width, height,
                gray ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
        RandomGenerator noise = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        int channels = gray ? 1 : 3;
        float[] previous = new float[width * channels];
        float[] current = new float[width * channels];
        int[] pixels = new int[width * channels];
        for (int y = 0; y < height; y++) {
            float[] above = current;
            current = previous;
            for (int i = 0; i < current.length; i++) {
                current[i] = NOISE * (float) noise.nextGaussian();
            }
            for (int i = 0; i < pixels.length; i++) {
                int at = y * width + i / channels;
                float colour = gray ? 0 : switch (i % 3) {
                    case 0 -> warm[at];
                    case 1 -> green[at] - warm[at] / 3;
                    default -> -warm[at] - green[at] / 3;
                };
                float left = i < channels ? 0 : current[i - channels];
                pixels[i] = Math.clamp(Math.round(128 + brightness[at] + colour + current[i] + left + above[i]), 0,
                        255);
            }
            image.getRaster().setPixels(0, y, width, 1, pixels);
            previous = above;
        }
        return image;
    }
}
