package dev.ghostlane.bench.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What the documentation says can be followed: links lead somewhere, commands are accepted, Java compiles.
class DocumentationTest {

    /// Two screens.
    private static final int README_LINES = 150;

    private final Project project = Project.read();
    private final List<Page> pages = project.pages();

    @Test
    void linksLeadSomewhere() {
        Links links = new Links(project.files(), pages);
        assertNone(pages.stream().flatMap(page -> links.problems(page).stream()).toList());
        assertTrue(pages.stream().mapToInt(page -> page.links().size()).sum() > 50, "too few links were found");
    }

    @Test
    void commandsAreAccepted() {
        Commands commands = new Commands(project);
        assertNone(pages.stream().flatMap(page -> commands.problems(page).stream()).toList());
        assertTrue(commands.found() > 50, "too few commands were found: " + commands.found());
    }

    @Test
    void javaCompiles() {
        assertNone(pages.stream().flatMap(page -> new JavaBlocks().problems(page).stream()).toList());
        assertTrue(pages.stream().mapToInt(page -> page.javaBlocks().size()).sum() > 5,
                "too few blocks of Java were found");
    }

    @Test
    void readmeIsShort() { assertNone(PageRules.tooLong(page("README.md"), README_LINES)); }

    @Test
    void everyPageIsInTheIndex() { assertNone(PageRules.notListed(page("docs/README.md"), pages)); }

    @Test
    void versionIsThatOfThePom() {
        assertNone(pages.stream().flatMap(page -> PageRules.otherVersions(page, project.version()).stream()).toList());
    }

    @Test
    void versionsOfArtifactsAreThoseOfPoms() {
        assertNone(pages.stream().flatMap(page -> PageRules.untriedVersions(page, project).stream()).toList());
        assertNone(project.artifacts().stream().filter(artifact -> project.versions(artifact).size() > 1)
                .map(artifact -> "the build and the examples have versions " + project.versions(artifact) + " of "
                        + artifact)
                .toList());
    }

    private Page page(String name) {
        return pages.stream().filter(page -> Objects.equals(page.name(), name)).findAny().orElseThrow();
    }

    private static void assertNone(List<String> problems) {
        assertEquals("", String.join("\n", problems));
    }
}
