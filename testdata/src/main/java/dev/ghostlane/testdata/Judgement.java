package dev.ghostlane.testdata;

/// How a result compares with what it should be.
///
/// @param elements how many were compared
/// @param wrong how many are wrong
/// @param first the first wrong one; null if there is none
/// @param worst the one farthest off, right or wrong: the largest share of its bound, or the largest distance where
///     bits are compared; null if all have the expected bits
public record Judgement(int elements, int wrong, Difference first, Difference worst) {

    /// An element that is not what was expected.
    ///
    /// @param element its number in NHWC order without gaps
    /// @param expected rounded to float
    /// @param actual what was found
    /// @param exact expected in double precision
    /// @param bound largest difference from `exact` that is allowed; 0 where bits are compared
    public record Difference(int element, float expected, float actual, double exact, double bound) {

        /// {@return the difference as a share of the bound; ∞ if it is not finite, or if none is allowed}
        public double share() {
            if (bound == Double.POSITIVE_INFINITY) {
                return 0;
            }
            double difference = Math.abs(actual - exact);
            return difference == 0 ? 0 : Double.isFinite(difference) ? difference / bound : Double.POSITIVE_INFINITY;
        }

        /// {@return `n ULP`, or that one of both is NaN}
        public String apart() {
            return Float.isNaN(expected) || Float.isNaN(actual)
                    ? "NaN and a number"
                    : Bits.ulps(expected, actual) + " ULP";
        }

        private double distance() {
            return Float.isNaN(expected) || Float.isNaN(actual)
                    ? Double.POSITIVE_INFINITY
                    : Bits.ulps(expected, actual);
        }
    }

    /// Compares by the rule of [Bits].
    ///
    /// @param expected the right values
    /// @param actual what is judged
    /// @return the verdict on all elements
    public static Judgement ofBits(float[] expected, float[] actual) {
        int wrong = 0;
        Difference first = null;
        Difference worst = null;
        for (int i = 0; i < expected.length; i++) {
            if (!Bits.same(expected[i], actual[i])) {
                Difference difference = new Difference(i, expected[i], actual[i], expected[i], 0);
                first = wrong++ == 0 ? difference : first;
                worst = worst == null || difference.distance() > worst.distance() ? difference : worst;
            }
        }
        return new Judgement(expected.length, wrong, first, worst);
    }

    /// Compares with bounds: a value may be as far as its bound from the exact one. Where the exact value is NaN or
    /// infinite, the value must be NaN or the same infinity; a bound of ∞ allows anything.
    ///
    /// @param exact the exact values
    /// @param bound how far each value may be from the exact one
    /// @param actual what is judged
    /// @return the verdict on all elements
    public static Judgement ofBounds(double[] exact, double[] bound, float[] actual) {
        int wrong = 0;
        Difference first = null;
        Difference worst = null;
        for (int i = 0; i < exact.length; i++) {
            if (!Bits.same((float) exact[i], actual[i]) || !isWithin(exact[i], bound[i], actual[i])) {
                Difference difference = new Difference(i, (float) exact[i], actual[i], exact[i], bound[i]);
                if (!isWithin(exact[i], bound[i], actual[i])) {
                    first = wrong++ == 0 ? difference : first;
                }
                worst = worst == null || difference.share() > worst.share() ? difference : worst;
            }
        }
        return new Judgement(exact.length, wrong, first, worst);
    }

    private static boolean isWithin(double exact, double bound, float actual) {
        return bound == Double.POSITIVE_INFINITY || (Double.isFinite(exact)
                ? Math.abs(actual - exact) <= bound
                : Double.compare(actual, exact) == 0);
    }

    /// {@return whether nothing is wrong}
    public boolean isGood() { return wrong == 0; }

    /// {@return what is wrong, in lines: how many elements, the first one's place, its expected and actual value in
    /// decimal and hexadecimal, their distance, and the bound if there is one}
    ///
    /// @param layout of the map that was compared; null if there is none
    public String explanation(Layout layout) {
        boolean bits = first.bound == 0 && Double.compare(first.exact, first.expected) == 0;
        StringBuilder text = new StringBuilder(wrong + " of " + elements + " elements "
                + (bits ? "differ" : "are out of bounds") + ", first "
                + (layout == null ? "[" + first.element + "]" : layout.position(first.element)));
        text.append("\n  expected   ").append(Bits.describe(first.expected));
        text.append("\n  actual     ").append(Bits.describe(first.actual));
        text.append("\n  apart      ").append(first.apart());
        if (!bits) {
            text.append("\n  exact      ").append(first.exact);
            text.append("\n  difference ").append(first.actual - first.exact);
            text.append("\n  bound      ").append(first.bound);
        }
        return text.toString();
    }
}
