package dev.ghostlane.bench.attention;

import com.samskivert.mustache.Mustache;
import dev.ghostlane.bench.attention.blocks.AttentionBlock;
import dev.ghostlane.bench.attention.blocks.AttentionBlocks;
import dev.ghostlane.bench.common.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// The report as one page of HTML that needs nothing else: no network, no script, no fonts. Its text is `page.html`.
final class Page {

    /// A chart of the page; the caption may be empty.
    record Figure(String chart, String caption) {}

    private Page() {}

    static String of(Results results) {
        Charts charts = new Charts(results);
        Tables tables = new Tables(results);
        Map<String, String> machine = new LinkedHashMap<>(results.environment());
        machine.put("FMA peak", String.format(Locale.ROOT,
                "%.1f GFLOP/s a thread (the best moment of each fork: %s)", results.peak(),
                Spread.of(results.peaks()).text(1)));
        List<Figure> blocks = new ArrayList<>(figure(charts.main(), ""));
        charts.others().ifPresent(chart -> blocks.addAll(figure(chart, "")));
        blocks.addAll(figure(charts.channels(), ""));
        blocks.addAll(figure(charts.multiplyAdds(), "At GhostNetV2's own pairs of channels and resolution. On a line"
                + " from bottom left to top right, all multiply-adds cost the same."));
        blocks.addAll(figure(charts.twoThreads(), ""));
        return Mustache.compiler().emptyStringIsFalse(true).compile(resource("page.html")).execute(Json.map(
                "css", resource("page.css"), "claims", Claims.of(results), "machine", machine.entrySet(),
                "blockCharts", blocks, "growth", tables.growth(),
                "blocks", described(results.blocks(), AttentionBlocks.ALL, AttentionBlock::name,
                        AttentionBlock::description),
                "shares", shares(results), "width", results.environment().getOrDefault("network width", "1.0"),
                "networkCharts", figure(charts.networks(), ""), "size", results.mainSize(),
                "mainNetworks", tables.networks(true), "otherNetworks", tables.networks(false),
                "networks", described(results.networks(), NetworkCase.ALL, NetworkCase::name, NetworkCase::description),
                "measurements", tables.measurements(), "skipped", tables.skipped()));
    }

    /// None where nothing was measured.
    private static List<Figure> figure(Plot plot, String caption) {
        return plot.isEmpty() ? List.of() : List.of(new Figure(plot.inline(), caption));
    }

    private static List<String> shares(Results results) {
        Map<Key, List<Entry>> shapes = new LinkedHashMap<>();
        results.entries().stream().filter(entry -> entry.isMeasured() && entry.key().sweep().equals("network")
                && entry.key().threads() == 1)
                .forEach(entry -> shapes.computeIfAbsent(entry.key().group(), _ -> new ArrayList<>()).add(entry));
        return shapes.entrySet().stream().map(shape -> ShareBars.of(shape.getKey().channels() + " channels, "
                + shape.getKey().side() + "×" + shape.getKey().side(), shape.getValue())).toList();
    }

    /// Names that were measured with what this version says of them, nothing for those that it does not know.
    private static <T> Collection<Map.Entry<String, String>> described(List<String> names, List<T> all,
            Function<T, String> name, Function<T, String> description) {
        Map<String, String> map = new LinkedHashMap<>();
        names.forEach(one -> map.put(one, all.stream().filter(candidate -> name.apply(candidate).equals(one))
                .map(description).findFirst().orElse("")));
        return map.entrySet();
    }

    /// A file beside this class.
    static String resource(String name) {
        try (InputStream stream = Page.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(name + " cannot be read", e);
        }
    }
}
