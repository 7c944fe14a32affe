package dev.ghostlane.bench.attention;

import dev.ghostlane.bench.report.Svg;
import java.util.List;

/// A table of an HTML page, which scrolls by itself where the page is narrow.
final class HtmlTable {
    private final StringBuilder rows = new StringBuilder();

    HtmlTable(String... columns) { row("th", List.of(columns)); }

    HtmlTable row(String... cells) {
        row("td", List.of(cells));
        return this;
    }

    private void row(String element, List<String> cells) {
        rows.append("<tr>");
        cells.forEach(cell -> rows.append('<').append(element).append('>').append(Svg.escaped(cell)).append("</")
                .append(element).append('>'));
        rows.append("</tr>\n");
    }

    @Override
    public String toString() { return "<div class=\"scroll\" tabindex=\"0\"><table>\n" + rows + "</table></div>\n"; }
}
