package dev.ghostlane.bench.attention;

import java.util.Locale;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/// A power law `y = a · x^exponent`, fitted by least squares to the logarithms.
///
/// @param points how many points were fitted
/// @param exponent the slope
/// @param low lower end of its interval of confidence of 95 %, by Student's t with `points − 2` degrees of freedom
/// @param high upper end
record PowerLaw(int points, double exponent, double low, double high) {

    /// With fewer there is no residual to tell the confidence from.
    static final int LEAST_POINTS = 3;

    private static final double SIGNIFICANCE = 0.05;

    /// @throws IllegalArgumentException if there are fewer than [#LEAST_POINTS] points or a coordinate is not above 0
    static PowerLaw fit(double[] x, double[] y) {
        if (x.length != y.length || x.length < LEAST_POINTS) {
            throw new IllegalArgumentException(
                    "expected " + LEAST_POINTS + " points or more, found " + x.length + " and "
                            + y.length + " coordinates");
        }
        SimpleRegression regression = new SimpleRegression();
        for (int i = 0; i < x.length; i++) {
            if (!(x[i] > 0 && y[i] > 0)) {
                throw new IllegalArgumentException("expected coordinates above 0, found " + x[i] + ", " + y[i]);
            }
            regression.addData(Math.log(x[i]), Math.log(y[i]));
        }
        double half = regression.getSlopeConfidenceInterval(SIGNIFICANCE);
        return new PowerLaw(x.length, regression.getSlope(), regression.getSlope() - half,
                regression.getSlope() + half);
    }

    /// `1.03 (0.95–1.11)`.
    @Override
    public String toString() { return String.format(Locale.ROOT, "%.2f (%.2f–%.2f)", exponent, low, high); }
}
