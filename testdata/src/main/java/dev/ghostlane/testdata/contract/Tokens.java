package dev.ghostlane.testdata.contract;

import dev.ghostlane.kernels.tensor.Sequences;
import dev.ghostlane.testdata.ErrorBound;
import dev.ghostlane.testdata.Layout;
import dev.ghostlane.testdata.MapShape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The sequences of a map as numbers of pixels, straight from the definition.
public final class Tokens {

    private Tokens() {}

    /// Visits an output element of a layer between tokens.
    @FunctionalInterface
    private interface Element {

        /// @param number of the element, in NHWC order without gaps
        /// @param weight index of the weight of the sequence's first token; the next one is `weighted` floats further
        ///     on
        /// @param tokens pixels of the sequence
        /// @param channel of the element
        void visit(int number, int weight, int[] tokens, int channel);
    }

    /// Visits all elements that a layer between tokens gives, whose weights are
    /// `[sequences of an image][output tokens][input tokens][weighted channels]`.
    ///
    /// @param weighted channels with weights of their own: all, or 1 if they share them
    private static void forEach(MapShape shape, Sequences sequences, int channels, int weighted, Element element) {
        List<int[]> all = of(shape, sequences);
        int ofImage = sequences.ofImage(shape.height(), shape.width());
        for (int sequence = 0; sequence < all.size(); sequence++) {
            int[] tokens = all.get(sequence);
            for (int i = 0; i < tokens.length; i++) {
                int weights = (sequence % ofImage * tokens.length + i) * tokens.length * weighted;
                for (int channel = 0; channel < channels; channel++) {
                    element.visit(tokens[i] * channels + channel, weights + channel % weighted, tokens, channel);
                }
            }
        }
    }

    /// {@return the sums of a layer between tokens, with the bound of their products}
    ///
    /// @param layout of input and output
    /// @param sequences which pixels belong together
    /// @param weighted channels with weights of their own, as for [#forEach]
    /// @param weights `[sequences of an image][tokens][tokens][weighted]`
    /// @param input its elements in NHWC order without gaps
    /// @param accuracy what the kernel's arithmetic promises
    public static Claim claim(Layout layout, Sequences sequences, int weighted, float[] weights, float[] input,
            Accuracy accuracy) {
        Claim claim = new Claim(layout);
        forEach(layout.shape(), sequences, layout.channels(), weighted, (number, at, tokens, channel) -> {
            double sum = 0;
            double magnitude = 0;
            for (int j = 0; j < tokens.length; j++) {
                double product = (double) weights[at + j * weighted] * input[tokens[j] * layout.channels() + channel];
                sum += product;
                magnitude += Math.abs(product);
            }
            claim.set(number, sum, ErrorBound.ofSum(accuracy.ofProducts(tokens.length), magnitude));
        });
        return claim;
    }

    /// {@return the same sums in float: from 0 on, one fused multiply-add for each token}
    ///
    /// @param layout of input and output
    /// @param sequences which pixels belong together
    /// @param weighted channels with weights of their own, or 1
    /// @param weights `[sequences of an image][tokens][tokens][weighted]`
    /// @param input its elements in NHWC order without gaps
    public static float[] inContractOrder(Layout layout, Sequences sequences, int weighted, float[] weights,
            float[] input) {
        float[] result = new float[layout.elements()];
        forEach(layout.shape(), sequences, layout.channels(), weighted, (number, at, tokens, channel) -> {
            for (int j = 0; j < tokens.length; j++) {
                result[number] = Math.fma(weights[at + j * weighted], input[tokens[j] * layout.channels() + channel],
                        result[number]);
            }
        });
        return result;
    }

    /// {@return the pixels of each sequence, counted over the batch in NHWC order}
    ///
    /// @param shape images, lines and pixels
    /// @param sequences which pixels belong together
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
