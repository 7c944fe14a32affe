package dev.ghostlane.bench.attention;

import dev.ghostlane.bench.attention.blocks.AttentionBlock;
import dev.ghostlane.bench.attention.blocks.AttentionBlocks;
import dev.ghostlane.bench.report.Svg;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// The report as one page of HTML that needs nothing else: no network, no script, no fonts.
final class Page {
    private final Results results;
    private final Charts charts;
    private final Tables tables;
    private final List<PaperClaim> claims;
    private final StringBuilder html = new StringBuilder();

    private Page(Results results) {
        this.results = results;
        this.charts = new Charts(results);
        this.tables = new Tables(results);
        this.claims = Claims.of(results);
    }

    static String of(Results results) { return new Page(results).write(); }

    private String write() {
        html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
                + "<title>What attention costs</title>\n<style>\n").append(css()).append("</style>\n</head>\n<body>\n");
        head();
        blocks();
        rearrangement();
        networks();
        claims();
        details();
        return html.append("</body>\n</html>\n").toString();
    }

    private void head() {
        html.append(
                "<h1>What attention costs</h1>\n<p>Blocks of attention, each of the same effort, on Ghostlane's"
                        + " kernels, and whole networks with them, measured side by side on one machine. The claims are"
                        + " those of the GhostNetV2 paper (arXiv 2211.12905); what decides each, and the figures, are"
                        + " <a href=\"#claims\">below</a>.</p>\n");
        html.append("<table class=\"summary\">\n<tr><th>claim</th><th class=\"left\">here</th></tr>\n");
        for (PaperClaim claim : claims) {
            html.append("<tr><td>").append(claim.number()).append(". ")
                    .append(Svg.escaped(claim.text())).append("</td><td class=\"left\">")
                    .append(verdict(claim.verdict().toString())).append("</td></tr>\n");
        }
        html.append("</table>\n");
        Map<String, String> machine = new LinkedHashMap<>(results.environment());
        machine.put("FMA peak", String.format(Locale.ROOT,
                "%.1f GFLOP/s a thread (the best moment of each fork: %s)", results.peak(),
                Spread.of(results.peaks()).text(1)));
        list(machine);
    }

    private void list(Map<String, String> entries) {
        html.append("<dl>\n");
        entries.forEach((name, value) -> html.append("<dt>").append(Svg.escaped(name)).append("</dt><dd>")
                .append(Svg.escaped(value)).append("</dd>\n"));
        html.append("</dl>\n");
    }

    private void blocks() {
        html.append(
                "<h2>Blocks</h2>\n<p>Markers are medians over the forks of each fork's median; the bar behind one is"
                        + " from the fastest fork to the slowest. Both axes are logarithmic: a line twice as steep"
                        + " grows with the square.</p>\n<div class=\"charts\">\n");
        figure(charts.main(), "");
        charts.others().ifPresent(chart -> figure(chart, ""));
        figure(charts.channels(), "");
        figure(charts.multiplyAdds(), "At GhostNetV2's own pairs of channels and resolution. On a line from"
                + " bottom left to top right, all multiply-adds cost the same.");
        figure(charts.twoThreads(), "");
        html.append("</div>\n<h3>How time grows with the number of pixels</h3>\n<p>Exponent <i>p</i> of time = <i>a</i>"
                + " · pixels<sup><i>p</i></sup>, fitted by least squares to the logarithms, one point (the median over"
                + " the forks) for each resolution from 14² up (fewer than three: all). In brackets the 95 % interval"
                + " of the slope by Student’s <i>t</i> with points − 2 degrees of freedom: it holds what the line"
                + " leaves over, caches and fixed costs included. Beside it the exponent fitted to each fork alone, as"
                + " median and range, and the exponent of the multiply-adds at the same points.</p>\n");
        html.append(tables.growth()).append("<h3>What they are</h3>\n");
        list(described(results.blocks(), AttentionBlocks.ALL, AttentionBlock::name, AttentionBlock::description));
    }

    private void rearrangement() {
        html.append(
                "<h2>Arithmetic and rearrangement</h2>\n<p>Rearrangement is what only moves data: partition into"
                        + " windows and its reverse, unfold and fold, permutes, joins that copy. Its part of the time,"
                        + " by the profile of the timed runs, one thread.</p>\n<div class=\"charts\">\n");
        for (Key shape : results.entries().stream().map(entry -> entry.key().group())
                .filter(key -> key.sweep().equals("network") && key.threads() == 1).distinct().toList()) {
            List<Entry> entries = results.entries().stream()
                    .filter(entry -> entry.isMeasured() && entry.key().group().equals(shape)).toList();
            if (!entries.isEmpty()) {
                figure(ShareBars.of(shape.channels() + " channels, " + shape.side() + "×" + shape.side(), entries), "");
            }
        }
        html.append("</div>\n");
    }

    private void networks() {
        html.append("<h2>Whole networks</h2>\n<p>Batch 1, width ")
                .append(Svg.escaped(results.environment().getOrDefault("network width", "1.0")))
                .append(". “Times GhostNet” is the ratio of medians fork by fork: its median, smallest and"
                        + " largest.</p>\n<div class=\"charts\">\n");
        figure(charts.networks(), "");
        html.append("</div>\n<h3>At ").append(results.mainSize()).append("×").append(results.mainSize())
                .append("</h3>\n").append(tables.networks(true)).append("<h3>At other sizes</h3>\n")
                .append(tables.networks(false)).append("<h3>What they are</h3>\n");
        list(described(results.networks(), NetworkCase.ALL, NetworkCase::name, NetworkCase::description));
    }

    /// Names that were measured with what this version says of them, nothing for those that it does not know.
    private static <T> Map<String, String> described(List<String> names, List<T> all, Function<T, String> name,
            Function<T, String> description) {
        Map<String, String> map = new LinkedHashMap<>();
        names.forEach(one -> map.put(one, all.stream().filter(candidate -> name.apply(candidate).equals(one))
                .map(description).findFirst().orElse("")));
        return map;
    }

    private void claims() {
        html.append(
                "<h2 id=\"claims\">The claims, part by part</h2>\n<p>A claim holds if all of its parts that were"
                        + " measured hold, holds partly if some do, and does not hold here if none does. The first fork"
                        + " compares all outputs with those of the scalar kernels, bit by bit, before it times"
                        + " them.</p>\n");
        for (PaperClaim claim : claims) {
            html.append("<section class=\"claim\">\n<h3>").append(claim.number()).append(". ")
                    .append(Svg.escaped(claim.text())).append("</h3>\n<p>")
                    .append(verdict(claim.verdict().toString())).append("</p>\n<ul>\n");
            for (Check check : claim.checks()) {
                html.append("<li>").append(Svg.escaped(check.statement())).append(": ")
                        .append(verdict(check.outcome().toString())).append("<br/>Found: ")
                        .append(Svg.escaped(check.found())).append("<br/><span class=\"soft\">Counts as true if ")
                        .append(Svg.escaped(check.rule())).append(".</span></li>\n");
            }
            html.append("</ul>\n<p class=\"soft\">Why these rules: ").append(Svg.escaped(claim.reason()))
                    .append("</p>\n</section>\n");
        }
    }

    private void details() {
        html.append("<h2>All figures</h2>\n<p class=\"soft\">µs: median over the forks, and their range; “re %”: part"
                + " of the time for rearrangement; “peak %”: share of the FMA peak of the run’s threads, measured in"
                + " the same processes; MB moved: maps that steps read and write, and weights, each counted once a"
                + " step; MB memory: the session’s maps, the scratch memory of its threads, and weights.</p>\n");
        html.append(tables.measurements());
        String skipped = tables.skipped();
        if (!skipped.isEmpty()) {
            html.append("<h2>What was left out</h2>\n").append(skipped);
        }
    }

    /// Nothing where nothing was measured.
    private void figure(Plot plot, String caption) {
        if (!plot.isEmpty()) {
            figure(plot.inline(), caption);
        }
    }

    private void figure(String chart, String caption) {
        html.append("<figure>\n").append(chart);
        if (!caption.isEmpty()) {
            html.append("<figcaption>").append(Svg.escaped(caption)).append("</figcaption>\n");
        }
        html.append("</figure>\n");
    }

    private static String verdict(String text) {
        String sign = switch (text) {
            case "holds" -> "✔";
            case "holds partly" -> "◐";
            case "does not hold here" -> "✘";
            default -> "–";
        };
        return "<span class=\"verdict\" data-sign=\"" + sign + "\">" + text + "</span>";
    }

    private static String css() {
        try (InputStream stream = Page.class.getResourceAsStream("page.css")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("page.css cannot be read", e);
        }
    }
}
