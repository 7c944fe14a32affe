package dev.ghostlane.bench.docs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A page of documentation in GitHub's Markdown, as far as the tests look at it.
final class Page {

    private static final Pattern FENCE = Pattern.compile("\\s*(```+|~~~+)\\s*(\\S*).*");
    private static final Pattern HEADING = Pattern.compile("#{1,6}\\s+(.*?)\\s*#*");
    private static final Pattern SPAN = Pattern.compile("(`+)(.+?)\\1(?!`)", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\[((?:[^\\[\\]]|\\[[^\\[\\]]*])*)]\\(([^()\\s]+)\\)");
    private static final Pattern NO_ANCHOR = Pattern.compile("[^\\p{L}\\p{N}\\p{M}_ -]");
    private static final Pattern BLANK = Pattern.compile("(?m)^\\s*$");

    /// Languages of blocks that hold commands, or commands and what they print.
    private static final Set<String> SHELL = Set.of("", "sh", "bash", "shell", "console", "text");

    private final String name;
    private final String text;
    private final Set<String> anchors = new LinkedHashSet<>();
    private final List<String> shellLines = new ArrayList<>();
    private final List<String> javaBlocks = new ArrayList<>();
    private final List<String> spans = new ArrayList<>();
    private final List<String> links = new ArrayList<>();

    /// @param name path from the root of the project, with slashes
    Page(String name, String text) {
        this.name = name;
        this.text = text;
        StringBuilder prose = new StringBuilder();
        String fence = null;
        String language = "";
        StringBuilder block = new StringBuilder();
        boolean afterBlank = true;
        Map<String, Integer> used = new HashMap<>();
        for (String line : text.lines().toList()) {
            Matcher opening = FENCE.matcher(line);
            if (fence != null) {
                if (!line.strip().startsWith(fence)) {
                    block.append(line).append('\n');
                    continue;
                }
                if (SHELL.contains(language)) {
                    block.toString().lines().forEach(shellLines::add);
                } else if (language.equals("java")) {
                    javaBlocks.add(block.toString());
                }
                fence = null;
                block.setLength(0);
            } else if (opening.matches()) {
                fence = opening.group(1);
                language = opening.group(2);
            } else if (line.startsWith("    ") && afterBlank) {
                shellLines.add(line.strip());
                continue;
            } else {
                Matcher heading = HEADING.matcher(line);
                if (heading.matches()) {
                    addAnchor(heading.group(1), used);
                }
                prose.append(line).append('\n');
            }
            afterBlank = line.isBlank();
        }
        for (String paragraph : BLANK.split(prose)) {
            SPAN.matcher(paragraph).results().forEach(span -> spans.add(span.group(2).replaceAll("\\s+", " ")));
            addLinks(SPAN.matcher(paragraph).replaceAll("code"));
        }
    }

    /// GitHub's rule: the words in lower case, joined by hyphens, without punctuation; a number for what is there
    /// already.
    private void addAnchor(String heading, Map<String, Integer> used) {
        String words = LINK.matcher(heading).replaceAll("$1").toLowerCase(Locale.ROOT);
        String anchor = NO_ANCHOR.matcher(words).replaceAll("").replace(' ', '-');
        int before = used.merge(anchor, 1, Integer::sum) - 1;
        anchors.add(before == 0 ? anchor : anchor + "-" + before);
    }

    private void addLinks(String paragraph) {
        Matcher link = LINK.matcher(paragraph);
        while (link.find()) {
            links.add(link.group(2));
            addLinks(link.group(1));
        }
    }

    String name() { return name; }

    String text() { return text; }

    Set<String> anchors() { return anchors; }

    /// Targets of all links and pictures.
    List<String> links() { return links; }

    /// Lines of code blocks that are not in a programming language.
    List<String> shellLines() { return shellLines; }

    /// Code blocks in Java.
    List<String> javaBlocks() { return javaBlocks; }

    /// What stands in backquotes within the text.
    List<String> spans() { return spans; }
}
