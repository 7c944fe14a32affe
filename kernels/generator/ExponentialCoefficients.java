import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Computes the coefficients of `ExponentialTerms`: those of the `p` of degree 4 with which the largest relative error
/// of `1 + r + r² · p(r)` as `e^r` is least, over 4,001 points up to a little more than half of `ln 2`. By Remez's
/// exchange:
///
///     java kernels/generator/ExponentialCoefficients.java
///
/// from the root of the repository prints them, rounded to float; with the argument `--check` it ends with 1 if the
/// source has others.
final class ExponentialCoefficients {

    private static final double EDGE = 0.3476;
    private static final int POINTS = 4001;
    private static final int COEFFICIENTS = 5;

    private static final Path SOURCE = Path
            .of("kernels/src/main/java/dev/ghostlane/kernels/internal/ExponentialTerms.java");

    private ExponentialCoefficients() {}

    public static void main(String[] arguments) throws IOException {
        double[] best = best();
        List<String> lines = IntStream.range(0, COEFFICIENTS)
                .mapToObj(i -> "    public static final float C" + (i + 2) + " = " + (float) best[i] + "f;").toList();
        if (arguments.length == 0) {
            lines.forEach(System.out::println);
        } else if (!Files.readAllLines(SOURCE).containsAll(lines)) {
            System.out.println(SOURCE + " does not have what kernels/generator/ExponentialCoefficients.java prints: "
                    + lines);
            System.exit(1);
        }
    }

    /// Goes from one set of points to the next, on each of which the errors are equal with alternating signs, until
    /// none between them is larger.
    private static double[] best() {
        List<Integer> points = new ArrayList<>();
        for (int i = 0; i <= COEFFICIENTS; i++) {
            points.add((int) Math.round((POINTS - 1) * (1 - Math.cos(Math.PI * i / COEFFICIENTS)) / 2));
        }
        while (true) {
            double[] coefficients = level(points);
            List<Integer> next = extremes(coefficients);
            if (next.equals(points)) {
                return coefficients;
            }
            points = next;
        }
    }

    /// The coefficients whose errors at six points are equal with alternating signs.
    private static double[] level(List<Integer> points) {
        int n = COEFFICIENTS + 1;
        double[][] rows = new double[n][n + 1];
        for (int i = 0; i < n; i++) {
            double r = r(points.get(i));
            for (int k = 0; k < COEFFICIENTS; k++) {
                rows[i][k] = Math.pow(r, k + 2) / Math.exp(r);
            }
            rows[i][COEFFICIENTS] = i % 2 == 0 ? 1 : -1;
            rows[i][n] = r * r * rest(r) / Math.exp(r);
        }
        return solve(rows);
    }

    /// By Gaussian elimination with pivots.
    private static double[] solve(double[][] rows) {
        int n = rows.length;
        for (int k = 0; k < n; k++) {
            int pivot = k;
            for (int i = k + 1; i < n; i++) {
                pivot = Math.abs(rows[i][k]) > Math.abs(rows[pivot][k]) ? i : pivot;
            }
            double[] row = rows[pivot];
            rows[pivot] = rows[k];
            rows[k] = row;
            for (int i = 0; i < n; i++) {
                double factor = i == k ? 0 : rows[i][k] / row[k];
                for (int j = k; j <= n; j++) {
                    rows[i][j] -= factor * row[j];
                }
            }
        }
        return IntStream.range(0, n).mapToDouble(i -> rows[i][n] / rows[i][i]).toArray();
    }

    /// The largest error of each run of errors of one sign; where there is a run too many, without that at the end
    /// whose error is smaller.
    private static List<Integer> extremes(double[] coefficients) {
        List<Integer> extremes = new ArrayList<>();
        for (int i = 0; i < POINTS; i++) {
            double error = error(coefficients, i);
            double last = extremes.isEmpty() ? 0 : error(coefficients, extremes.getLast());
            if (error * last < 0 || extremes.isEmpty()) {
                extremes.add(i);
            } else if (Math.abs(error) > Math.abs(last)) {
                extremes.set(extremes.size() - 1, i);
            }
        }
        while (extremes.size() > COEFFICIENTS + 1) {
            boolean first = Math.abs(error(coefficients, extremes.getFirst())) < Math
                    .abs(error(coefficients, extremes.getLast()));
            extremes.remove(first ? 0 : extremes.size() - 1);
        }
        return extremes;
    }

    private static double error(double[] coefficients, int point) {
        double r = r(point);
        double p = 0;
        for (int k = COEFFICIENTS - 1; k >= 0; k--) {
            p = p * r + coefficients[k];
        }
        return r * r * (p - rest(r)) / Math.exp(r);
    }

    private static double r(int point) { return EDGE * (2.0 * point / (POINTS - 1) - 1); }

    /// `(e^r − 1 − r) / r²`, by its series, which loses no digits near 0.
    private static double rest(double r) {
        double sum = 0;
        for (int k = 25; k >= 2; k--) {
            sum = 1 + sum * r / (k + 1);
        }
        return sum / 2;
    }
}
