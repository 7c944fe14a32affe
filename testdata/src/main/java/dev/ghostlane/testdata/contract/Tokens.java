package dev.ghostlane.testdata.contract;

import dev.ghostlane.kernels.Sequences;
import dev.ghostlane.testdata.MapShape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The sequences of a map as numbers of pixels, straight from the definition.
public final class Tokens {

    private Tokens() {}

    /// The pixels of each sequence, counted over the batch in NHWC order.
    public static List<int[]> of(MapShape shape, Sequences sequences) {
        List<int[]> found = new ArrayList<>();
        int height = shape.height();
        int width = shape.width();
        for (int image = 0; image < shape.batch(); image++) {
            int first = image * height * width;
            switch (sequences) {
                case IMAGE -> found.add(IntStream.range(first, first + height * width).toArray());
                case ROW -> {
                    for (int y = 0; y < height; y++) {
                        found.add(IntStream.range(first + y * width, first + (y + 1) * width).toArray());
                    }
                }
                case COLUMN -> {
                    for (int x = 0; x < width; x++) {
                        int column = x;
                        found.add(IntStream.range(0, height).map(y -> first + y * width + column).toArray());
                    }
                }
            }
        }
        return found;
    }
}
