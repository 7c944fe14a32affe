package dev.ghostlane.bench.docs;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Rules for pages as a whole.
final class PageRules {

    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+-SNAPSHOT");

    /// An artifact and its version, as poms name them.
    private static final Pattern ARTIFACT = Pattern
            .compile("<artifactId>([^<]+)</artifactId>\\s*<version>([^<]+)</version>");

    private PageRules() {}

    static List<String> tooLong(Page page, int lines) {
        long found = page.text().lines().count();
        return found <= lines
                ? List.of()
                : List.of(page.name() + " has " + found + " lines, at most " + lines + " are allowed");
    }

    /// @param index the page that lists all others of its folder
    static List<String> notListed(Page index, List<Page> pages) {
        String folder = index.name().substring(0, index.name().lastIndexOf('/') + 1);
        return pages.stream().filter(page -> page != index && page.name().startsWith(folder))
                .map(page -> page.name().substring(folder.length())).filter(name -> !index.links().contains(name))
                .map(name -> index.name() + " does not list " + name).toList();
    }

    static List<String> otherVersions(Page page, String version) {
        return VERSION.matcher(page.text()).results().map(MatchResult::group).filter(found -> !found.equals(version))
                .map(found -> page.name() + " names version " + found + ", not " + version).toList();
    }

    /// Versions of artifacts, in pieces of poms to be copied, that no pom of the project has.
    static List<String> untriedVersions(Page page, Project project) {
        return ARTIFACT.matcher(page.text()).results()
                .filter(artifact -> !project.versions(artifact.group(1)).contains(artifact.group(2)))
                .map(artifact -> page.name() + " names version " + artifact.group(2) + " of " + artifact.group(1)
                        + "; the poms have " + project.versions(artifact.group(1)))
                .toList();
    }
}
