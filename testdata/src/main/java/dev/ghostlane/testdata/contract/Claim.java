package dev.ghostlane.testdata.contract;

import dev.ghostlane.testdata.Layout;

/// Results in double precision with the largest difference that float arithmetic may make, element by element
/// in NHWC order without gaps.
///
/// @param exact results
/// @param bound largest absolute differences; 0 asks for equality, ∞ for nothing
public record Claim(double[] exact, double[] bound) {

    /// How one element is computed.
    @FunctionalInterface
    public interface Element {

        /// Stores the result and the bound of an element at its number.
        ///
        /// @param number the element's number in NHWC order without gaps
        /// @param image number of the image
        /// @param y line of the image
        /// @param x column of the line
        /// @param channel channel of the pixel
        void compute(int number, int image, int y, int x, int channel);
    }

    /// An empty claim on a map.
    ///
    /// @param layout the map's sizes
    public Claim(Layout layout) { this(new double[layout.elements()], new double[layout.elements()]); }

    /// {@return the claim that results are exactly these, with bounds of 0}
    ///
    /// @param results in NHWC order without gaps
    public static Claim exactly(float[] results) {
        Claim claim = new Claim(new double[results.length], new double[results.length]);
        for (int i = 0; i < results.length; i++) {
            claim.set(i, results[i], 0);
        }
        return claim;
    }

    /// Visits all elements of a map.
    ///
    /// @param layout the map's sizes
    /// @param element is called for each of them
    public static void forEach(Layout layout, Element element) {
        int height = layout.shape().height();
        int width = layout.shape().width();
        int channels = layout.channels();
        for (int i = 0; i < layout.elements(); i++) {
            int pixel = i / channels;
            element.compute(i, pixel / (height * width), pixel / width % height, pixel % width, i % channels);
        }
    }

    /// Stores the result and the bound of an element.
    ///
    /// @param number the element's number in NHWC order without gaps
    /// @param result the exact result
    /// @param largestDifference how far a float result may be from it
    public void set(int number, double result, double largestDifference) {
        exact[number] = result;
        bound[number] = largestDifference;
    }
}
