package dev.ghostlane.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The comparison as Markdown, which is made to be read as it stands, too.
final class PeerTable {
    static final String BEGIN = "<!-- bench/peers begins -->";
    static final String END = "<!-- bench/peers ends -->";
    private static final String NONE = "–";

    private PeerTable() {}

    /// The table, then a list of where each peer is better than Ghostlane, then why some are missing.
    ///
    /// @param peers the columns
    /// @param missing why others are not there
    static String of(List<Peer> peers, List<Row> rows, Map<Peer, String> missing) {
        List<List<String>> cells = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of(""));
        peers.forEach(peer -> head.add(peer.toString()));
        cells.add(head);
        for (Row row : rows) {
            Set<Peer> best = row.best();
            List<String> line = new ArrayList<>(List.of(row.title()));
            for (Peer peer : peers) {
                String text = row.texts().getOrDefault(peer, NONE);
                line.add(best.contains(peer) ? "**" + text + "**" : text);
            }
            cells.add(line);
        }
        StringBuilder text = new StringBuilder(aligned(cells));
        List<String> better = better(peers, rows);
        if (!better.isEmpty()) {
            text.append("\nBetter than Ghostlane:\n\n").append(String.join("\n", better)).append('\n');
        }
        if (!missing.isEmpty()) {
            text.append('\n');
            missing.forEach((peer, reason) -> text.append("- ").append(peer).append(" is left out: ").append(reason)
                    .append('\n'));
        }
        return text.toString();
    }

    private static String aligned(List<List<String>> cells) {
        int columns = cells.getFirst().size();
        int[] widths = new int[columns];
        cells.forEach(line -> {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        });
        StringBuilder text = new StringBuilder();
        for (int number = 0; number < cells.size(); number++) {
            for (int i = 0; i < columns; i++) {
                String cell = cells.get(number).get(i);
                text.append("| ").append(cell).append(" ".repeat(widths[i] - cell.length() + 1));
            }
            text.append("|\n");
            if (number == 0) {
                text.append("|---").append("|---:".repeat(columns - 1)).append("|\n");
            }
        }
        return text.toString();
    }

    private static List<String> better(List<Peer> peers, List<Row> rows) {
        List<String> lines = new ArrayList<>();
        for (Peer peer : peers) {
            List<String> where = rows.stream().filter(row -> row.beats(peer, Peer.GHOSTLANE))
                    .map(row -> row.title() + " (" + row.texts().get(peer) + " against "
                            + row.texts().get(Peer.GHOSTLANE) + ")")
                    .toList();
            if (!where.isEmpty()) {
                lines.add("- " + peer + ": " + String.join("; ", where));
            }
        }
        return lines;
    }

    /// Writes a text into a file; if this has the two lines for it, between them.
    static void write(Path file, String text) throws IOException {
        String old = Files.exists(file) ? Files.readString(file) : "";
        int begin = old.indexOf(BEGIN);
        int end = old.indexOf(END);
        Files.writeString(file, begin >= 0 && end > begin
                ? old.substring(0, begin + BEGIN.length()) + "\n\n" + text + "\n" + old.substring(end)
                : text);
    }
}
