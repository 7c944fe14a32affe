package dev.ghostlane.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The examples, which the build has just built, do what their page says.
class ExamplesTest {

    /// Where they were built, in folders as in a checkout.
    private static final Path CHECKOUT = Path.of(System.getProperty("examples.checkout"));

    private static final Path EXAMPLES = Path.of("../docs/examples");

    private static List<Session> sessions() throws IOException {
        return Session.of(Files.readString(EXAMPLES.resolve("README.md")));
    }

    @Test
    void eachExampleIsOnThePage() throws IOException {
        try (Stream<Path> folders = Files.list(EXAMPLES)) {
            assertEquals(
                    folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                            .map(folder -> "docs/examples/" + folder.getFileName()).sorted().toList(),
                    sessions().stream().map(Session::folder).sorted().toList());
        }
    }

    @TestFactory
    Stream<DynamicTest> commandsPrintWhatThePageSays() throws IOException {
        return sessions().stream()
                .map(session -> DynamicTest.dynamicTest(session.folder(), () -> session.run(CHECKOUT)));
    }

    /// The example's own build skips the test of its page where there is no browser; that must not go unnoticed.
    @Test
    void thePageOfTheServiceWasTestedInABrowser() throws IOException {
        String report = Files.readString(CHECKOUT
                .resolve("docs/examples/service/target/surefire-reports/TEST-demo.BrowserTest.xml"));
        Assumptions.assumeFalse(report.contains("<skipped"), () -> report.replaceFirst(
                "(?s).*<skipped[^>]*?message=\"([^\"]*)\".*", "$1"));
        assertFalse(report.contains("tests=\"0\""), report);
    }
}
