package dev.ghostlane.bench.docs;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Looks for links that lead nowhere.
final class Links {

    private final Set<String> files;
    private final Map<String, Page> pages;

    /// @param files what a link may lead to, from the root of the project; the root is empty
    Links(Set<String> files, List<Page> pages) {
        this.files = files;
        this.pages = pages.stream().collect(Collectors.toMap(Page::name, Function.identity()));
    }

    List<String> problems(Page page) {
        List<String> problems = new ArrayList<>();
        for (String link : page.links()) {
            if (!link.matches("(?i)(https?|mailto):.*") && !leadsSomewhere(page, link)) {
                problems.add(page.name() + ": the link " + link + " leads nowhere");
            }
        }
        return problems;
    }

    private boolean leadsSomewhere(Page page, String link) {
        URI target = URI.create("/" + page.name()).resolve(link.startsWith("#") ? "/" + page.name() + link : link);
        String path = target.getPath().substring(1).replaceFirst("/$", "");
        if (!files.contains(path)) {
            return false;
        }
        return target.getFragment() == null
                || pages.containsKey(path) && pages.get(path).anchors().contains(target.getFragment());
    }
}
