package dev.ghostlane.bench.roofline;

import dev.ghostlane.bench.report.Svg;
import java.util.List;
import java.util.Locale;

/// An SVG chart: a bar for each step, as long as its time; the dark part is the floor, the light part is lost.
final class StepChart {
    private static final int ROW = 15;
    private static final int LEFT = 400;
    private static final int BARS = 760;
    private static final int RIGHT = 110;
    private static final int TOP = 84;
    private static final String COMPUTE = "#1f5fa8";
    private static final String MOVE = "#b5651d";
    private static final String LOST = "#d9d9d9";

    private final Svg svg;
    private final List<StepFloor> steps;
    private final double scale;
    private final double longest;

    private StepChart(List<StepFloor> steps) {
        this.steps = steps;
        this.longest = steps.stream().mapToDouble(step -> Math.max(step.micros(), step.floorMicros())).max().orElse(1);
        this.scale = BARS / longest;
        this.svg = new Svg(LEFT + BARS + RIGHT, height(), String.format(Locale.ROOT,
                "width=\"%d\" height=\"%d\" font-family=\"sans-serif\" font-size=\"11\"", LEFT + BARS + RIGHT,
                height()));
    }

    /// @param title what was measured
    static String of(String title, List<StepFloor> steps) { return new StepChart(steps).draw(title); }

    private String draw(String title) {
        svg.add("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", LEFT + BARS + RIGHT, height());
        svg.text(10, 20, "start", "<tspan font-size=\"15\">" + Svg.escaped(title) + "</tspan>");
        legend(10, COMPUTE, "floor: multiply-adds at the FMA peak");
        legend(240, MOVE, "floor: bytes at the bandwidth of their level");
        legend(500, LOST, "lost");
        axis(height() - 20);
        for (int i = 0; i < steps.size(); i++) {
            bar(steps.get(i), TOP + i * ROW);
        }
        return svg.close();
    }

    private int height() { return TOP + steps.size() * ROW + 20; }

    private void legend(int x, String colour, String label) {
        svg.add("<rect x=\"%d\" y=\"32\" width=\"12\" height=\"12\" fill=\"%s\"/>", x, colour);
        svg.text(x + 17, 42, "start", label);
    }

    private void axis(int bottom) {
        double step = Math.pow(10, Math.floor(Math.log10(longest)));
        step = longest / step < 2 ? step / 5 : longest / step < 5 ? step / 2 : step;
        for (int i = 0; i * step <= longest; i++) {
            double x = LEFT + i * step * scale;
            svg.add("<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#eeeeee\"/>", x, TOP - 6, x, bottom);
            svg.text(x, TOP - 10, "middle", String.format(Locale.ROOT, step < 1 ? "%.2f µs" : "%.0f µs", i * step));
        }
    }

    private void bar(StepFloor step, int y) {
        double floor = step.floorMicros() * scale;
        double time = step.micros() * scale;
        svg.text(LEFT - 8, y + 10, "end", Svg.escaped(step.step().name() + "  (" + step.step().kind() + ")"));
        svg.add("<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>", LEFT, y, Math.max(time, floor),
                ROW - 3, LOST);
        svg.add("<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"><title>%s</title></rect>", LEFT, y,
                floor,
                ROW - 3, step.bound().equals("FMA") ? COMPUTE : MOVE,
                Svg.escaped(step.step().output() + ", bound by " + step.bound()));
        svg.text(LEFT + Math.max(time, floor) + 5, y + 10, "start", String.format(Locale.ROOT, "%.1f µs, %.0f %%",
                step.micros(), 100 * step.floorMicros() / step.micros()));
    }
}
