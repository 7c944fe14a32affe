package dev.ghostlane.bench.photos;

import dev.ghostlane.bench.report.Svg;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// An SVG chart of the way from file to logits on one thread: for each set a bar for each who went it, as long as the
/// time, in parts. Bars of one set can be compared; each set has its own scale. For light and dark backgrounds.
final class PhotoChart {
    private static final int WIDTH = 760;
    private static final int LEFT = 190;
    private static final int BARS = 490;
    private static final int ROW = 22;
    private static final int TOP = 62;
    private static final int TITLE = 30;

    /// What parts of a bar are, and their colours: the palette of Okabe and Ito.
    private static final List<String> NAMES = List.of("Huffman", "transform, colour", "resize", "decode, resize",
            "network");
    private static final List<String> COLOURS = List.of("#0072b2", "#56b4e9", "#009e73", "#e69f00", "#999999");

    private static final String STYLE = "<style>svg{color:#222;background:#fff}"
            + "@media(prefers-color-scheme:dark){svg{color:#ddd;background:#0d1117}}</style>";

    /// A bar, with a length for each of [#NAMES] in milliseconds.
    private record Bar(String name, List<Double> parts) {

        double length() { return parts.stream().mapToDouble(part -> part).sum(); }
    }

    private PhotoChart() {}

    /// @param results at least one
    static String of(List<PhotoResult> results) {
        int rows = results.stream().mapToInt(result -> bars(result).size()).sum();
        int height = TOP + results.size() * TITLE + rows * ROW + 8;
        Svg svg = new Svg(WIDTH, height, "width=\"" + WIDTH
                + "\" font-family=\"sans-serif\" font-size=\"12\" fill=\"currentColor\"");
        String title = "From a photo's file to logits, milliseconds, one thread";
        svg.add("<title>%s</title>%s", title, STYLE);
        svg.text(10, 18, "start", "<tspan font-size=\"15\" font-weight=\"bold\">" + title + "</tspan>");
        for (int i = 0; i < NAMES.size(); i++) {
            int x = 10 + i * 145;
            svg.add("<rect x=\"%d\" y=\"30\" width=\"12\" height=\"12\" fill=\"%s\"/>", x, COLOURS.get(i));
            svg.text(x + 17, 40, "start", NAMES.get(i));
        }
        int y = TOP;
        for (PhotoResult result : results) {
            svg.text(10, y + 16, "start", "<tspan font-weight=\"bold\">" + Svg.escaped(result.photos().toString())
                    + "</tspan>");
            y += TITLE;
            List<Bar> bars = bars(result);
            double longest = bars.stream().mapToDouble(Bar::length).max().orElse(1);
            for (Bar bar : bars) {
                draw(svg, bar, y, BARS / longest);
                y += ROW;
            }
        }
        return svg.close();
    }

    private static void draw(Svg svg, Bar bar, int y, double scale) {
        svg.text(LEFT - 8, y + 11, "end", Svg.escaped(bar.name()));
        double x = LEFT;
        for (int i = 0; i < NAMES.size(); i++) {
            double part = bar.parts().get(i);
            if (part > 0) {
                svg.add("<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"15\" fill=\"%s\"><title>%s</title></rect>",
                        x, y, part * scale, COLOURS.get(i), String.format(Locale.ROOT, "%s: %.2f ms", NAMES.get(i),
                                part));
                x += part * scale;
            }
        }
        svg.text(x + 5, y + 11, "start", String.format(Locale.ROOT, bar.length() < 20 ? "%.2f" : "%.1f",
                bar.length()));
    }

    private static List<Bar> bars(PhotoResult result) {
        List<Bar> bars = new ArrayList<>();
        double network = median(result, Way.NETWORK);
        double whole = median(result, Way.GHOSTLANE);
        if (result.one().containsKey(Way.HUFFMAN)) {
            // Parts are measured in a process of their own: their shares of the whole.
            double share = whole / median(result, Way.VERTICAL);
            bars.add(new Bar("Ghostlane", List.of(share * result.part(Way.HUFFMAN),
                    share * (result.part(Way.TRANSFORM) + result.part(Way.COLOUR)),
                    share * (result.part(Way.HORIZONTAL) + result.part(Way.VERTICAL)), 0.0, network)));
        } else {
            bars.add(new Bar("Ghostlane", List.of(0.0, 0.0, 0.0, whole, network)));
        }
        double onnx = median(result, Way.ONNX);
        for (Way way : List.of(Way.PILLOW, Way.TORCHVISION, Way.IMAGE_IO)) {
            if (result.one().containsKey(way)) {
                bars.add(new Bar((way == Way.IMAGE_IO ? "ImageIO" : way == Way.PILLOW ? "Pillow" : "torchvision")
                        + ", ONNX Runtime", List.of(0.0, 0.0, 0.0, median(result, way), onnx)));
            }
        }
        return bars;
    }

    private static double median(PhotoResult result, Way way) { return result.one().get(way).median(); }
}
