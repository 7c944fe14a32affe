package dev.ghostlane.bench.attention;

import dev.ghostlane.bench.report.Svg;
import java.util.List;

/// A chart with a bar for each block: how much of its time went into arithmetic, and how much into rearranging data.
final class ShareBars {
    private static final int WIDTH = 400;
    private static final int ROW = 32;
    private static final int TOP = 26;
    private static final int BARS = 330;
    private static final String ARITHMETIC = "#56b4e9";
    private static final String REARRANGEMENT = "#d55e00";

    private ShareBars() {}

    /// @param entries at least one; all of the same shape
    static String of(String title, List<Entry> entries) {
        String hatch = "hatch-" + entries.getFirst().key().channels() + "-" + entries.getFirst().key().side();
        Svg svg = new Svg(WIDTH, TOP + entries.size() * ROW + 22,
                "class=\"chart\" role=\"img\" font-family=\"sans-serif\" font-size=\"12\" fill=\"currentColor\"");
        svg.add("<title>%s</title>", Svg.escaped(title));
        svg.add("<defs><pattern id=\"%s\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\""
                + " patternTransform=\"rotate(45)\"><rect width=\"5\" height=\"5\" fill=\"%s\"/>"
                + "<rect width=\"1.5\" height=\"5\" fill=\"#fff\"/></pattern></defs>", hatch, REARRANGEMENT);
        svg.text(0, 15, "start", "<tspan font-weight=\"bold\">" + Svg.escaped(title) + "</tspan>");
        for (int i = 0; i < entries.size(); i++) {
            bar(svg, entries.get(i), TOP + i * ROW, hatch);
        }
        int below = TOP + entries.size() * ROW + 8;
        svg.add("<rect x=\"0\" y=\"%d\" width=\"12\" height=\"12\" fill=\"%s\"/>", below, ARITHMETIC);
        svg.text(17, below + 10, "start", "arithmetic");
        svg.add("<rect x=\"110\" y=\"%d\" width=\"12\" height=\"12\" fill=\"url(#%s)\"/>", below, hatch);
        svg.text(127, below + 10, "start", "rearrangement");
        return svg.close();
    }

    private static void bar(Svg svg, Entry entry, int top, String hatch) {
        double share = Double.isNaN(entry.rearranged()) ? 0 : entry.rearranged();
        svg.text(0, top + 12, "start", Svg.escaped(entry.key().name()));
        svg.add("<rect x=\"0\" y=\"%d\" width=\"%.1f\" height=\"11\" fill=\"%s\"/>", top + 16, BARS * (1 - share),
                ARITHMETIC);
        svg.add("<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"11\" fill=\"url(#%s)\"/>", BARS * (1 - share),
                top + 16, BARS * share, hatch);
        svg.add("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%.0f %%</text>", WIDTH, top + 26, 100 * share);
    }
}
