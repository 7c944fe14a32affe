package dev.ghostlane.bench.attention;

import dev.ghostlane.bench.report.Svg;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/// A chart with logarithmic axes: series as lines with markers and bars for the spread, and a legend below. It is drawn
/// 400 units wide with texts of 12, so that it can be read on a phone.
final class Plot {
    private static final int WIDTH = 400;
    private static final int HEIGHT = 300;
    private static final int LEFT = 66;
    private static final int RIGHT = 10;
    private static final int TOP = 26;
    private static final int BOTTOM = 40;
    private static final int LEGEND_ROW = 17;

    /// One point.
    ///
    /// @param y the figure over the forks
    /// @param label what a pointer over the marker shows
    record Point(double x, Spread y, String label) {}

    /// A series; joined by a line or not.
    record Series(String name, List<Point> points, boolean line) {}

    private final String title;
    private final String xAxis;
    private final String yAxis;
    private final List<Series> series;
    private final double[] x;
    private final double[] y;
    private final List<Double> ticks;
    private final DoubleFunction<String> tickText;

    /// @param ticks where the x axis has marks; empty for powers of ten
    /// @param tickText the texts of those
    Plot(String title, String xAxis, String yAxis, List<Series> series, List<Double> ticks,
            DoubleFunction<String> tickText) {
        this.title = title;
        this.xAxis = xAxis;
        this.yAxis = yAxis;
        this.series = series.stream().filter(one -> !one.points().isEmpty()).toList();
        this.x = range(this.series.stream().flatMap(one -> one.points().stream()).map(Point::x).toList());
        this.y = range(this.series.stream().flatMap(one -> one.points().stream())
                .flatMap(point -> List.of(point.y().low(), point.y().high()).stream()).toList());
        this.ticks = ticks.isEmpty() ? marks(x) : ticks;
        this.tickText = tickText;
    }

    /// Whether there is no point.
    boolean isEmpty() { return series.isEmpty(); }

    /// As an element of a page, whose colours it takes.
    String inline() { return draw("class=\"chart\" role=\"img\"", ""); }

    /// As a file of its own, for light and dark backgrounds.
    String file() {
        return draw("width=\"800\"",
                "<style>svg{color:#222;background:#fff}@media(prefers-color-scheme:dark){svg{color:#ddd;"
                        + "background:#0d1117}}</style>");
    }

    private String draw(String attributes, String style) {
        int rows = (series.size() + 1) / 2;
        Svg svg = new Svg(WIDTH, HEIGHT + rows * LEGEND_ROW + 4,
                attributes + " font-family=\"sans-serif\" font-size=\"12\" fill=\"currentColor\"");
        svg.add("<title>%s</title>%s", Svg.escaped(title), style);
        svg.text(LEFT, 15, "start", "<tspan font-weight=\"bold\">" + Svg.escaped(title) + "</tspan>");
        axes(svg);
        for (int i = 0; i < series.size(); i++) {
            line(svg, series.get(i), Style.of(i));
            legend(svg, series.get(i).name(), Style.of(i), i);
        }
        return svg.close();
    }

    private void axes(Svg svg) {
        for (double tick : marks(y)) {
            double at = atY(tick);
            svg.add("<path d=\"M%d %.1fH%d\" stroke=\"currentColor\" stroke-opacity=\".18\"/>", LEFT, at,
                    WIDTH - RIGHT);
            svg.text(LEFT - 5, at + 4, "end", power(tick));
        }
        for (double tick : ticks) {
            double at = atX(tick);
            svg.add("<path d=\"M%.1f %dV%d\" stroke=\"currentColor\" stroke-opacity=\".18\"/>", at, TOP,
                    HEIGHT - BOTTOM);
            svg.text(at, HEIGHT - BOTTOM + 15, "middle", Svg.escaped(tickText.apply(tick)));
        }
        svg.text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, "middle", Svg.escaped(xAxis));
        svg.add("<text transform=\"translate(12 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>",
                (TOP + HEIGHT - BOTTOM) / 2, Svg.escaped(yAxis));
    }

    private void line(Svg svg, Series one, Style style) {
        if (one.line()) {
            StringBuilder path = new StringBuilder();
            for (Point point : one.points()) {
                path.append(String.format(Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : "L", atX(point.x()),
                        atY(point.y().median())));
            }
            svg.add("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\" stroke-dasharray=\"%s\"/>", path,
                    style.colour(), style.dash());
        }
        for (Point point : one.points()) {
            svg.add("<path d=\"M%.1f %.1fV%.1f\" stroke=\"%s\"/>", atX(point.x()), atY(point.y().low()),
                    atY(point.y().high()), style.colour());
            svg.add("<path d=\"%s\" transform=\"translate(%.1f %.1f)\" fill=\"%s\"><title>%s</title></path>",
                    style.marker(), atX(point.x()), atY(point.y().median()), style.colour(),
                    Svg.escaped(point.label()));
        }
    }

    private static void legend(Svg svg, String name, Style style, int number) {
        int left = 12 + number % 2 * (WIDTH / 2);
        int middle = HEIGHT + number / 2 * LEGEND_ROW + 6;
        svg.add("<path d=\"M%d %dh24\" stroke=\"%s\" stroke-width=\"1.5\" stroke-dasharray=\"%s\"/>", left, middle,
                style.colour(), style.dash());
        svg.add("<path d=\"%s\" transform=\"translate(%d %d)\" fill=\"%s\"/>", style.marker(), left + 12, middle,
                style.colour());
        svg.text(left + 29, middle + 4, "start", Svg.escaped(name));
    }

    private double atX(double value) {
        return LEFT + (WIDTH - LEFT - RIGHT) * Math.log(value / x[0]) / Math.log(x[1] / x[0]);
    }

    private double atY(double value) {
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * Math.log(value / y[0]) / Math.log(y[1] / y[0]);
    }

    /// The values' range, somewhat wider.
    private static double[] range(List<Double> values) {
        double low = values.stream().mapToDouble(Double::doubleValue).min().orElse(1);
        double high = values.stream().mapToDouble(Double::doubleValue).max().orElse(10);
        double margin = Math.max(1.12, Math.pow(high / low, 0.03));
        return new double[]{low / margin, high * margin};
    }

    /// Powers of ten within a range; where these are few, also their doubles and fives.
    private static List<Double> marks(double[] range) {
        boolean fine = range[1] / range[0] < 300;
        List<Double> marks = new ArrayList<>();
        for (int power = (int) Math.floor(Math.log10(range[0])); Math.pow(10, power) <= range[1]; power++) {
            for (int factor : fine ? new int[]{1, 2, 5} : new int[]{1}) {
                double mark = factor * Math.pow(10, power);
                if (mark >= range[0] && mark <= range[1]) {
                    marks.add(mark);
                }
            }
        }
        return marks;
    }

    /// `1,000`, `10`, `0.1` or `0.02`.
    static String power(double value) {
        return String.format(Locale.ROOT, value < 0.1 ? "%.2f" : value < 1 ? "%.1f" : "%,.0f", value);
    }
}
