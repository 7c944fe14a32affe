package dev.ghostlane.bench.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// [DocumentationTest] notices what it is there to notice.
class DocumentationRulesTest {

    private static final Project PROJECT = new Project(
            Set.of("", "docs", "docs/a.md", "docs/b.md", "pom.xml", "bench/run",
                    "bench/compare", "engine/src/test/java/x/SessionTest.java"),
            List.of("""
                    <version>1.0</version>
                    <modules><module>engine</module></modules>
                    <properties><widths.phase>none</widths.phase></properties>
                    <profile>
                      <!-- Long. -->
                      <id>fuzz</id>
                    </profile>"""), List.of("System.getProperty(\"fuzz.seconds\")"));

    @ParameterizedTest
    @ValueSource(strings = {"b.md", "#one-two", "b.md#größe-1", "../docs/", "../pom.xml", "/pom.xml",
            "https://x.example/y#z",
            "#a-link-and-code", "#twice-1"})
    void goodLinksAreAccepted(String link) {
        assertEquals(List.of(), linkProblems("see [there](" + link + ")"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"c.md", "#One-Two", "#three", "b.md#one-two", "../pom.xml#x", "../../outside.md", "#twice-2",
                    "#not-a-heading"})
    void linksThatLeadNowhereAreFound(String link) {
        List<String> expected = List.of("docs/a.md: the link " + link + " leads nowhere");
        assertEquals(expected, linkProblems("see [there](" + link + ")"));
        assertEquals(expected, linkProblems("[![a picture](b.md)](" + link + ")"));
        assertEquals(expected, linkProblems("[![a picture](" + link + ")](b.md)"));
    }

    @Test
    void whatIsCodeIsNoLink() {
        assertEquals(List.of(), linkProblems("`[there](c.md)`\n\n```\n[there](c.md)\n```\n\n    [there](c.md)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"./ghostlane classify -k 1 'photos/**.jpg' 2>&1 | tail -3",
            "GHOSTLANE_JAVA_OPTS=\"-Xmx64m -Da=b\" ./ghostlane bench --size 4000x4000   # a comment",
            "./ghostlane --help",
            "bench/run Gate -p \"shape=56x56x72 by 28x28\" -- -f 10 -prof gc",
            "bench/compare --width 1.0,1.6 --threads 1",
            "mvn -ntp test -Pfuzz -pl engine -am -Dfuzz.seconds=6 -Dwidths.phase=none -Dtest=SessionTest",
            "ls -Q ../shared",
            "./ghostlane doctor && bench/run --list > list.txt"})
    void goodCommandsAreAccepted(String command) {
        assertEquals(List.of(), commandProblems("```\n$ " + command + "\n```"));
        assertEquals(List.of(), commandProblems("so `" + command + "` it is"));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', delimiter = '|', textBlock = """
            ./ghostlane clasify photo.jpg | Unmatched arguments from index 0: 'clasify', 'photo.jpg'
            ./ghostlane classify --tops 3 photo.jpg | Unknown option: '--tops'
            ./ghostlane bench --size huge | Invalid value for option '--size'
            ./ghostlane doctor && ./ghostlane embed a.png | Missing required option: '--output=X.npy'
            ./ghostlane -x | Unknown option: '-x'
            ./ghostlane classify 'photo.jpg | a quote ' is not closed
            ./ghostlane inspect ../shared/x.pth | needs ../shared, which a plain clone does not have
            bench/runs Pointwise | there is no bench/runs
            bench/compare --widths 1.0 | Unknown options: '--widths'
            bench/run Gate -- --no-such-option | JMH
            mvn -ntp test -Pfuss | there is no profile fuss
            mvn -ntp test -pl engines -am | there is no module engines
            mvn -ntp test -pl | there is no module
            mvn -ntp test -Dwidth.phase=none | there is no property width.phase
            mvn -ntp test -Dtest=SessionsTest | there is no test SessionsTest
            mvn -ntps test | there is no option -ntps
            mvn verifi | there is no phase or goal verifi
            """)
    void commandsThatWouldBeRefusedAreFound(String command, String reason) {
        for (String page : List.of("```\n$ " + command + "\n```", "    " + command, "so `" + command + "` it is")) {
            List<String> problems = commandProblems(page);
            if (page.startsWith("so") && reason.startsWith("Missing")) {
                assertEquals(List.of(), problems, "a sentence may name a part of a command");
                continue;
            }
            assertEquals(1, problems.size(), () -> page + ": " + problems);
            String expected = "docs/a.md: " + command + ": " + reason;
            assertEquals(expected,
                    problems.getFirst().substring(0, Math.min(expected.length(), problems.getFirst().length())));
        }
    }

    @Test
    void javaThatDoesNotCompileIsFound() {
        String statements = "```java\ntry (Classifier two = model.%s(2)) {\n    two.model();\n}\n```\n";
        assertEquals(List.of(), new JavaBlocks().problems(new Page("a.md", statements.formatted("classifier"))));
        assertEquals(1, new JavaBlocks().problems(new Page("a.md", statements.formatted("classified"))).size());
        String type = "```java\nclass A { dev.ghostlane.images.%s image; }\n```\n";
        assertEquals(List.of(), new JavaBlocks().problems(new Page("a.md", type.formatted("RgbImage"))));
        assertEquals(1, new JavaBlocks().problems(new Page("a.md", type.formatted("NoImage"))).size());
    }

    @Test
    void pagesThatAreTooLongAreFound() {
        assertEquals(List.of(), PageRules.tooLong(new Page("a.md", "1\n2\n"), 2));
        assertEquals(List.of("a.md has 3 lines, at most 2 are allowed"),
                PageRules.tooLong(new Page("a.md", "1\n2\n3\n"), 2));
    }

    @Test
    void pagesThatTheIndexLeavesOutAreFound() {
        Page index = new Page("docs/README.md", "[a](a.md)");
        List<Page> pages = List.of(index, new Page("docs/a.md", ""), new Page("docs/b.md", ""), new Page("c.md", ""));
        assertEquals(List.of("docs/README.md does not list b.md"), PageRules.notListed(index, pages));
    }

    @Test
    void otherVersionsAreFound() {
        Page page = new Page("a.md", "x-1.0.0-SNAPSHOT.jar and x-1.0.1-SNAPSHOT.jar, 3.5.4");
        assertEquals(List.of("a.md names version 1.0.1-SNAPSHOT, not 1.0.0-SNAPSHOT"),
                PageRules.otherVersions(page, "1.0.0-SNAPSHOT"));
    }

    @Test
    void versionsThatNobodyTriedAreFound() {
        Project project = new Project(Set.of(), List.of("""
                <version>1.0</version>
                <properties><x.version>3.1</x.version></properties>
                <artifactId>own</artifactId><version>${project.version}</version>
                <artifactId>x</artifactId>
                <version>${x.version}</version>""", "<artifactId>x</artifactId><version>3.2</version>"), List.of());
        String page = """
                <artifactId>x</artifactId>
                <version>%s</version>
                <artifactId>own</artifactId>
                  <version>1.0</version>""";
        for (String version : List.of("3.1", "3.2")) {
            assertEquals(List.of(), PageRules.untriedVersions(new Page("a.md", page.formatted(version)), project));
        }
        assertEquals(List.of("a.md names version 3.0 of x; the poms have [3.1, 3.2]"),
                PageRules.untriedVersions(new Page("a.md", page.formatted("3.0")), project));
    }

    private static List<String> linkProblems(String text) {
        Page a = new Page("docs/a.md", """
                # One, two!

                ## A [link](b.md) and `code`

                ```
                # Not a heading
                ```

                ## Twice
                ## Twice

                """ + text);
        Page b = new Page("docs/b.md", "# Größe\n# Größe\n");
        return new Links(PROJECT.files(), List.of(a, b)).problems(a);
    }

    private static List<String> commandProblems(String text) {
        return new Commands(PROJECT).problems(new Page("docs/a.md", text));
    }
}
