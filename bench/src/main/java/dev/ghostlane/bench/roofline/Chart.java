package dev.ghostlane.bench.roofline;

import java.util.List;
import java.util.Locale;

/// An SVG chart: a bar for each step, as long as its time; the dark part is the floor, the light part is lost.
final class Chart {
    private static final int ROW = 15;
    private static final int LEFT = 400;
    private static final int BARS = 760;
    private static final int RIGHT = 110;
    private static final int TOP = 84;
    private static final String COMPUTE = "#1f5fa8";
    private static final String MOVE = "#b5651d";
    private static final String LOST = "#d9d9d9";

    private final StringBuilder svg = new StringBuilder();
    private final List<StepFloor> steps;
    private final double scale;
    private final double longest;

    private Chart(List<StepFloor> steps) {
        this.steps = steps;
        this.longest = steps.stream().mapToDouble(step -> Math.max(step.micros(), step.floorMicros())).max().orElse(1);
        this.scale = BARS / longest;
    }

    /// @param title what was measured
    static String of(String title, List<StepFloor> steps) { return new Chart(steps).draw(title); }

    private String draw(String title) {
        int width = LEFT + BARS + RIGHT;
        int height = TOP + steps.size() * ROW + 20;
        add("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                + " font-family=\"sans-serif\" font-size=\"11\">", width, height, width, height);
        add("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", width, height);
        text(10, 20, "start", "<tspan font-size=\"15\">" + escaped(title) + "</tspan>");
        legend(10, COMPUTE, "floor: multiply-adds at the FMA peak");
        legend(240, MOVE, "floor: bytes at the bandwidth of their level");
        legend(500, LOST, "lost");
        axis(height - 20);
        for (int i = 0; i < steps.size(); i++) {
            bar(steps.get(i), TOP + i * ROW);
        }
        svg.append("</svg>\n");
        return svg.toString();
    }

    private void legend(int x, String colour, String label) {
        add("<rect x=\"%d\" y=\"32\" width=\"12\" height=\"12\" fill=\"%s\"/>", x, colour);
        text(x + 17, 42, "start", label);
    }

    private void axis(int bottom) {
        double step = Math.pow(10, Math.floor(Math.log10(longest)));
        step = longest / step < 2 ? step / 5 : longest / step < 5 ? step / 2 : step;
        for (int i = 0; i * step <= longest; i++) {
            double x = LEFT + i * step * scale;
            add("<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#eeeeee\"/>", x, TOP - 6, x, bottom);
            text(x, TOP - 10, "middle", String.format(Locale.ROOT, step < 1 ? "%.2f µs" : "%.0f µs", i * step));
        }
    }

    private void bar(StepFloor step, int y) {
        double floor = step.floorMicros() * scale;
        double time = step.micros() * scale;
        text(LEFT - 8, y + 10, "end", escaped(step.step().name() + "  (" + step.step().kind() + ")"));
        add("<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>", LEFT, y, Math.max(time, floor),
                ROW - 3, LOST);
        add("<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"><title>%s</title></rect>", LEFT, y, floor,
                ROW - 3, step.bound().equals("FMA") ? COMPUTE : MOVE,
                escaped(step.step().output() + ", bound by " + step.bound()));
        text(LEFT + Math.max(time, floor) + 5, y + 10, "start", String.format(Locale.ROOT, "%.1f µs, %.0f %%",
                step.micros(), 100 * step.floorMicros() / step.micros()));
    }

    private void text(double x, int y, String anchor, String markup) {
        add("<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>", x, y, anchor, markup);
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
