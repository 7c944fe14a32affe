package dev.ghostlane.bench.report;

import java.util.Locale;

/// An SVG drawing, element after element.
public final class Svg {
    private final StringBuilder text = new StringBuilder();

    /// @param attributes more attributes of the root, such as fonts
    public Svg(double width, double height, String attributes) {
        add("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" %s>", width, height, attributes);
    }

    /// Adds markup.
    ///
    /// @param format as for [String#format(String, Object...)]; texts among the values must be [#escaped(String)]
    public Svg add(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
        return this;
    }

    /// Adds a text.
    ///
    /// @param anchor `start`, `middle` or `end`: which part of it is at `x`
    /// @param markup escaped, or with elements in it
    public Svg text(double x, double y, String anchor, String markup) {
        return add("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, markup);
    }

    /// The complete drawing.
    public String close() { return text + "</svg>\n"; }

    /// A text for XML and HTML.
    public static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
