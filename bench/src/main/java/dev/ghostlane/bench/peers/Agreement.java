package dev.ghostlane.bench.peers;

import dev.ghostlane.images.Preprocessing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// What a peer makes of some photos.
///
/// @param pixels of each photo, the network's input, channels first
/// @param logits of these pixels
record Agreement(List<float[]> pixels, List<float[]> logits) {
    private static final int LEVELS = 255;
    private static final int BEST = 5;

    /// Asks a process.
    ///
    /// @param file a name for files that are written for it
    /// @throws IllegalStateException if it failed, or if the labels that it gives are not those of its logits
    static Agreement of(PeerProcess process, List<Path> photos, Path file) throws IOException {
        List<float[]> pixels = new ArrayList<>();
        List<float[]> logits = new ArrayList<>();
        Path input = Path.of(file + ".pixels");
        for (Path photo : photos) {
            process.ask("pixels", photo, input);
            pixels.add(read(input));
            logits.add(logits(process, input, file));
            List<String> found = process.ask("classify", photo);
            List<String> expected = best(logits.getLast()).stream().map(index -> "class " + index).toList();
            if (!found.equals(expected)) {
                throw new IllegalStateException("says " + found + " of " + photo.getFileName() + ", but its logits say "
                        + expected);
            }
        }
        return new Agreement(pixels, logits);
    }

    /// The logits that a process makes of other pixels.
    static List<float[]> logits(PeerProcess process, List<float[]> pixels, Path file) throws IOException {
        List<float[]> logits = new ArrayList<>();
        Path input = Path.of(file + ".pixels");
        for (float[] one : pixels) {
            ByteBuffer bytes = ByteBuffer.allocate(one.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(one);
            Files.write(input, bytes.array());
            logits.add(logits(process, input, file));
        }
        return logits;
    }

    private static float[] logits(PeerProcess process, Path input, Path file) throws IOException {
        Path output = Path.of(file + ".logits");
        process.ask("logits", input, output);
        return read(output);
    }

    private static float[] read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        return values;
    }

    /// How many colours of all pixels differ by 0, 1, 2, … of 255 from another one's, once both are bytes.
    long[] pixelDifferences(Agreement other) {
        long[] counts = new long[LEVELS + 1];
        for (int photo = 0; photo < pixels.size(); photo++) {
            for (int i = 0; i < pixels.get(photo).length; i++) {
                counts[Math.abs(level(photo, i) - other.level(photo, i))]++;
            }
        }
        return counts;
    }

    private int level(int photo, int i) {
        float[] values = pixels.get(photo);
        int channel = 3 * i / values.length;
        Preprocessing how = Preprocessing.IMAGENET;
        return Math.clamp(Math.round((values[i] * how.std().get(channel) + how.mean().get(channel)) * LEVELS), 0,
                LEVELS);
    }

    /// On how many photos the best classes are another one's, in the same order.
    ///
    /// @param count how many of the best, at most five
    int sameLabels(Agreement other, int count) {
        return (int) IntStream.range(0, logits.size()).filter(photo -> best(logits.get(photo)).subList(0, count)
                .equals(best(other.logits.get(photo)).subList(0, count))).count();
    }

    /// The largest difference of logits.
    static double difference(List<float[]> one, List<float[]> other) {
        double largest = 0;
        for (int photo = 0; photo < one.size(); photo++) {
            for (int i = 0; i < one.get(photo).length; i++) {
                largest = Math.max(largest, Math.abs((double) one.get(photo)[i] - other.get(photo)[i]));
            }
        }
        return largest;
    }

    /// The distance from the least to the largest logit.
    double range() {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (float[] values : logits) {
            for (float value : values) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        return high - low;
    }

    /// Whether all logits are another one's to the bit.
    boolean hasBitsOf(Agreement other) {
        return IntStream.range(0, logits.size())
                .allMatch(photo -> Arrays.equals(logits.get(photo), other.logits.get(photo)));
    }

    private static List<Integer> best(float[] logits) {
        return IntStream.range(0, logits.length).boxed().sorted((a, b) -> Float.compare(logits[b], logits[a]))
                .limit(BEST).toList();
    }
}
