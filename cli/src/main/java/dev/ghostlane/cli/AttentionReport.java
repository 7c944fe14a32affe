package dev.ghostlane.cli;

import dev.ghostlane.cli.attention.Sheet;
import dev.ghostlane.cli.console.Json;
import dev.ghostlane.cli.console.OutputFormat;
import dev.ghostlane.cli.console.Records;
import dev.ghostlane.cli.console.Text;
import dev.ghostlane.ghostnetv2.AttentionMaps;
import dev.ghostlane.ghostnetv2.ClassMap;
import dev.ghostlane.ghostnetv2.Classification;
import dev.ghostlane.ghostnetv2.GateMap;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The figures of attention maps, which [AttentionCommand] prints beside the page or picture that it writes.
///
/// @param photo its path
/// @param channels how many channels of each gate are named
record AttentionReport(String photo, AttentionMaps maps, int channels) {

    /// Prints them; in CSV the gates alone, as there is one table.
    void print(OutputFormat format, PrintWriter out) {
        switch (format) {
            case TABLE -> print(out);
            case JSON, JSONL -> Records.one(out, format, Json.object("image", photo, "classes",
                    maps.classes().stream().map(AttentionReport::asMap).toList(), "gates",
                    maps.gates().stream().map(this::asMap).toList()));
            case CSV -> {
                try (Records records = new Records(out, format, "module", "height", "width", "channels", "grid_height",
                        "grid_width", "strip", "lowest", "highest", "strongest")) {
                    for (GateMap gate : maps.gates()) {
                        Map<String, Object> record = asMap(gate);
                        record.put("strongest", numbers(Sheet.strongest(gate, channels)));
                        records.add(record);
                    }
                }
            }
        }
    }

    private static Map<String, Object> asMap(ClassMap map) {
        Classification answer = map.classification();
        return Json.object("index", answer.index(), "label", answer.label(), "probability", answer.probability(),
                "logit", map.logit(), "constant", map.constant());
    }

    private Map<String, Object> asMap(GateMap gate) {
        Sheet.Range mean = Sheet.Range.of(gate.mean());
        return Json.object("module", gate.module(), "height", gate.map().height(), "width", gate.map().width(),
                "channels", gate.map().channels(), "grid_height", gate.gridHeight(), "grid_width", gate.gridWidth(),
                "strip", gate.strip(), "lowest", mean.lowest(), "highest", mean.highest(), "strongest",
                Sheet.strongest(gate, channels));
    }

    private void print(PrintWriter out) {
        out.println(Text.format("%9s %8s %9s  %s", "%", "logit", "constant", "class"));
        for (ClassMap map : maps.classes()) {
            out.println(Text.format("%9.2f %8.2f %9.2f  %s", 100.0 * map.classification().probability(), map.logit(),
                    map.constant(), Text.printable(map.classification().label())));
        }
        if (maps.gates().isEmpty()) {
            return;
        }
        String line = "%-20s %9s %9s %5s  %-13s %s";
        out.println();
        out.println(Text.format(line, "gate of", "pixels", "grid", "strip", "mean", "channels"));
        for (GateMap gate : maps.gates()) {
            out.println(Text.format(line, gate.module(), gate.map().height() + "×" + gate.map().width(),
                    gate.gridHeight() + "×" + gate.gridWidth(), gate.strip(), Sheet.Range.of(gate.mean()),
                    numbers(Sheet.strongest(gate, channels))));
        }
    }

    private static String numbers(List<Integer> channels) {
        return channels.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }
}
