package dev.ghostlane.bench.docs;

import java.util.ArrayList;
import java.util.List;

/// Takes a line of a shell apart, as far as documentation uses one: quotes, comments, pipes, redirections.
final class Shell {

    private Shell() {}

    /// The commands of a line, each as its words without variables that are set for it.
    static List<List<String>> commands(String line) {
        List<List<String>> commands = new ArrayList<>();
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < line.length()) {
            char c = line.charAt(at);
            if (c == ' ') {
                at++;
            } else if (c == '#') {
                break;
            } else if ("|&;".indexOf(c) >= 0) {
                commands.add(words);
                words = new ArrayList<>();
                at += line.startsWith("&&", at) || line.startsWith("||", at) ? 2 : 1;
            } else if (line.substring(at).matches("\\d?>>?.*")) {
                at = afterRedirection(line, at);
            } else {
                StringBuilder word = new StringBuilder();
                at = readWord(line, at, word);
                words.add(word.toString());
            }
        }
        commands.add(words);
        commands.forEach(command -> {
            while (!command.isEmpty() && command.getFirst().matches("[A-Za-z_][A-Za-z_0-9]*=.*")) {
                command.removeFirst();
            }
        });
        commands.removeIf(List::isEmpty);
        return commands;
    }

    private static int afterRedirection(String line, int at) {
        int next = at;
        while (line.charAt(next) != '>') {
            next++;
        }
        while (next < line.length() && "> &".indexOf(line.charAt(next)) >= 0) {
            next++;
        }
        return readWord(line, next, new StringBuilder());
    }

    private static int readWord(String line, int start, StringBuilder word) {
        int at = start;
        char quote = 0;
        while (at < line.length() && (quote != 0 || " |&;>".indexOf(line.charAt(at)) < 0)) {
            char c = line.charAt(at++);
            if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            } else {
                word.append(c);
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("a quote " + quote + " is not closed");
        }
        return at;
    }
}
